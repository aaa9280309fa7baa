"""A reading: one number with its unit and the approximation word behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..document import Amount, Qualifier
from .numeral import Numeral, numeral_end, parse_numeral
from .quantity_qualifier import after
from .quantity_unit import canonical, never_after_one_digit, unit_at

_ONE_DIGIT = frozenset("零一二两三四五六七八九十")
# 成 and 折 count tenths of the whole: 八成, 8折, 75折.
_TENTHS = frozenset("成折")
_TEN = Decimal(10)
_HALF = Decimal("0.5")
# What 半 behind a unit begins, other than a half: 三年半 but not 三年半导体.
_NO_HALF = ("年", "导", "岛", "数", "天", "径", "程", "价", "决", "夜", "个", "小", "月", "路", "山")


class Number(NamedTuple):
    """A numeral as it stands in the text."""

    start: int
    end: int
    text: str

    @property
    def numeral(self) -> Numeral | None:
        """What it says, None when it cannot be read."""
        return parse_numeral(self.text)


class Reading(NamedTuple):
    """What one number of the text says: its span (number, unit, word behind) and its amount."""

    start: int
    end: int
    amount: Amount


def number_at(text: str, at: int) -> Number | None:
    """Return the numeral that begins at a place of the folded text, None without one.

    >>> number_at("建成15家", 2)
    Number(start=2, end=4, text='15')
    """
    end = numeral_end(text, at)
    return Number(at, end, text[at:end]) if end else None


def measured(text: str, number: Number) -> Reading | None:
    """Return the reading of a number with the unit behind it, or None when there is none.

    >>> def read(text): return measured(text, number_at(text, 0))
    >>> read("300元以上").amount.qualifier, read("三角洲"), read("三斤半").amount.number
    ('over', None, Decimal('3.5'))
    """
    unit = unit_at(text, number.end + 1 if text[number.end : number.end + 1] == " " else number.end)
    if unit is None or (number.text in _ONE_DIGIT and unit.surface in never_after_one_digit()):
        return None
    numeral = number.numeral
    if numeral is None:
        return None
    stop = unit.end
    if unit.surface in _TENTHS:
        if unit.surface == "折" and numeral.number == _TEN:
            return None  # no discount at all
        numeral = tenths(numeral)
    elif unit.surface.startswith("个多"):
        numeral = numeral._replace(more=True)
    elif unit.surface.startswith("个半") and numeral.number is not None:
        numeral = numeral._replace(number=numeral.number + _HALF)
    elif text[stop : stop + 1] == "半" and not text.startswith(_NO_HALF, stop + 1) and numeral.number is not None:
        numeral, stop = numeral._replace(number=numeral.number + _HALF), stop + 1
    return reading(text, number.start, stop, numeral, canonical(unit.surface), unit.surface)


def reading(text: str, start: int, end: int, numeral: Numeral, unit: str, surface: str = "") -> Reading:
    """Return the reading of a numeral in `unit` that ends at `end`, with the approximation word behind it."""
    bound = after(text, end)
    return Reading(start, bound.at, amount(numeral, unit, surface, bound.qualifier))


def amount(numeral: Numeral, unit: str, surface: str = "", qualifier: Qualifier = "exact") -> Amount:
    """Return what a numeral says of a unit, with the qualifier that a word behind it gives."""
    if numeral.number is None:
        qualifier = "range"
    elif qualifier == "exact" and numeral.more:
        qualifier = "over"
    return Amount(numeral.number, unit, qualifier, numeral.low, numeral.high, surface)


def tenths(numeral: Numeral) -> Numeral:
    """Return a number of tenths as a percentage; above ten it is one already (75折)."""
    return times(numeral, _TEN) if (numeral.number or numeral.high or _TEN) <= _TEN else numeral


def times(numeral: Numeral, factor: Decimal) -> Numeral:
    """Return the numeral with its number or bounds multiplied."""
    number, low, high = (None if n is None else _tidy(n * factor) for n in numeral[:3])
    return Numeral(number, low, high, numeral.more)


def _tidy(number: Decimal) -> Decimal:
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()
