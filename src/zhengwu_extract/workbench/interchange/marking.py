"""From a record to its marks: the quantity with its notes, and each part that has a place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ...record import Span
from ..gold import Annotation, described
from ..locate import nearest
from .scheme import LABELS, QUANTITY, Mark, Part


def quantity(text: str, record: Annotation) -> Mark | None:
    """Return the mark of a record's quantity, None when it has no place in the text.

    >>> value = {"text": "近3万名", "start": 0, "end": 4, "number": 30000, "qualifier": "about"}
    >>> record = Annotation(value=value, unit="人", measure="level", role="actual", metric={"text": "志愿者"})
    >>> quantity("近3万名志愿者", record).notes
    {'amount': 'about 30000 人', 'measure': 'level', 'role': 'actual', 'scope': 'core'}
    """
    notes = {
        "amount": _amount(record),
        "measure": record.measure,
        "role": record.role,
        "scope": record.scope,
        "commitment": record.commitment,
        "base": record.base,
        "part_of": record.part_of,
        "flags": " ".join(record.flags),
        "confidence": None if record.confidence is None else repr(record.confidence),
        "record": record.id,
    }
    spans = _within(text, [record.span])
    return Mark(QUANTITY, spans, _said(notes)) if spans else None


def part_mark(text: str, record: Annotation, part: Part) -> Mark | None:
    """Return the mark of one part of a record, None where the record has none or its words have no place in the text.

    >>> value, words = {"text": "15家", "start": 2, "end": 5, "number": 15}, {"text": "市场"}
    >>> record = Annotation(value=value, unit="家", measure="level", role="actual", metric=words, region="全市")
    >>> part_mark("全市15家", record, "region")
    Mark(label='Region', spans=((0, 2),), notes={})
    """
    value = getattr(record, part)
    if value is None:
        return None
    match part:
        case "metric" | "program":
            spans = _within(text, value.spans)
        case "date":
            spans = _within(text, [value.span])
        case "target" | "region":
            spans = _within(text, nearest(text, [(value.text, None)], record.span) or ())
    return Mark(LABELS[part], spans, _said(_NOTES[part](value))) if spans else None


def whole_of(records: Sequence[Annotation], number: int) -> int | None:
    """Return which record this one is a part of: the nearest that reads as its `part_of` says."""
    record = records[number]
    wholes = [
        (abs(other.value.start - record.value.start), at)
        for at, other in enumerate(records)
        if at != number and other.value.text == record.part_of != ""
    ]
    return min(wholes)[1] if wholes else None


def _amount(record: Annotation) -> str | None:
    value = record.value
    needed = (value.low, value.high) if value.qualifier == "range" else (value.number,)
    return None if None in needed else described(record)


def _within(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted({(start, end) for start, end in spans if 0 <= start < end <= len(text)}))


def _said(notes: dict[str, str | None]) -> dict[str, str]:
    return {name: note for name, note in notes.items() if note}


_NOTES: dict[Part, Callable[[Any], dict[str, str | None]]] = {
    "metric": lambda phrase: {},
    "program": lambda phrase: {},
    "date": lambda date: {"kind": date.kind, "days": f"{date.start or ''}..{date.end or ''}"},
    "target": lambda target: {
        "goal": None if target.number is None else f"{target.number:f} {target.unit or ''}".strip(),
        "deadline": target.deadline.isoformat() if target.deadline else None,
        "completion": None if target.completion is None else f"{target.completion:f}",
        "goal_record": target.record,
    },
    "region": lambda place: {"place_name": place.name, "place_code": place.code},
}
