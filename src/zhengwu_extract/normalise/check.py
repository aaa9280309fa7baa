"""Arithmetic and calendar checks: what does not agree is flagged, never guessed away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..document import Document
from .rounding import Bounds, printed, quotient

# Averages and rates of a part (其中城镇居民人均…) may exceed those of the whole.
AVERAGES = ("均", "每", "单价", "价格", "工资", "率", "比例", "比重")
# How far before a figure a word still says what it is: 年均超收2040亿元.
NEAR = 4
# A percent with more decimals is the quotient of a fraction in words.
MOST_PLACES = 4


def check(doc: Document, rows: list[dict[str, Any]]) -> None:
    """Add flags to the rows of one document, in place.

    completion_mismatch: a completion rate that is not value ÷ target; part_exceeds_whole; period_after_publication
    of an actual. Figures are taken with the rounding that their last digit allows.
    """
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        flags = [*_completion(row, by_id), *_part(doc, row, by_id), *_period(doc, row)]
        if flags:
            row["flags"] = (*row["flags"], *flags)


def _completion(row: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    target = row["target"]
    if target is None or row["measure"] != "level" or target.completion is None or target.unit != row["unit"]:
        return []
    stated = by_id.get(target.record or "")
    value = printed(row["value"], row["unit"])
    goal = printed(stated["value"], stated["unit"]) if stated else None
    if value is None or goal is None:
        return []
    reached = quotient(value, goal)
    return [] if reached is None or reached.meets(as_printed(target.completion)) else ["completion_mismatch"]


def as_printed(completion: Decimal) -> Bounds:
    """Return the bounds of a completion rate: rounded or cut off, the last digit of its percent may be one off.

    A fraction (三分之二) has no last digit, and is a way of speaking.
    """
    percent = completion * 100
    places = -int(percent.normalize().as_tuple().exponent)
    last = 2 if places > MOST_PLACES else Decimal(1).scaleb(-max(places, 0))
    return Bounds((percent - last) / 100, (percent + last) / 100)


def _part(doc: Document, row: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    whole = by_id.get(row["part_of"] or "")
    if whole is None or any(row[field] != whole[field] for field in ("unit", "measure", "role")):
        return []
    if _is_average(doc, row) or _is_average(doc, whole) or _has_another_whole(doc, row, whole, by_id):
        return []
    part_bounds, whole_bounds = (printed(each["value"], each["unit"]) for each in (row, whole))
    if part_bounds is None or whole_bounds is None:
        return []
    return ["part_exceeds_whole"] if part_bounds.low > whole_bounds.high else []


def _is_average(doc: Document, row: dict[str, Any]) -> bool:
    start = row["value"].start
    return says_average(row["metric"].text, doc.text[:start])


def says_average(metric: str, before: str) -> bool:
    """Return whether a metric, or the words before its figure, say that it is an average or a rate.

    >>> says_average("受理办件", "增长31%,日均"), says_average("受理办件", "全省共")
    (True, False)
    """
    return any(word in metric or word in before[-NEAR:] for word in AVERAGES)


def _has_another_whole(
    doc: Document, row: dict[str, Any], whole: dict[str, Any], by_id: dict[str, dict[str, Any]]
) -> bool:
    """Return whether the 其中 of a part stands behind another amount than its whole: the link is in doubt then."""
    begin = whole["value"].end
    among = doc.text.rfind("其中", begin, row["value"].start)
    return among >= 0 and any(
        other["measure"] == "level" and begin <= other["value"].start < among for other in by_id.values()
    )


def _period(doc: Document, row: dict[str, Any]) -> list[str]:
    date = row["date"]
    if doc.published is None or date is None or row["role"] != "actual" or date.kind == "recurring":
        return []
    start = date.start or date.end
    return ["period_after_publication"] if start and start > doc.published else []
