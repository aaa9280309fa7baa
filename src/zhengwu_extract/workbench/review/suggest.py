"""What the engine reads in the words that a person marked: an amount, a time, or a whole record."""

from __future__ import annotations

from typing import Any, Literal

from ...document import Document
from ...options import Options
from ...pipeline import Pipeline
from ...record import Span
from ..gold import Annotation, GoldDocument
from ..predict import day, unread
from .start import annotation

Asked = Literal["value", "date"]
EVERYTHING = Pipeline(Options(model="none", all=True))


def suggestion(doc: GoldDocument, field: Asked, span: Span) -> dict[str, Any]:
    """Return the fields of a record that follow from marked words, as plain values.

    >>> doc = GoldDocument(id="a", text="今年建成15家便民市场。", published="2022-08-11")
    >>> suggestion(doc, "value", (4, 7))["metric"]["text"]
    '建成便民市场'
    >>> suggestion(doc, "date", (0, 2))["date"]["end"]
    '2022-12-31'
    """
    return _value(doc, span) if field == "value" else _date(doc, span)


def _value(doc: GoldDocument, span: Span) -> dict[str, Any]:
    """Return the engine's record at these words, or the amount they hold by themselves, or the words alone."""
    found = EVERYTHING.records(unread(doc))
    words_of = {record.id: record.value.text for record in found}
    for record in found:
        if (record.value.start, record.value.end) == span:
            return _plain(annotation(record, words_of))
    words = doc.text[slice(*span)]
    value = {"text": words, "start": span[0], "end": span[1], "qualifier": "exact"}
    read = EVERYTHING.read(Document(words, published=day(doc.published))).of("quantity")
    alone = [mention for mention in read if mention.end - mention.start == len(words)]
    if not alone:
        return {"value": value}
    amount = alone[0].value
    numbers = {name: getattr(amount, name) for name in ("number", "low", "high")}
    said = {name: str(number) for name, number in numbers.items() if number is not None}
    return {"value": {**value, "qualifier": amount.qualifier, **said}, "unit": amount.unit}


def _date(doc: GoldDocument, span: Span) -> dict[str, Any]:
    words = doc.text[slice(*span)]
    found: dict[str, Any] = {"text": words, "span": list(span), "kind": "period", "inherited": False}
    period = next(
        (mention.value for mention in EVERYTHING.read(unread(doc)).of("date") if (mention.start, mention.end) == span),
        None,
    )
    if period is not None:
        ends = {"start": period.start, "end": period.end}
        found |= {"kind": period.kind, **{name: end.isoformat() for name, end in ends.items() if end}}
    return {"date": found}


def _plain(record: Annotation) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude={"id"}, exclude_none=True)
