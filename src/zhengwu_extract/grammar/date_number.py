"""Numbers of time expressions: counts (十二, 三十) and years (二〇二二, 98)."""

from __future__ import annotations

from functools import lru_cache

from .numeral import parse_numeral

_READ_OUT = str.maketrans("〇零一二三四五六七八九", "00123456789")


@lru_cache(maxsize=1024)
def count(text: str) -> int:
    """Return the whole number of a count, a month or a day; 0 when it is no single one (两三).

    >>> count("二十八"), count("12"), count("两三")
    (28, 12, 0)
    """
    if text.isdecimal():
        return int(text)
    numeral = parse_numeral(text)
    return int(numeral.number) if numeral and numeral.number is not None else 0


def year_number(text: str, near: int | None) -> int:
    """Return a year; one of two digits lies at most twenty years after `near`, or else before.

    >>> year_number("二〇二二", None), year_number("98", 2022), year_number("两千零四", None)
    (2022, 1998, 2004)
    """
    if "千" in text:
        return count(text)
    digits = text.translate(_READ_OUT)
    if len(digits) != 2:
        return int(digits)
    latest = (near or 2000) + 20
    return latest - (latest - int(digits)) % 100
