"""The bounds of printed figures: what was rounded lies within them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.normalise.rounding import Bounds, difference, printed, quotient, total
from zhengwu_extract.record import Value

INFINITY = Decimal("Infinity")


def value(text: str, number: str | None, **changes: Any) -> Value:
    return Value(text=text, start=0, end=len(text), number=Decimal(number) if number else None, **changes)


@pytest.mark.parametrize(
    ("text", "number", "unit", "low", "high"),
    [
        ("15家", "15", "家", "15", "15"),
        ("1,240家次", "1240", "家次", "1240", "1240"),
        ("86公里", "86", "公里", "85.5", "86.5"),
        ("2.76万元", "27600", "元", "27550", "27650"),
        ("３．２０％", "3.2", "%", "3.195", "3.205"),
        ("1.0万人", "10000", "人", "9500", "10500"),
        ("二十一座", "21", "座", "21", "21"),
        ("四十八公里", "48", "公里", "47.5", "48.5"),
        ("一百二十万元", "1200000", "元", "1150000", "1250000"),
        ("十二万人", "120000", "人", "115000", "125000"),
        ("三成", "30", "%", "25", "35"),
        ("百分之四十", "40", "%", "39.5", "40.5"),
        ("三分之二", "66", "%", "64.35", "67.65"),
        ("-0.25个百分点", "-0.25", "百分点", "-0.255", "-0.245"),
        ("0", "0", "个", "0", "0"),
    ],
)
def test_bounds_by_the_last_digit(text: str, number: str, unit: str, low: str, high: str) -> None:
    assert printed(value(text, number), unit) == between(low, high)


def between(low: str, high: str) -> Bounds:
    return Bounds(Decimal(low), Decimal(high))


def test_bounds_by_the_qualifier() -> None:
    assert printed(value("近100公里", "100", qualifier="about"), "公里") == between("95", "105")
    assert printed(value("100家以上", "100", qualifier="over"), "家") == between("100", "Infinity")
    assert printed(value("不足100家", "100", qualifier="under"), "家") == between("-Infinity", "100")
    assert printed(value("超过5%", "-5", qualifier="over"), "%") == between("-Infinity", "-4.5")
    assert printed(value("3至5家", None, low="3", high="5", qualifier="range"), "家") == between("3", "5")
    assert printed(value("若干家", None), "家") is None


@given(st.decimals("0.001", "100000", places=4), st.integers(0, 3))
def test_what_was_rounded_lies_within_the_bounds(exact: Decimal, places: int) -> None:
    shown = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    bounds = printed(value(f"{shown}公里", str(shown)), "公里")
    assert bounds
    assert bounds.low <= exact <= bounds.high


@given(*[st.decimals(1, 1000, places=2)] * 4)
def test_arithmetic_of_bounds_holds_all_results(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    first, second = Bounds(min(a, b), max(a, b)), Bounds(min(c, d), max(c, d))
    ratio = quotient(first, second)
    assert ratio
    assert ratio.low <= a / d <= ratio.high
    assert difference(first, second).low <= b - c <= difference(first, second).high
    assert total([first, second]).low <= a + d <= total([first, second]).high


def test_open_bounds_stay_open() -> None:
    over, exact = Bounds(Decimal(5), INFINITY), Bounds(Decimal(10), Decimal(10))
    assert quotient(over, exact) == between("0.5", "Infinity")
    assert quotient(exact, over) == between("0", "2")
    assert quotient(exact, Bounds(-INFINITY, Decimal(3))) is None
    assert difference(over, over) == between("-Infinity", "Infinity")
