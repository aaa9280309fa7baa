"""The articles of a report: whole where their texts are at hand, else the sentences that the records quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...batch.sources import Source
from ...document import Document
from ...record import Record, Span
from ..locate import nearest


class Piece(NamedTuple):
    """A stretch of an article and where in it the stretch begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the stretch ends."""
        return self.start + len(self.text)


class Article(NamedTuple):
    """An article as the page shows it; `whole` when its text is all there."""

    id: str
    title: str | None
    published: str | None
    region: str | None
    agency: str | None
    path: str | None
    flags: tuple[str, ...]
    whole: bool
    pieces: tuple[Piece, ...]

    def place(self, words: str, quantity: Span) -> Span | None:
        """Return where words stand, as near to a quantity as can be, in the piece that holds the quantity.

        >>> quoted("a", [Piece(10, "完成年度任务的80%")]).place("年度任务", (17, 20))
        (12, 16)
        """
        for piece in self.pieces:
            if piece.start <= quantity[0] and quantity[1] <= piece.end:
                own = (quantity[0] - piece.start, quantity[1] - piece.start)
                found = nearest(piece.text, [(words, None)], own)
                return (found[0][0] + piece.start, found[0][1] + piece.start) if found else None
        return None


def of_document(doc: Document) -> Article:
    """Return the article of a document that was read."""
    published = doc.published.isoformat() if doc.published else None
    return Article(
        doc.id, doc.title, published, doc.region, doc.agency, doc.path, doc.flags, True, (Piece(0, doc.text),)
    )


def quoted(name: str, pieces: Iterable[Piece], source: Source | None = None) -> Article:
    """Return an article of which only some sentences are known.

    >>> quoted("a", [Piece(10, "完成九成。"), Piece(0, "开工。")]).pieces[0].text
    '开工。'
    """
    kept = tuple(sorted(set(pieces)))
    if source is None:
        return Article(name, None, None, None, None, None, (), False, kept)
    published = source.published.isoformat() if source.published else None
    flags = source.flags
    return Article(name, source.title, published, source.region, source.agency, source.path, flags, False, kept)


def sentences(records: Iterable[Record]) -> list[Piece]:
    """Return the sentences that records stand in.

    >>> from zhengwu_extract import extract
    >>> sentences(extract("今年开工15家市场，建成6家。"))
    [Piece(start=0, text='今年开工15家市场，建成6家。')]
    """
    return sorted({Piece(record.sentence.start, record.sentence.text) for record in records})


def disagreement(doc: Document, records: Sequence[Record]) -> str | None:
    """Return what shows that records were made of another text than this, None when nothing does.

    >>> from zhengwu_extract import extract
    >>> disagreement(Document("去年开工16家市场。"), extract("今年开工15家市场。"))
    "'16家' stands where doc#1 has '15家'"
    """
    for record in records:
        found = doc.text[record.value.start : record.value.end]
        if found != record.value.text:
            return f"{found!r} stands where {record.id} has {record.value.text!r}"
    return None
