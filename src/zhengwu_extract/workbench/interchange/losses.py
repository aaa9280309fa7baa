"""What a format does not carry: the fields of documents that do not come back from what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from ..gold import GoldDocument


def lost(documents: Sequence[GoldDocument], back: Sequence[GoldDocument]) -> Counter[str]:
    """Count by field what was said and came back otherwise; a record or document that is gone counts as such.

    >>> doc = GoldDocument(id="a", title="喜报", text="建成15家。")
    >>> lost([doc], [doc.model_copy(update={"title": None})])
    Counter({'title': 1})
    """
    counts = Counter[str]()
    returned = {doc.id: doc for doc in back}
    for doc in documents:
        counts.update(_of_document(doc, returned[doc.id]) if doc.id in returned else ["document"])
    return counts


def _of_document(doc: GoldDocument, back: GoldDocument) -> Iterator[str]:
    for name in ("title", "published", "region", "genre", "domain", "text"):
        if getattr(doc, name) != getattr(back, name):
            yield name
    waiting = list(back.records)
    for record in doc.records:
        twins = [other for other in waiting if other.span == record.span]
        if not twins:
            yield "record"
            continue
        twin = next((other for other in twins if other == record), twins[0])
        waiting.remove(twin)
        yield from _of_record(record, twin)


def _of_record(record: BaseModel, back: BaseModel) -> Iterator[str]:
    """Yield the fields that differ; of a part that is there on both sides, its own fields."""
    for name in type(record).model_fields:
        ours, theirs = getattr(record, name), getattr(back, name)
        if ours == theirs or (isinstance(ours, Decimal) and _same(ours, theirs)):
            continue
        if isinstance(ours, BaseModel) and isinstance(theirs, BaseModel):
            yield from (inner if name == "value" else f"{name}_{inner}" for inner in _of_record(ours, theirs))
        else:
            yield name


def _same(ours: Decimal, theirs: Any) -> bool:
    """Compare numbers as JSON holds them, as doubles: a third has no end that could be lost."""
    return isinstance(theirs, Decimal) and float(ours) == float(theirs)
