"""Ranges of bare numbers: 大于100并且小于300 · ≥50 · 1000以上 · 比四分之一大 · 一千到一千五百 · 等于170.

No record is made of them, as they have no unit; whether one follows is for the caller to see.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .numeral import numeral_end, parse_numeral
from .rule import Rule

_HAN = "[零〇一二三四五六七八九两十百千万亿半]"
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,18})(?:\.\d{1,9})?"
# Rough: the grammar of numerals has the last word.
_NUMERAL = (
    rf"[-负]?(?:{_DIGITS}(?:/\d{{1,9}}|[十百千万亿]{{0,3}})|{_HAN}{{1,16}}(?:点{_HAN}{{1,9}}|分之{_HAN}{{1,9}})?)"
)
_NUMBER = rf" ?(?P<number>{_NUMERAL})"
_OR_EQUAL = "(?: ?或? ?等于)?"
# One range, and not two, when nothing else stands between its bounds.
_AND = re.compile("(?: ?的?同时| ?[,、]? ?(?:并且|而且|且|并|而|又|但)?) ?")
_BIG_SCALES = re.compile("[万亿]+$")


class NumberRange(NamedTuple):
    """The numbers from `low` to `high`, equal for a single one, None where a side is open."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None


def number_ranges(folded: str) -> list[NumberRange]:
    """Return every range of numbers that running text (folded view) states, from left to right.

    A lower and an upper bound side by side are one range. Whether a bound itself belongs to it is not told.

    >>> [(found.low, found.high) for found in number_ranges("大于100并且小于300,至少是3,低于1/2")]
    [(Decimal('100'), Decimal('300')), (Decimal('3'), None), (None, Decimal('0.5'))]
    """
    found: list[NumberRange] = []
    for match in _ANY.finditer(folded):
        made = _made(match)
        if made is None:
            continue
        joined = _joined(folded, found[-1], made) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(made)
    return found


def above(match: re.Match[str]) -> NumberRange | None:
    """Return what lies above a number."""
    number = _number(match, "number")
    return None if number is None else NumberRange(match.start(), match.end(), number, None)


def below(match: re.Match[str]) -> NumberRange | None:
    """Return what lies below a number."""
    number = _number(match, "number")
    return None if number is None else NumberRange(match.start(), match.end(), None, number)


def equal(match: re.Match[str]) -> NumberRange | None:
    """Return a number alone."""
    number = _number(match, "number")
    return None if number is None else NumberRange(match.start(), match.end(), number, number)


def between(match: re.Match[str]) -> NumberRange | None:
    """Return what lies between two numbers; the scale of the second holds for both (3到5万)."""
    low, high = _number(match, "low"), _number(match, "high")
    scale = _BIG_SCALES.search(match["high"])
    if scale and not _BIG_SCALES.search(match["low"]):
        low = low and _value(match["low"] + scale[0])
    if low is None or high is None or low >= high:
        return None
    return NumberRange(match.start(), match.end(), low, high)


def _number(match: re.Match[str], group: str) -> Decimal | None:
    """Return the number of a group, None when the numeral there is none or another one (5千 of 5千瓦)."""
    text, start = match[group], match.start(group)
    unsigned = start + text.startswith(("-", "负"))
    return _value(text) if numeral_end(match.string, unsigned) == match.end(group) else None


@lru_cache(maxsize=1024)
def _value(text: str) -> Decimal | None:
    numeral = parse_numeral(text)
    return numeral.number if numeral else None


def _joined(folded: str, one: NumberRange, other: NumberRange) -> NumberRange | None:
    """Return the range between a lower and an upper bound side by side, None when they are two."""
    lower, upper = (one, other) if one.high is None else (other, one)
    if lower.low is None or lower.high is not None or upper.low is not None or upper.high is None:
        return None
    if lower.low >= upper.high or not _AND.fullmatch(folded, one.end, other.start):
        return None
    return NumberRange(one.start, other.end, lower.low, upper.high)


