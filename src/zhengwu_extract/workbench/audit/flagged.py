"""The contradictions that extraction flags already, put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...normalise.rounding import printed, quotient
from ...record import Record
from .finding import Finding, shown

HUNDRED = Decimal(100)


def flagged(records: Sequence[Record], by_id: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield the completion rates and parts of a document that its records are flagged for."""
    for record in records:
        if "completion_mismatch" in record.flags:
            yield _completion(record, by_id)
        whole = by_id.get(record.part_of or "")
        if whole and "part_exceeds_whole" in record.flags:
            message = f"{record.value.text} is given as a part of {whole.value.text}"
            yield Finding.on("part", message, (record, whole))


def _completion(record: Record, by_id: Mapping[str, Record]) -> Finding:
    target = record.target
    goal = by_id.get((target and target.record) or "")
    records = (record, goal) if goal else (record,)
    if target is None or target.completion is None or goal is None:
        return Finding.on("completion", f"the completion told of {record.value.text} does not fit", records)
    value, whole = printed(record.value, record.unit), printed(goal.value, goal.unit)
    rate = quotient(value, whole) if value and whole else None
    computed = f"; it is {shown(rate.times(HUNDRED), '%')}" if rate else ""
    said = f"{target.completion * 100:f}".rstrip("0").rstrip(".")
    message = f"{record.value.text} of {goal.value.text} is called {said} %{computed}"
    return Finding.on("completion", message, records)
