"""Numerals in digits, in Chinese and mixed, as exact numbers: 1,200 · 3.2万 · 两千零五 · 三分之一 · 十几万 · 七八百.

A numeral carries no unit: 15 in 15家, 95 in 百分之九十五. Indefinite ones (数十, 几百, 上千) are no numerals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from .number_word import number_words
from .numeral_value import exceeded, pair_of, plain_value

_HAN = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
# 千 in 千瓦 and 百 in 百分点 belong to the unit; 兆 is a scale only inside a numeral (五兆六十亿).
_SCALE = rf"(?:[十拾佰仟万亿]|百(?!分点|帕)|千(?![瓦米克伏卡焦帕赫乏兆字比牛])|兆(?=[{_HAN}十]))"
# 两 after another digit is a weight (八两), else a digit (两万, 一两).
_DIGIT = rf"(?:[{_HAN}]|(?<![二三四五六七八九十百千万亿])两)"
_MORE = "(?:[余多几]|个(?=万?亿(?![元级])))"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|(?<=[一-龥、,;:(“])(?<![表图栏章节第])\d{1,2} \d{1,3}(?=[一-龥%])|\d+)"
    r"(?:\.\d+)?(?:[eE][+-]?\d{1,3}(?![A-Za-z\d]))?"
)
_MIXED = rf"(?:{_ARABIC})(?: {{0,2}}{_MORE}?{_SCALE}(?:{_MORE}?{_SCALE}|[零〇](?=\d)|\d| (?=\d{{1,4}}[十百千]))*)?"
_CHINESE = rf"(?:{_DIGIT}|{_SCALE})+(?:点{_DIGIT}+(?!十)(?:{_SCALE})*)?(?: ?{_MORE}(?:{_SCALE})+)*"
# A whole number or decimal; a trailing 余, 多 belongs to it (20余, 三百多).
_SIMPLE = re.compile(rf"(?:{_MIXED}|{_CHINESE})(?:[余多]|(?<=[十百千])几)?|半(?=个)")
_OPENING = re.compile(rf"[\d{_HAN}两十拾百佰千仟万亿半]")
# A space inside digits is dirt, but for the one before a fraction (1 3/5).
_DIRT = re.compile(r"(?<=\d) (?=\d+(?![\d/]))")
_WITH_WHOLES = re.compile(r"(?P<wholes>[^又 ]+)(?:又|(?<=\d) (?=\d+/))(?P<fraction>.+)")
_POINT_FIRST = re.compile(r"\.\d+")
# 数十, 几百, 上千, 成千上万: how many there are is left open.
_VAGUE = re.compile("(?<=[几数上])[十百千万亿]|(?<=成)[百千](?=上)")
_PER = ("百分之", "千分之", "万分之")
_BARE_SCALES = frozenset("百千万亿")
_SIGNS = ("负 ", "- ", "负", "-")


class Numeral(NamedTuple):
    """A number as said: `number`, or `low` and `high` of 七八百; `more` when 余, 多 or 几 says it is exceeded."""

    number: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    more: bool = False
    fraction: bool = False


class Located(NamedTuple):
    """A numeral and where it stands."""

    start: int
    end: int
    numeral: Numeral

    @property
    def value(self) -> Decimal | None:
        """The number, None when the numeral spans a range."""
        return self.numeral.number


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> Numeral | None:
    """Return what a numeral says, or None when `text` as a whole is no numeral or an indefinite one.

    >>> parse_numeral("1.2万亿").number, parse_numeral("两千零五").number, parse_numeral("负一又二分之一").number
    (Decimal('1200000000000'), Decimal('2005'), Decimal('-1.5'))
    >>> parse_numeral("160余万").more, parse_numeral("七八百")[1:3], parse_numeral("数十")
    (True, (Decimal('700'), Decimal('800')), None)
    """
    text = text.strip()
    for sign in _SIGNS:
        if text.startswith(sign):
            numeral = parse_numeral(text.removeprefix(sign))
            return numeral._replace(number=-numeral.number) if numeral and numeral.number is not None else None
    text = _DIRT.sub("", text)
    mixed = _WITH_WHOLES.fullmatch(text)
    if mixed:
        wholes, fraction = plain_value(mixed["wholes"]), parse_numeral(mixed["fraction"])
        if wholes is None or fraction is None or fraction.number is None:
            return None
        return fraction._replace(number=wholes + fraction.number)
    if text == "半" or _POINT_FIRST.fullmatch(text):
        return Numeral(Decimal(text.replace("半", ".5")))
    return _unsigned(text) if numeral_end(text, 0) == len(text) else None


def numeral_end(text: str, at: int) -> int | None:
    """Return where the numeral that begins at a place ends, unsigned, whether it can be read or not; None without one.

    >>> numeral_end("完成三分之一", 2), numeral_end("完成", 0)
    (6, None)
    """
    found = _SIMPLE.match(text, at)
    if not found:
        return None
    end = found.end()
    mark = "分之" if text.startswith("分之", end) else "/"
    if text.startswith(mark, end):
        other = _SIMPLE.match(text, end + len(mark))
        if other and (mark != "/" or text[other.end() : other.end() + 1] not in ("/", ".")):
            return other.end()
    return end


def numeral_spans(folded: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of whatever looks like a numeral in running text, unsigned, whether it can be read or not.

    >>> list(numeral_spans("建成15家,完成三分之一"))
    [(2, 4), (8, 12)]
    """
    # A search for one character class first: a scan with the whole pattern costs six times as much.
    opening = _OPENING.search(folded)
    while opening:
        start = opening.start()
        end = numeral_end(folded, start)
        if end:
            yield start, end
        opening = _OPENING.search(folded, end or start + 1)


