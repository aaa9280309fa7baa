"""Numerals: what they say, what is none, and what holds for any number and any text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.grammar.numeral import numerals, parse_numeral
from zhengwu_extract.grammar.numeral_value import spell
from zhengwu_extract.intake.fold import fold

NUMBERS = {
    "digits": [("15", "15"), ("0", "0"), ("3.20", "3.2"), ("007", "7"), (".5", "0.5"), ("1.2e+3", "1200")],
    "grouped": [("1,200", "1200"), ("1,234,567.8", "1234567.8"), ("１，２００", "1200"), ("1 200", "1200")],
    "scaled": [("3千", "3000"), ("1.2万亿", "1200000000000"), ("5000 万", "50000000"), ("350万亿", "350000000000000")],
    "Chinese": [("零", "0"), ("两", "2"), ("十", "10"), ("二十五", "25"), ("一百零六", "106"), ("两千零五", "2005")],
    "long Chinese": [("一百二十万", "1200000"), ("四千零五万", "40050000"), ("一亿零三十万五千", "100305000")],
    "short for a scale": [("两千四百五", "2450"), ("九百九", "990"), ("三万五", "35000"), ("3万5", "35000")],
    "Chinese decimals": [("三点五", "3.5"), ("零点零八", "0.08"), ("二点五万", "25000")],
    "formal": [("壹拾贰", "12"), ("叁佰伍拾", "350"), ("柒仟万", "70000000")],
    "mixed": [("3万5千", "35000"), ("5万4千6百", "54600"), ("1千零20", "1020")],
    "read out": [("二〇三五", "2035"), ("一二三四五", "12345")],
    "bare scales": [("百万", "1000000"), ("万亿", "1000000000000"), ("千", "1000")],
    "signed": [("负三十二", "-32"), ("-0.5", "-0.5"), ("负 1,200", "-1200")],
    "more than whole": [("一又二分之一", "1.5"), ("1 3/5", "1.6"), ("3又一千分之23", "3.023")],
    "two of 亿": [("两个亿", "200000000"), ("1.5个亿", "150000000")],
    "half": [("半", "0.5")],
}
NONE = [
    "",
    "家",
    "数十",
    "几百",
    "若干",
    "十五家",
    "一一",
    "两两",
    "五十千",
    "1/0",
    "零分之一",
    "12.5.3",
    "点五",
    "十/0又0",
]


@pytest.mark.parametrize(
    ("text", "number"),
    [pytest.param(*case, id=f"{kind}: {case[0]}") for kind, cases in NUMBERS.items() for case in cases],
)
def test_a_numeral_has_its_number(text: str, number: str) -> None:
    numeral = parse_numeral(fold(text))
    assert numeral
    assert numeral.number == Decimal(number)


@pytest.mark.parametrize("text", NONE)
def test_anything_else_has_none(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20余", 20),
        ("三百多万", 3_000_000),
        ("160余万", 1_600_000),
        ("十几", 10),
        ("3亿多", 300_000_000),
        ("500万余亿", 5 * 10**14),
    ],
)
def test_more_says_that_the_number_is_exceeded(text: str, number: int) -> None:
    numeral = parse_numeral(text)
    assert numeral
    assert (numeral.number, numeral.more) == (Decimal(number), True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("七八", 7, 8), ("三四百", 300, 400), ("十五六", 15, 16), ("二三十万", 200_000, 300_000), ("三五", 3, 5)],
)
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    numeral = parse_numeral(text)
    assert numeral
    assert numeral[:3] == (None, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1/4", "0.25"), ("五分之一", "0.2"), ("百分之九十五", "0.95"), ("千分之三", "0.003"), ("万分之五", "0.0005")],
)
def test_a_fraction_is_marked_as_one(text: str, number: str) -> None:
    numeral = parse_numeral(text)
    assert numeral
    assert (numeral.number, numeral.fraction) == (Decimal(number), True)


def test_a_third_keeps_all_its_places() -> None:
    numeral = parse_numeral("三分之一")
    assert numeral
    assert numeral.number == Decimal(1) / Decimal(3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建成15家,其中6家营业", ["15", "6"]),
        ("由八百增至一千二百", ["八百", "一千二百"]),
        ("数十人、几百人、上千人", []),
        ("为-5.2个点", ["5.2"]),
        ("（-5.2个点）", ["-5.2"]),
        ("编号A-5", ["5"]),
        ("完成百分之六十", ["六十"]),
        ("不足一又二分之一", ["一又二分之一"]),
        ("2.5万千瓦", ["2.5万"]),
        ("提高3个百分点", ["3"]),
        ("气压1000百帕", ["1000"]),
        ("八两茶叶", ["八"]),
        ("千家万户十分满意", []),
        ("五十千", ["五十"]),
    ],
)
def test_numerals_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert [text[numeral.start : numeral.end] for numeral in numerals(text)] == found


NUMBER = st.decimals(min_value=0, max_value=10**15, places=3).map(lambda number: number.normalize() + 0)


@given(NUMBER)
def test_a_number_survives_its_chinese_spelling(number: Decimal) -> None:
    plain = Decimal(f"{number:f}")
    numeral = parse_numeral(spell(plain))
    assert numeral
    assert numeral.number == plain


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_survives_grouping_and_a_sign(number: int) -> None:
    numeral = parse_numeral(f"-{number:,}")
    assert numeral
    assert numeral.number == -number


@given(st.text(alphabet="0123456789.,-/ 零一二两三十百千万亿点分之半余多几负又个", max_size=30))
def test_numerals_of_any_text_stand_in_order_and_mean_what_they_mean_alone(text: str) -> None:
    found = numerals(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(parse_numeral(text[numeral.start : numeral.end]) == numeral.numeral for numeral in found)
