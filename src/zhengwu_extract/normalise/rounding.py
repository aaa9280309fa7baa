"""A printed figure → the bounds within which the true value lies, by its last digit and its qualifier."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..document import Qualifier
from ..lexicon import Unit, table
from ..record import Value

_INFINITY = Decimal("Infinity")
# How far 约, 近 and 左右 reach, as a share of the figure.
ABOUT = Decimal("0.05")
# A count in words of so many is rounded like any figure: 十二万人, but 二十一座 is exact.
_SCALED = 10_000
_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_SPELT_FRACTION = re.compile("(?<![百千万])分之")


class Bounds(NamedTuple):
    """The least and the greatest value that a figure allows, both included.

    >>> Bounds(Decimal(3), Decimal(4)).meets(Bounds(Decimal(4), Decimal(5)))
    True
    """

    low: Decimal
    high: Decimal

    def meets(self, other: Bounds) -> bool:
        """Return whether some value lies within both."""
        return self.low <= other.high and other.low <= self.high

    def times(self, factor: Decimal) -> Bounds:
        """Return the bounds in another unit, of which one of this unit holds `factor`."""
        return Bounds(self.low * factor, self.high * factor)

    def widened(self, by: Decimal) -> Bounds:
        """Return the bounds moved apart by so much on either side."""
        return Bounds(self.low - by, self.high + by)


def printed(value: Value, unit: str = "元") -> Bounds | None:
    """Return the bounds of a figure as it is printed, None for one without a number.

    A count without a scale is exact; else half a unit of the last digit may have been rounded. 以上 and 不足 leave one
    side open, 约 and 近 give a twentieth more.

    >>> value = Value(text="2.76万元", start=0, end=6, number=Decimal(27600))
    >>> [int(bound) for bound in printed(value)]
    [27550, 27650]
    >>> [int(bound) for bound in printed(value.model_copy(update={"text": "15家", "number": Decimal(15)}), "家")]
    [15, 15]
    """
    if value.qualifier == "range":
        return None if value.low is None or value.high is None else Bounds(value.low, value.high)
    number = value.number
    if number is None:
        return None
    half = step(value, unit) / 2
    if value.qualifier == "about":
        half = max(half, abs(number) * ABOUT)
    return _open(Bounds(number - half, number + half), value.qualifier, falls=number < 0)


def _open(bounds: Bounds, qualifier: Qualifier, *, falls: bool) -> Bounds:
    """Return the bounds with the side open that 以上 or 不足 leaves open; a fall of over 5 % is below -5 %."""
    if qualifier not in ("over", "under"):
        return bounds
    upwards = (qualifier == "over") != falls
    return Bounds(bounds.low, _INFINITY) if upwards else Bounds(-_INFINITY, bounds.high)


def step(value: Value, unit: str = "元") -> Decimal:
    """Return one unit of the last digit that is printed of a value, scaled as its number is; 0 for an exact count.

    >>> value = Value(text="一百二十万元", start=0, end=6, number=Decimal(1200000))
    >>> int(step(value)), int(step(value.model_copy(update={"text": "九成", "number": Decimal(90)}), "%"))
    (100000, 10)
    """
    number = abs(value.number or Decimal(0))
    text = unicodedata.normalize("NFKC", value.text)
    digits = _DIGITS.search(text)
    if digits:
        mantissa = Decimal(digits[0].replace(",", ""))
        scale = number / mantissa if mantissa else Decimal(1)
        places = len(digits[1] or "")
        return Decimal(0) if unit in _counting() and not places and scale == 1 else scale.scaleb(-places)
    if _SPELT_FRACTION.search(text):  # 三分之二 is a way of speaking
        return number / 20
    if "分之" in text:
        return Decimal(1)
    return Decimal(0) if unit in _counting() and number < _SCALED else _of_words(number)


@cache
def _counting() -> frozenset[str]:
    """Return the units that count one by one: 15家 is fifteen, 15公里 may be 15.3."""
    return frozenset(row.canonical for row in table("units", Unit) if row.dimension.startswith("count_"))


def _of_words(number: Decimal) -> Decimal:
    """Return the place of the last digit that is not zero, as words name it: ten thousands of 一百二十万 in 十万."""
    if not number or number != number.to_integral_value():
        return Decimal(1)
    digits = f"{number:.0f}"
    return Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")))


def quotient(part: Bounds, whole: Bounds) -> Bounds | None:
    """Return the bounds of part ÷ whole, None unless the whole is positive and the part is not negative.

    >>> [round(bound, 3) for bound in quotient(Bounds(Decimal(9), Decimal(9)), Bounds(Decimal(10), Decimal(12)))]
    [Decimal('0.750'), Decimal('0.900')]
    """
    if whole.low <= 0 or part.low < 0:
        return None
    low = Decimal(0) if whole.high == _INFINITY else part.low / whole.high
    return Bounds(low, _INFINITY if part.high == _INFINITY else part.high / whole.low)


def difference(after: Bounds, before: Bounds) -> Bounds:
    """Return the bounds of after - before.

    >>> difference(Bounds(Decimal(5), Decimal(6)), Bounds(Decimal(1), Decimal(2)))
    Bounds(low=Decimal('3'), high=Decimal('5'))
    """
    return Bounds(_minus(after.low, before.high, -_INFINITY), _minus(after.high, before.low, _INFINITY))


def _minus(number: Decimal, other: Decimal, otherwise: Decimal) -> Decimal:
    return otherwise if number.is_infinite() or other.is_infinite() else number - other


def total(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of a sum.

    >>> total([Bounds(Decimal(1), Decimal(2)), Bounds(Decimal(3), Decimal(3))])
    Bounds(low=Decimal('4'), high=Decimal('5'))
    """
    low, high = Decimal(0), Decimal(0)
    for part in parts:
        low, high = low + part.low, high + part.high
    return Bounds(low, high)