def numerals(folded: str) -> list[Located]:
    """Return every numeral in running text (folded view) but those in words (十分); 百分之 is a unit, no part of one.

    >>> [(found.start, found.value) for found in numerals("建成15家,完成百分之九十,数十家在建")]
    [(2, Decimal('15')), (11, Decimal('90'))]
    """
    found: list[Located] = []
    at = 0
    for start, end in numeral_spans(folded):
        if start < at or _VAGUE.match(folded, start) or _word().match(folded, start):
            continue
        first = _first(folded, start, end)
        last = _last(folded, start, end)
        numeral = parse_numeral(folded[first:last])
        while numeral is None and last - first > 1 and folded[last - 1] in _BARE_SCALES:  # 五十 in 五十千
            last -= 1
            numeral = parse_numeral(folded[first:last])
        if numeral and folded[first:last] not in _BARE_SCALES:
            found.append(Located(first, last, numeral))
            at = last
    return found


@cache
def _word() -> re.Pattern[str]:
    return re.compile(number_words())


def _first(folded: str, start: int, end: int) -> int:
    """Return where the numeral begins: before its sign or decimal point, behind 百分之."""
    if folded.startswith(_PER, start, end):
        return start + len(_PER[0])
    if folded[start - 1 : start] == "." and folded[start - 2 : start - 1] not in tuple("0123456789."):
        start -= 1
    sign = next((sign for sign in _SIGNS if folded.endswith(sign, 0, start)), "")
    before = folded[: start - len(sign)][-1:]
    return start - len(sign) if sign and not before.isalnum() and before not in ("-", ")") else start


def _last(folded: str, start: int, end: int) -> int:
    """Return where the numeral ends: behind the fraction that follows its whole part (一又二分之一)."""
    mixed = _WITH_WHOLES.match(folded, start) if folded[end : end + 1] in ("又", " ") else None
    return (mixed and numeral_end(folded, mixed.start("fraction"))) or end


def _unsigned(text: str) -> Numeral | None:
    for mark in ("分之", "/"):
        first, found, second = text.partition(mark)
        if found:
            below, above = (first, second) if mark == "分之" else (second, first)
            return _fraction(above, below)
    pair = pair_of(text)
    if pair:
        low, high = plain_value(pair[0]), plain_value(pair[1])
        return Numeral(None, low, high) if low is not None and high is not None else None
    number = plain_value(text)
    return None if number is None else Numeral(number, more=exceeded(text))


def _fraction(above: str, below: str) -> Numeral | None:
    numerator, denominator = plain_value(above), plain_value(below)
    if not denominator or numerator is None:
        return None
    return Numeral(numerator / denominator, more=exceeded(above), fraction=True)
