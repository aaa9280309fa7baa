"""The value of a numeral's characters: digits, Chinese digits and scales added up; and back to Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_BIG = 10**4
# Characters that say "more" or stand between parts (两个亿), without a value of their own.
_FILLERS = str.maketrans("", "", "余多几个, ")
_ONE_TO_NINE = "".join(_DIGITS)
_TOKEN = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|.")
_DECIMALS = re.compile(f"[{_ONE_TO_NINE}]+")
_PAIR = re.compile(rf"(?<![{_ONE_TO_NINE}])([{_ONE_TO_NINE}])([{_ONE_TO_NINE}])(?![{_ONE_TO_NINE}点])")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_WORDS = "零一二三四五六七八九"


def exceeded(text: str) -> bool:
    """Tell whether a numeral says that there is more than its number: 余, 多 or 几.

    >>> exceeded("十几万"), exceeded("十万")
    (True, False)
    """
    return not {"余", "多", "几"}.isdisjoint(text)


def pair_of(text: str) -> tuple[str, str] | None:
    """Return the two numerals that one of neighbouring digits stands for.

    >>> pair_of("七八百"), pair_of("十五六"), pair_of("七百")
    (('七百', '八百'), ('十五', '十六'), None)
    """
    pair = _PAIR.search(text)
    if not pair or "点" in text:
        return None
    low, high = (_DIGITS[digit] for digit in pair.groups())
    if not low or (high != low + 1 and (low, high) != (3, 5)):
        return None
    head, tail = text[: pair.start()], text[pair.end() :]
    return head + pair[1] + tail, head + pair[2] + tail


def plain_value(text: str) -> Decimal | None:
    """Return the number of an unsigned numeral that is no fraction and no pair, or None when it is none.

    >>> plain_value("两千四百五"), plain_value("3.2万"), plain_value("一一")
    (Decimal('2450'), Decimal('32000'), None)
    """
    text = text.translate(_FILLERS)
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    whole, point, rest = text.partition("点")
    if point:
        decimals, before = _DECIMALS.match(rest), plain_value(whole)
        if not decimals or before is None:
            return None
        digits = "".join(str(_DIGITS[char]) for char in decimals[0])
        return plain_value(f"{before:f}.{digits}{rest[decimals.end() :]}")
    if len(text) > 1 and _DIGITS.keys() >= set(text):
        # Digits read out (二〇三五); a pair of digits without a zero is a word (一一对应).
        if len(text) == len("一一") and not {"零", "〇"} & set(text):
            return None
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total = _sum(_TOKEN.findall(text))
    return Decimal(int(total)) if total is not None and total == total.to_integral_value() else total


def _sum(tokens: list[str]) -> Decimal | None:
    """Add up digits and scales: `section` counts below ten thousand, `total` what 万 and 亿 have closed."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    scale, zero = 1, False
    for token in tokens:
        if token in _SCALES:
            scale, zero = _SCALES[token], False
            if scale < _BIG:
                if digit is None and section and section < scale:
                    return None  # 五十千
                section += (Decimal(1) if digit is None else digit) * scale
            else:
                total = _close(total, section + (digit or 0), scale)
                section = Decimal(0)
            digit = None
        elif _DIGITS.get(token) == 0:
            zero = True
        elif digit is not None or not (token in _DIGITS or token[-1].isdecimal()):
            return None  # 五五, 十/
        else:
            digit = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token)
    if digit is not None and scale > 1 and not zero and len(tokens[-1]) == 1:
        digit *= scale // 10  # 两千四百五 is 2450
    return total + section + (digit or 0)


def _close(total: Decimal, part: Decimal, scale: int) -> Decimal:
    if not part:
        return (total or Decimal(1)) * scale  # 万亿, or the bare 万 of 万亩
    return (total + part) * scale if total < scale else total + part * scale


def spell(number: Decimal) -> str:
    """Return the Chinese spelling of a number below 10^16.

    >>> spell(Decimal(2005)), spell(Decimal("120000.5")), spell(Decimal(-12))
    ('二千零五', '十二万点五', '负十二')
    """
    if number < 0:
        return "负" + spell(-number)
    whole, _, decimals = f"{number:f}".partition(".")
    return _spell_whole(int(whole)) + ("点" + "".join(_WORDS[int(digit)] for digit in decimals) if decimals else "")


def _spell_whole(number: int) -> str:
    if number < len(_WORDS):
        return _WORDS[number]
    name, scale = next((name, scale) for name, scale in reversed(_SPOKEN) if number >= scale)
    head, rest = divmod(number, scale)
    start = "" if name == "十" and head == 1 else _spell_whole(head)
    gap = "零" if 0 < rest < scale // 10 else ""
    one = "一" if name == "百" and rest // 10 == 1 else ""  # 一百一十, not 一百十
    return start + name + gap + one + (_spell_whole(rest) if rest else "")


_SPOKEN = [(name, _SCALES[name]) for name in "十百千万亿"]
