"""What must hold between figures, each with the rounding that its printed digits allow."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...normalise.rounding import Bounds, difference, printed, quotient, step, total
from ...record import Record
from .finding import shown

HUNDRED, ONE = Decimal(100), Decimal(1)


def bounds(record: Record) -> Bounds | None:
    """Return the bounds of a record's figure."""
    return printed(record.value, record.unit)


def derived(record: Record) -> Bounds | None:
    """Return the bounds of a figure that was computed from others: it may be rounded, or cut off."""
    found = bounds(record)
    return found.widened(step(record.value, record.unit) / 2) if found else None


def growth(before: Bounds, after: Bounds) -> Bounds | None:
    """Return the growth between two levels in per cent, None where it has no meaning.

    >>> [int(bound) for bound in growth(Bounds(Decimal(50), Decimal(50)), Bounds(Decimal(60), Decimal(61)))]
    [20, 22]
    """
    ratio = quotient(after, before)
    return Bounds((ratio.low - ONE) * HUNDRED, (ratio.high - ONE) * HUNDRED) if ratio else None


def growth_misfit(before: Record, after: Record, rate: Record) -> str | None:
    """Return in words why a growth rate does not fit two levels, None when it does or cannot be told."""
    first, last, said = bounds(before), bounds(after), derived(rate)
    if first is None or last is None or said is None or before.unit != after.unit:
        return None
    computed = growth(first, last)
    if computed is None:
        return None
    if rate.unit == "倍":
        return _times_misfit(computed, said, before, after, rate)
    if rate.unit != "%" or computed.meets(said):
        return None
    points = difference(last, first)
    hint = ", the difference in percentage points" if before.unit == "%" and points.meets(said) else ""
    return f"from {before.value.text} to {after.value.text} is {shown(computed, '%')}, not {rate.value.text}{hint}"


def _times_misfit(computed: Bounds, said: Bounds, before: Record, after: Record, rate: Record) -> str | None:
    """Return why a multiple does not fit; 增长1.4倍 and 是…的2.4倍 are often confused, so both readings may stand."""
    more = computed.times(ONE / HUNDRED)
    if said.meets(more) or said.meets(Bounds(more.low + ONE, more.high + ONE)):
        return None
    return f"from {before.value.text} to {after.value.text} is {shown(more)} times more, not {rate.value.text}"


def change_misfit(before: Record, after: Record, change: Record) -> str | None:
    """Return in words why an absolute change does not fit two levels, None when it does or cannot be told."""
    first, last, said = bounds(before), bounds(after), derived(change)
    if first is None or last is None or said is None or not _same_unit(before, after, change):
        return None
    computed = difference(last, first)
    if computed.meets(said):
        return None
    return f"from {before.value.text} to {after.value.text} is {shown(computed, change.unit)}, not {change.value.text}"


def _same_unit(before: Record, after: Record, change: Record) -> bool:
    points = change.unit == "百分点" and after.unit == "%"
    return before.unit == after.unit and (change.unit == after.unit or points)


def change_against_growth(level: Record, change: Record, rate: Record) -> str | None:
    """Return in words why a level, its change and its growth do not fit, None when they do or cannot be told."""
    now, moved, said = bounds(level), bounds(change), derived(rate)
    if now is None or moved is None or said is None or level.unit != change.unit or rate.unit != "%":
        return None
    computed = growth(difference(now, moved), now)
    if computed is None or computed.meets(said):
        return None
    return f"{change.value.text} up to {level.value.text} is {shown(computed, '%')}, not {rate.value.text}"


def ratio_misfit(part: Record, whole: Record, rate: Record) -> str | None:
    """Return in words why a rate in per cent is not part ÷ whole, None when it is or cannot be told."""
    some, every, said = bounds(part), bounds(whole), derived(rate)
    if some is None or every is None or said is None or part.unit != whole.unit or rate.unit != "%":
        return None
    ratio = quotient(some, every)
    if ratio is None or ratio.times(HUNDRED).meets(said):
        return None
    return f"{part.value.text} of {whole.value.text} is {shown(ratio.times(HUNDRED), '%')}, not {rate.value.text}"


def sum_of(records: Iterable[Record]) -> Bounds | None:
    """Return the bounds of the sum of figures, None when one of them has none."""
    found = [bounds(record) for record in records]
    return total(each for each in found if each) if all(found) else None
