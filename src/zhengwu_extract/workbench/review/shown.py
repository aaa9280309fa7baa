"""What the page is given of a review: plain values, as the report's page has them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ...record import Span
from ..gold import Annotation, GoldDocument
from ..report.articles import Article, Piece
from .actions import Reviewed
from .review import Review

# Words are looked for in so many characters on either side first: a long article has many places to compare.
NEAR = 1000


def listed(review: Review) -> list[dict[str, Any]]:
    """Return a row for each article: its title, how many of its records are confirmed, and its state."""
    touched = review.touched
    return [
        {
            "id": name,
            "title": article.doc.title or name,
            "records": len(article.doc.records),
            "confirmed": len(article.confirmed),
            "state": "finished" if article.finished else "open" if name in touched else "new",
        }
        for name, article in review.articles.items()
    ]


def shown(review: Review, article: Reviewed) -> dict[str, Any]:
    """Return an article with its records, the list of articles, and what can be done next."""
    doc = article.doc
    whole = Article(
        doc.id, doc.title, doc.published, doc.region, None, None, (), whole=True, pieces=(Piece(0, doc.text),)
    )
    return {
        "version": review.version,
        "undo": review.can_undo,
        "redo": review.can_redo,
        "finished": article.finished,
        "about": review.about,
        "document": {**whole._asdict(), "refused": []},
        "records": [_record(record, doc, whole, record.id in article.confirmed) for record in doc.records],
        "list": listed(review),
    }


@lru_cache(maxsize=20_000)
def _place(article: Article, words: str, quantity: Span) -> Span | None:
    """Return where words stand: in the quantity's neighbourhood, else anywhere in the article."""
    (piece,) = article.pieces
    start = max(quantity[0] - NEAR, 0)
    near = article._replace(pieces=(Piece(start, piece.text[start : quantity[1] + NEAR]),))
    return near.place(words, quantity) or article.place(words, quantity)


def _record(record: Annotation, doc: GoldDocument, whole: Article, confirmed: bool) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude_none=True)
    for name, part in (("target", record.target), ("region", record.region)):
        if part and part.text and (span := _place(whole, part.text, record.span)):
            fields[name]["spans"] = [span]
    if record.part_of is not None:
        fields["whole"] = record.part_of
        if other := next((other for other in doc.records if other.value.text == record.part_of), None):
            fields["part_of"] = other.id
    return {**fields, "doc_id": doc.id, "confirmed": confirmed}
