"""One unit for each indicator: its usual one where the lexicon has it, else the base of the units it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from ...lexicon import Indicator, Unit, table

# Words that count the same things may stand for one another: 家, 户 and 个 of enterprises.
CLASSIFIERS = ("count_organisation", "count_thing")


def factor(unit: str, to: str) -> Decimal | None:
    """Return how many of the unit `to` one `unit` is, None when they do not measure the same.

    >>> factor("公顷", "平方米"), factor("元/公斤", "元/吨"), factor("户", "家"), factor("美元", "元")
    (Decimal('10000'), Decimal('1E+3'), Decimal('1'), None)
    """
    if unit == to:
        return Decimal(1)
    if "/" in unit and unit.count("/") == to.count("/") == 1:
        parts = [factor(*pair) for pair in zip(unit.split("/"), to.split("/"), strict=True)]
        return parts[0] / parts[1] if parts[0] and parts[1] else None
    ours, theirs = _known().get(unit), _known().get(to)
    if ours is None or theirs is None:
        return None
    if ours.base and ours.base == theirs.base:
        return Decimal(ours.factor) / Decimal(theirs.factor)
    return Decimal(1) if ours.dimension == theirs.dimension and ours.dimension in CLASSIFIERS else None


def usual_unit(indicator: str) -> str:
    """Return the unit that the lexicon states an indicator in, "" where it has none.

    >>> usual_unit("粮食产量"), usual_unit("改造老旧小区")
    ('吨', '')
    """
    return _usual().get(indicator, "")


def common_unit(units: Iterable[str]) -> str:
    """Return the unit that what stands in these is best told in: the base of the most frequent one.

    >>> common_unit(["公里", "米", "公里"]), common_unit(["家", "家"]), common_unit([])
    ('米', '家', '')
    """
    counted = Counter(units)
    if not counted:
        return ""
    unit = min(counted, key=lambda name: (-counted[name], name))
    known = _known().get(unit)
    return unit if len(counted) == 1 or known is None else known.base or unit


@cache
def _known() -> dict[str, Unit]:
    rows = table("units", Unit)
    return {row.canonical: row for row in reversed(rows)} | {row.surface: row for row in rows}


@cache
def _usual() -> dict[str, str]:
    return {row.canonical: row.unit for row in reversed(table("indicators", Indicator))}
