"""Arithmetic and calendar checks: what does not agree is flagged, never guessed away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..document import Document

# A rate printed with two decimals may differ from the quotient by half a unit of its last place; rates with fewer
# decimals by more: half a percentage point covers whole percents.
ROUNDING = Decimal("0.006")
# Averages of a part (其中城镇居民人均…) may exceed that of the whole.
AVERAGES = ("均", "单价", "价格")


def check(doc: Document, rows: list[dict[str, Any]]) -> None:
    """Add flags to the rows of one document, in place.

    completion_mismatch: a completion rate that is not value ÷ target; part_exceeds_whole; period_after_publication
    of an actual.
    """
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        flags = [*_completion(row), *_part(row, by_id), *_period(doc, row)]
        if flags:
            row["flags"] = (*row["flags"], *flags)


def _completion(row: dict[str, Any]) -> list[str]:
    target, number = row["target"], row["value"].number
    if target is None or row["measure"] != "level" or number is None:
        return []
    goal, rate = target.number, target.completion
    if not goal or rate is None or target.unit != row["unit"]:
        return []
    return [] if abs(number / goal - rate) <= ROUNDING else ["completion_mismatch"]


def _part(row: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    whole = by_id.get(row["part_of"] or "")
    if whole is None:
        return []
    part_number, whole_number = row["value"].number, whole["value"].number
    if part_number is None or whole_number is None or whole["value"].qualifier == "over":
        return []
    if any(word in part["metric"].text for part in (row, whole) for word in AVERAGES):
        return []
    return ["part_exceeds_whole"] if part_number > whole_number else []


def _period(doc: Document, row: dict[str, Any]) -> list[str]:
    date = row["date"]
    if doc.published is None or date is None or row["role"] != "actual" or date.kind == "recurring":
        return []
    start = date.start or date.end
    return ["period_after_publication"] if start and start > doc.published else []
