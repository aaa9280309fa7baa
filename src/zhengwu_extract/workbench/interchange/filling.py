"""What a person left open in a tool, read by the engine: the amount of a new quantity, the days of a new date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from ...document import Amount, Document, Mention, Period
from ...options import Options
from ...pipeline import Pipeline
from ...record import Record, Span
from ..gold import Annotation, GoldDocument, described
from ..predict import day
from .reading import Gap, Reading

Found = TypeVar("Found")
# Filled records that are named one by one; a file of columns has thousands.
MOST_NAMED = 20


def filled(reading: Reading) -> Reading:
    """Return a reading with its gaps filled as far as the engine reads something there, and remarks on the records.

    >>> value = {"text": "15家", "start": 4, "end": 7, "number": None}
    >>> row = {"value": value, "unit": "", "measure": "level", "role": "actual", "metric": {"text": ""}}
    >>> doc = GoldDocument(id="a", text="今年建成15家便民市场。", records=[row])
    >>> filled(Reading([doc], [Gap("a", 0, ("amount",))], [])).remarks
    ['a [4:7] 15家: read by the engine: 15 家']
    """
    said: list[str] = []
    documents = []
    for doc in reading.documents:
        gaps = [gap for gap in reading.gaps if gap.doc_id == doc.id]
        documents.append(_filled(doc, gaps, said) if gaps else doc)
    more = [f"and {len(said) - MOST_NAMED} more records read by the engine"] if len(said) > MOST_NAMED else []
    return Reading(documents, [], [*reading.remarks, *said[:MOST_NAMED], *more])


class _Engine(NamedTuple):
    """What the engine says of one document."""

    quantities: list[Mention]
    dates: list[Mention]
    records: list[Record]


def _read(doc: GoldDocument) -> _Engine:
    pipeline = Pipeline(Options(all=True))
    source = Document(doc.text, id=doc.id, title=doc.title, published=day(doc.published), region=doc.region)
    read = pipeline.read(source)
    return _Engine(read.of("quantity"), read.of("date"), pipeline.records(source))


def _filled(doc: GoldDocument, gaps: list[Gap], remarks: list[str]) -> GoldDocument:
    engine = _read(doc)
    records = list(doc.records)
    for gap in gaps:
        record = records[gap.record]
        said: list[str] = []
        for name in gap.missing:
            changes = _changes(record, name, engine)
            record = record.model_copy(update=changes)
            said.append(_said(record, name) if changes else f"no {name}")
        records[gap.record] = record
        place = f"{doc.id} [{record.value.start}:{record.value.end}] {record.value.text}"
        remarks.append(f"{place}: read by the engine: {', '.join(said)}")
    return doc.model_copy(update={"records": tuple(records)})


def _changes(record: Annotation, name: str, engine: _Engine) -> dict[str, Any]:
    """Return the fields that the engine fills a gap with, none where it reads nothing there."""
    match name:
        case "amount":
            quantity = _under(record.span, ((m.start, m.end, m.value) for m in engine.quantities))
            return _amount(record, quantity) if quantity else {}
        case "days":
            period = record.date and _under(record.date.span, ((m.start, m.end, m.value) for m in engine.dates))
            return _days(record, period) if period else {}
    twin = _under(record.span, ((r.value.start, r.value.end, r) for r in engine.records))
    return {name: getattr(twin, name)} if twin else {}


def _amount(record: Annotation, said: Amount) -> dict[str, Any]:
    amount = {"number": said.number, "low": said.low, "high": said.high, "qualifier": said.qualifier}
    return {"value": record.value.model_copy(update=amount), "unit": said.unit}


def _days(record: Annotation, said: Period) -> dict[str, Any]:
    days = {"kind": said.kind, "start": said.start, "end": said.end}
    return {"date": record.date.model_copy(update=days)} if record.date else {}


def _said(record: Annotation, name: str) -> str:
    if name == "amount":
        return described(record)
    if name == "days" and record.date:
        return f"{record.date.text} {record.date.kind} {record.date.start or ''}..{record.date.end or ''}"
    return str(getattr(record, name))


def _under(span: Span, found: Iterable[tuple[int, int, Found]]) -> Found | None:
    """Return what shares most characters with a span, None where nothing does."""
    best: tuple[int, Found | None] = (0, None)
    for start, end, value in found:
        shared = min(end, span[1]) - max(start, span[0])
        if shared > best[0]:
            best = (shared, value)
    return best[1]