def _made(match: re.Match[str]) -> NumberRange | None:
    rule = _BY_NAME[match.lastgroup or ""]
    found = rule.regex.match(match.string, match.start())
    made: NumberRange | None = rule.make(found) if found else None
    return made


RULES: tuple[Rule, ...] = (
    Rule(
        "number_above",
        rf"(?:(?:[大高多]于|超[过出]){_OR_EQUAL}|不[小少低]于|[至最]少[是有为]?|(?<=[比率])过|[>≥] ?=?){_NUMBER}",
        above,
        yes=(
            "{大于50|50..}",
            "{大于等于35|35..}",
            "{高于 或 等于三十五|35..}",
            "读数{≥ 50|50..}",
            "长度{至少是3|3..}",
            "{超过1/2|0.5..}的村",
            "占比{过20|20..}",
            "{不少于负三|-3..}",
        ),
        no=("大于等于", "经过20个村", "小于50", "大于5千瓦", "超过数十"),
    ),
    Rule(
        "number_below",
        rf"(?:[小低少]于{_OR_EQUAL}|不(?:[大高多]于|超过|足)|[至最]多[是有为]?|[<≤] ?=?){_NUMBER}",
        below,
        yes=(
            "{低于100|..100}",
            "{小于等于35|..35}",
            "{小于 或 等于九十|..90}",
            "{≤1.5|..1.5}",
            "{不超过四分之一|..0.25}",
            "{最多3|..3}",
        ),
        no=("小于或等于", "大于50", "不足之处", "减少12"),
    ),
    Rule(
        "number_equal",
        rf"(?<![不于或])等于{_NUMBER}",
        equal,
        yes=("总分{等于一百七|170..170}", "x {等于3|3..3}"),
        no=("不等于3", "大于或等于", "等于没有"),
    ),
    Rule(
        "number_compared_above",
        rf"比{_NUMBER} ?[大高多]",
        above,
        yes=("{比四分之一大|0.25..}", "{比 170 高|170..}"),
        no=("比去年大", "比170低", "占比20"),
    ),
    Rule(
        "number_compared_below",
        rf"比{_NUMBER} ?[小低少]",
        below,
        yes=("{比二分之一小|..0.5}", "{比 170 低|..170}"),
        no=("比去年少", "比170高"),
    ),
    Rule(
        "number_between",
        rf"(?<![\d./号-])(?P<low>{_NUMERAL}) ?(?:[到至与和及~]|-{{1,2}}) ?(?P<high>{_NUMERAL}) ?之?间",
        between,
        yes=("{100与200间|100..200}", "{三十到五十之间|30..50}", "{3至5万之间|30000..50000}"),
        no=("200与100间", "东与西之间", "100与200"),
    ),
    Rule(
        "number_to",
        rf"(?<![\d./号-])(?P<low>{_NUMERAL}) ?(?:[到至~]|-{{1,2}}) ?(?P<high>{_NUMERAL})(?![\d./-])",
        between,
        yes=("{一千到一千五百|1000..1500}", "{20~100|20..100}", "{3-5万|30000..50000}"),
        no=("五百到三百", "2016-2020-5", "100与200", "3到5千瓦"),
    ),
    Rule(
        "number_and_above",
        rf"(?<![\d./-])(?P<number>{_NUMERAL}) ?[之以]上",
        above,
        yes=("人数在{1000以上|1000..}", "{三百 以上|300..}"),
        no=("山以上", "1000以下"),
    ),
    Rule(
        "number_and_below",
        rf"(?<![\d./-])(?P<number>{_NUMERAL}) ?[之以][下内]",
        below,
        yes=("人数在{1500以下|..1500}", "{三百以内|..300}"),
        no=("山以下", "1000以上"),
    ),
)


def _unnamed(pattern: str) -> str:
    return re.sub(r"[(][?]P<[a-z]+>", "(?:", pattern)


_BY_NAME = {rule.name: rule for rule in RULES}
_ANY = re.compile("|".join(f"{_unnamed(rule.pattern)}(?P<{rule.name}>)" for rule in RULES))
