"""Read one point of time (2021年1-8月, 去年底, 上周三, 国庆假期) as the days it covers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import TypeAlias

from .date_calendar import Days, day, is_named, month_start, months, named_period, week, week_of_month
from .date_number import count, year_number
from .date_reference import Reference
from .date_shapes import (
    CLOCK,
    DAY,
    DAYTIME,
    FESTIVAL,
    JOIN,
    LAST_DAYS,
    MONTH,
    NINE,
    QUARTER,
    RELATIVE_MONTH,
    SEASON,
    SPAN_OF_DAYS,
    THIRD,
    YEAR,
)

_YEARS = {"前": -2, "去": -1, "上": -1, "上一": -1, "今": 0, "本": 0, "明": 1, "下一": 1, "后": 2}
_MONTHS = {"上上": -2, "上": -1, "次": 1, "下": 1}
_WEEKS = {"上上": -2, "上": -1, "上一": -1, "本": 0, "这": 0, "这一": 0, "下": 1, "下一": 1, "下下": 2}
_DAYS = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_DAYS_OF_WEEK = "一二三四五六日天"
_HOLIDAY = re.compile("(?:期间|小长假|黄金周|长假|放假|假期)+$")
_MARKS = re.compile("[\"'“”‘’ ]")

Read: TypeAlias = Callable[[re.Match[str], Reference, int | None], Days | None]


def read_point(text: str, ref: Reference) -> Days | None:
    """Return the days that a point of time covers, None when nothing tells the year or there is no such day.

    >>> from datetime import date
    >>> read_point("今年8月底", Reference(date(2022, 8, 11)))
    Days(first=datetime.date(2022, 8, 31), last=datetime.date(2022, 8, 31), edge=True)
    """
    found = _YEAR.match(text)
    if found is None:
        return _read_in_year(text, ref, None)
    year = _read_year(found[1], ref)
    rest = text[found.end() :].strip()
    if year is None:
        return None
    return _read_in_year(rest, ref, year) if rest else months(year, 1, 12)


def is_feast(text: str) -> bool:
    """Whether a point of time ends in the name of a festival or season (今年春节, 采暖季).

    >>> is_feast("2020年采暖季"), is_feast("2020年9月")
    (True, False)
    """
    return _FEAST.search(text) is not None


def _read_year(text: str, ref: Reference) -> int | None:
    name = text.rstrip("度年 ")
    if name == "这一":
        return ref.year_in_force
    if name in ("当", "同", "次", "翌"):
        base = ref.year or ref.this_year
        return base + (name in "次翌") if base else None
    if name in _YEARS:
        return ref.this_year + _YEARS[name] if ref.this_year else None
    return year_number(name, ref.this_year)


def _read_in_year(text: str, ref: Reference, year: int | None) -> Days | None:
    for pattern, read in _READERS:
        if found := _compiled(pattern).fullmatch(text):
            return read(found, ref, year)
    return _named(text, ref, year)


def _in(ref: Reference, year: int | None, days_in: Callable[[int], Days | None]) -> Days | None:
    return days_in(year) if year else ref.occurrence(days_in)


def _half(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    first = 1 if found[1] == "上" else 7
    return _in(ref, year, lambda y: months(y, first, first + 5))


def _whole(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    year = year or ref.year_in_force
    return months(year, 1, 12) if year else None


def _first_months(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    number = count(found[2]) * (3 if found[3] == "季度" else 1)
    if not 1 <= number <= 12:
        return None
    first, last = (13 - number, 12) if found[1] == "后" else (1, number)
    return _in(ref, year, lambda y: months(y, first, last))


def _nth_month(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    number = count(found[1])
    return _in(ref, year, lambda y: months(y, number, number)) if 1 <= number <= 12 else None


def _span_of_months(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    first, last = count(found[1]), count(found[2])
    if found[3] == "季度":
        first, last = 3 * first - 2, 3 * last
    return _in(ref, year, lambda y: months(y, first, last if last >= first else last + 12))


def _span_of_days(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    month, first, last = count(found[1]), count(found[2]), count(found[4])
    last_month = count(found[3]) if found[3] else month

    def days_in(number: int) -> Days | None:
        start, end = day(number, month, first), day(number + (last_month < month), last_month, last)
        return Days(start.first, end.last) if start and end and start.first <= end.last else None

    return _in(ref, year, days_in)


def _quarter(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    name = found["quarter"]
    if name[0] in "上本":
        if ref.published is None:
            return None
        number, year = (ref.published.month - 1) // 3 + (name[0] == "本"), ref.published.year
    else:
        number = 1 if name[0] == "首" else count(name.strip("第个季度Q"))
    days = _in(ref, year, lambda y: months(y, 3 * number - 2, 3 * number))
    return _last_day(days) if days and found["edge"] else days


def _month(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    number = count(found["month"])
    return _in(ref, year, lambda y: _in_month(found, y, number))


def _relative_month(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    name = found["month"].rstrip("份月个")
    if name == "首":
        return _in(ref, year, lambda y: _in_month(found, y, 1))
    base = ref.latest.first if ref.latest and name in ("当", "同", "次") else ref.published
    if base is None:
        return None
    start = month_start(base.year, base.month + _MONTHS.get(name, 0))
    return _in_month(found, start.year, start.month)


def _in_month(found: re.Match[str], year: int, month: int) -> Days | None:
    whole = months(year, month, month)
    if found["day"]:
        return day(year, month, count(found["day"]))
    if found["last_days"]:
        return _last_days(whole, count(found["last_days"].strip("的最后天")))
    if found["week"]:
        return week_of_month(year, month, count(found["week"]))
    match (found["third"] or "").removeprefix("月"):
        case "上旬" | "初":
            return Days(whole.first, whole.first.replace(day=10))
        case "中旬":
            return Days(whole.first.replace(day=11), whole.first.replace(day=20))
        case "下旬":
            return Days(whole.first.replace(day=21), whole.last)
        case "底" | "末":
            return _last_day(whole)
    return whole


def _last_days(month: Days, number: int) -> Days | None:
    known = 1 <= number <= month.last.day
    return Days(month.last.replace(day=month.last.day - number + 1), month.last) if known else None


def _last_day(days: Days) -> Days:
    return Days(days.last, days.last, edge=True)


def _part_of_year(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    year = year or ref.year_in_force
    if year is None:
        return None
    match found[1]:
        case "末" | "底":
            return _last_day(months(year, 1, 12))
        case "中":
            return months(year, 6, 7)
        case "伊始":
            return months(year, 1, 1)
    return months(year, 1, 2)


def _season(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    first = _SEASONS[found[0]]
    return _in(ref, year, lambda y: months(y, first, first + 2))


def _relative_day(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    if found[1] == "当":
        return ref.latest if ref.latest and ref.latest.first == ref.latest.last else None
    return _one(ref, _DAYS[found[1]])


def _one(ref: Reference, offset: int) -> Days | None:
    if ref.published is None:
        return None
    only = ref.published + timedelta(days=offset)
    return Days(only, only)


def _day_of_month(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    number = count(found[1])
    if ref.latest and ref.latest.first.month == ref.latest.last.month:
        return day(ref.latest.first.year, ref.latest.first.month, number)
    if ref.published is None:
        return None
    months_back = [month_start(ref.published.year, ref.published.month + back) for back in (0, -1)]
    past = [d for start in months_back if (d := day(start.year, start.month, number)) and d.first <= ref.published]
    return past[0] if past else None


def _week(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    if ref.published is None:
        return None
    days = week(ref.published, _WEEKS[found[1]])
    if not found[2]:
        return days
    if found[2] == "末":
        return Days(days.last - timedelta(days=1), days.last)
    only = days.first + timedelta(days=min(_DAYS_OF_WEEK.index(found[2]), 6))
    return Days(only, only)


def _numeric(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    return day(int(found[1]), int(found[2]), int(found[3]))


def _century(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    name = found["century"]
    if name and name[0] not in "上本":
        century = count(name) - 1
    elif ref.published is None:
        return None
    else:
        century = ref.published.year // 100 - (name != "本")
    first, length = 100 * century, 100
    if found["decade"]:
        first, length = first + count(found["decade"]), 10
    return _part_of_years(first, length, found["part"] or "")


def _part_of_years(first: int, length: int, part: str) -> Days:
    if part == "中叶":
        return _last_day(months(first + length // 2, 1, 12))
    third = (length + 2) // 3
    starts = {"初": (0, third), "中": (third, length - third), "末": (length - third, length)}
    begin, end = starts.get(part[:1], (0, length))
    return Days(months(first + begin, 1, 1).first, months(first + end - 1, 12, 12).last)


def _dated(found: re.Match[str], ref: Reference, year: int | None) -> Days | None:
    return read_point(found[1], ref)


def _named(text: str, ref: Reference, year: int | None) -> Days | None:
    name = _MARKS.sub("", text)
    if not is_named(name):
        bare = _HOLIDAY.sub("", name)
        name = bare + "假期" if bare != name and is_named(bare + "假期") else bare
    return _in(ref, year, lambda y: named_period(name, y))


_compiled = cache(re.compile)
_YEAR = re.compile(f"({YEAR})")
_FEAST = re.compile(f"(?:{FESTIVAL}|{SEASON})$")
_CLOCKED = f"(?: ?(?:{CLOCK}|{DAYTIME}))?"
_IN_MONTH = (
    rf"(?:(?P<day>{DAY}) ?[日号]?|(?P<third>{THIRD})|的?第(?P<week>[{NINE}1-5])周|(?P<last_days>{LAST_DAYS}))?"
    + _CLOCKED
)
# In the order they are tried; a pattern is compiled when it is first tried, for most texts need few of them.
_READERS: tuple[tuple[str, Read], ...] = (
    ("([上下])半年", _half),
    ("全年度?", _whole),
    ("(?:年|岁)?(初|末|底|中|伊始)", _part_of_year),
    (rf"(?P<month>{MONTH})月份? ?{_IN_MONTH}", _month),
    ("([前头后])(.+?)个?(季度|月份?)", _first_months),
    ("第(.+)个月", _nth_month),
    (rf"({MONTH})(?:月份?)?{JOIN}({MONTH})(月份?|季度)", _span_of_months),
    (
        SPAN_OF_DAYS.replace(MONTH, f"({MONTH})").replace(DAY, f"({DAY})") + _CLOCKED,
        _span_of_days,
    ),
    (f"(?P<quarter>{QUARTER})(?P<edge>[末底])?", _quarter),
    (f"(?P<month>{RELATIVE_MONTH}){_IN_MONTH}", _relative_month),
    (rf"([今昨前明后当])[天日早晨晚夜]{_CLOCKED}", _relative_day),
    (rf"({DAY})[日号]{_CLOCKED}", _day_of_month),
    (r".+[(](.+)[)]", _dated),
    ("[春夏秋冬]", _season),
    (rf"(.{{1,2}}?)个?(?:周|星期)([{NINE}日天末])?", _week),
    (rf"(\d{{4}})[-/.](\d\d?)[-/.](\d\d?){_CLOCKED}", _numeric),
    (r"(?:(?P<century>.{1,3}?)世纪)?(?:(?P<decade>.{1,2})年代)?(?P<part>初期?|中叶|中期|末期?)?", _century),
)
