"""What an audit finds: figures that cannot all be right, with the place of each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Self

from ...normalise.rounding import Bounds
from ...record import Number, Part, Record

Kind = Literal["completion", "part", "parts", "share", "growth", "change", "points", "table", "sources", "running"]
# What each kind says, as the report heads it.
HEADINGS: dict[Kind, str] = {
    "completion": "completion is not value ÷ target",
    "part": "part exceeds whole",
    "parts": "parts add up to more than their whole",
    "share": "share is not part ÷ whole",
    "growth": "growth does not fit the levels of the two periods",
    "change": "change does not fit the levels of the two periods",
    "points": "percentage points do not fit the two rates",
    "table": "total is not the sum of its column",
    "sources": "reports disagree",
    "running": "a running total falls",
}


class Evidence(Part):
    """A figure that a finding rests on."""

    record: str
    doc_id: str
    start: int
    end: int
    text: str
    metric: str
    number: Number | None
    unit: str
    sentence: str
    sentence_start: int

    @classmethod
    def of_record(cls, record: Record) -> Self:
        """Return what a finding tells of a record."""
        value = record.value
        return cls(
            record=record.id,
            doc_id=record.doc_id,
            start=value.start,
            end=value.end,
            text=value.text,
            metric=record.metric.text,
            number=value.number,
            unit=record.unit,
            sentence=record.sentence.text,
            sentence_start=record.sentence.start,
        )


class Finding(Part):
    """Figures that cannot all be right; as sure as the least sure of their records."""

    kind: Kind
    message: str
    evidence: tuple[Evidence, ...]
    confidence: float

    @classmethod
    def on(cls, kind: Kind, message: str, records: Sequence[Record]) -> Self:
        """Return a finding that rests on these records."""
        return cls(
            kind=kind,
            message=message,
            evidence=tuple(map(Evidence.of_record, records)),
            confidence=min(record.confidence for record in records),
        )

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """The documents it rests on, each once."""
        return tuple(dict.fromkeys(each.doc_id for each in self.evidence))


def shown(bounds: Bounds, unit: str = "") -> str:
    """Return bounds as a finding's message names them, to four digits or the integer.

    >>> shown(Bounds(Decimal("19.96"), Decimal("20.042")), "%"), shown(Bounds(Decimal(15), Decimal(15)), "家")
    ('19.96 to 20.04 %', '15 家')
    """
    low, high = (_short(bound) for bound in bounds)
    return " ".join(filter(None, (low if low == high else f"{low} to {high}", unit)))


def _short(number: Decimal) -> str:
    if number.is_infinite():
        return "any"
    rounded = number.quantize(Decimal(1)) if abs(number) >= 1000 else +number.normalize().quantize(Decimal("0.01"))
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
