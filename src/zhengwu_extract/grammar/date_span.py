"""Rules for lengths of time that place something: 近三年, 一年来, 5年内, 三年前, 今后五年, 连续13年."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..document import Period
from .date_calendar import ONE_DAY, Days, months, shift, week
from .date_number import count
from .date_reference import Reference, period
from .date_shapes import FRONT, LENGTH, NINE, NOT_COUNTED
from .rule import Rule

_MONTHS = {"年": 12, "半年": 6, "季度": 3, "月": 1}
_WEEK = ("周", "星期")


def back(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from so long ago to the publish date; in an annual report the calendar years it looks back on."""
    years = _years(found)
    if ref.year_looked_back and (years == 1 or (years == 5 and ref.closes_plan)):
        return period(_calendar_years(ref.year_looked_back, years))
    first = _moved(found, ref, -1)
    return Period("period", first, ref.published) if first else Period("period")


def ahead(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from the publish date on; in the report that opens a five-year plan the years of that plan."""
    years = _years(found)
    if ref.reviewed and ref.closes_plan and years == 5:
        return period(_calendar_years(ref.reviewed + 5, 5))
    last = _moved(found, ref, 1)
    return Period("period", ref.published, last - ONE_DAY) if last else Period("period")


def inside(found: re.Match[str], ref: Reference) -> Period:
    """Return the day by which something is to happen, counted from the publish date."""
    return Period("deadline", None, _moved(found, ref, 1))


def ago(found: re.Match[str], ref: Reference) -> Period:
    """Return the year, month, week or day so long before the publish date."""
    return _around(_moved(found, ref, -1), found)


def later(found: re.Match[str], ref: Reference) -> Period:
    """Return the year, month, week or day so long after the publish date; in a story that names other days, nothing."""
    return _around(_moved(found, ref, 1) if ref.latest is None or ref.planned else None, found)


def neighbours(found: re.Match[str], ref: Reference) -> Period:
    """Return so many whole years, months, weeks or days just before (上) or after (下) that of the publish date.

    前两周 and 后两周 are counted in days; 前两年 and 后两年 are mostly those of some plan, which nothing tells.
    """
    side, unit, number = found["side"], _unit(found), count(found["count"])
    if ref.published is None or (side in "前后" and unit == "年"):
        return Period("period")
    if side in "前后" and unit in _WEEK:
        unit, number = "天", 7 * number
    this = _whole(ref.published, unit)
    if side in "上前":
        return Period("period", _step(this.first, unit, -number), this.first - ONE_DAY)
    return Period("period", this.last + ONE_DAY, _step(this.last + ONE_DAY, unit, number) - ONE_DAY)


def running(found: re.Match[str], ref: Reference) -> Period:
    """Return the calendar years of an unbroken run up to the year reviewed (连续13年)."""
    years = _years(found)
    return period(_calendar_years(ref.reviewed, years)) if ref.reviewed and years else Period("period")


def summed_up(found: re.Match[str], ref: Reference) -> Period | None:
    """Return the calendar years that the report at the end of a five-year plan sums up; refuse elsewhere."""
    years = _years(found)
    if ref.reviewed is None or not ref.closes_plan or not years or years == 1:
        return None
    return period(_calendar_years(ref.reviewed, years))


def unplaced(found: re.Match[str], ref: Reference) -> Period:
    """Return a period without ends: a time, but nothing tells which."""
    return Period("period")


def _unit(found: re.Match[str]) -> str:
    return found["unit"].removeprefix("个")


def _years(found: re.Match[str]) -> int | None:
    """The number of whole years, None for another unit or an uncertain number."""
    return count(found["count"]) if _unit(found) == "年" and not found["half"] and _certain(found["count"]) else None


def _certain(number: str) -> bool:
    """Whether a count is one number: not 几, 30多 or 两三."""
    return not set(number) & set("半几数多余") and count(number) > 0


def _moved(found: re.Match[str], ref: Reference, sign: int) -> date | None:
    """Return the day that lies the matched length before (-1) or after (1) the publish date."""
    number, unit = found["count"], _unit(found)
    if ref.published is None:
        return None
    if number == "半" and unit in _MONTHS:
        return shift(ref.published, months=sign * _MONTHS[unit] // 2)
    if not _certain(number):
        return None
    half = _MONTHS.get(unit, 0) // 2 if found["half"] else 0
    return shift(_step(ref.published, unit, sign * count(number)), months=sign * half)


def _step(from_day: date, unit: str, number: int) -> date:
    if unit in _MONTHS:
        return shift(from_day, months=number * _MONTHS[unit])
    return from_day + timedelta(days=number * (7 if unit in _WEEK else 1))


def _whole(of: date, unit: str) -> Days:
    """Return the year, month, week or day that a day lies in."""
    if unit in _WEEK:
        return week(of)
    if unit == "天":
        return Days(of, of)
    length = _MONTHS[unit]
    first = (of.month - 1) // length * length + 1
    return months(of.year, first, first + length - 1)


def _around(then: date | None, found: re.Match[str]) -> Period:
    if then is None:
        return Period("period")
    return period(_whole(then, "月" if found["half"] or found["count"] == "半" else _unit(found)))


def _calendar_years(last: int, number: int) -> Days:
    return months(last, 13 - 12 * number, 12)


_SUMS = "累计|共|[新净]增|增[长加]|生产|保持|完成|建成|实现|投入"

SPANS: tuple[Rule, ...] = (
    Rule(
        "last_years",
        rf"(?:最?近|过去(?:的)?|(?<![从自在到于])这(?!一年(?![来里间以]))){LENGTH}(?:以?来|期?间|里|内|中(?!国)|的?时间)?(?![级龄])",
        back,
        yes=(
            "{近三年|period 2019-08-11..2022-08-11}建成9座",
            "{过去五年|period 2017-08-11..2022-08-11}建成9座",
            "@2026-02-01 各位代表!{过去一年|period 2025-01-01..2025-12-31},建成9座",
            "@2026-02-01 各位代表!{过去五年|period 2021-01-01..2025-12-31},建成9座",
        ),
        no=("附近三家", "近三千人"),
    ),
    Rule(
        "coming_years",
        rf"(?:今后|未来|往后|接下来)(?:的)?{LENGTH}(?:内|里|间|的?时间)?",
        ahead,
        yes=(
            "{今后五年|period 2022-08-11..2027-08-10}新建9座",
            "@2026-02-01 各位代表!{今后五年|period 2026-01-01..2030-12-31}新建9座",
        ),
        no=("今后工作", "未来城"),
    ),
    Rule(
        "neighbours",
        rf"(?P<side>[上下前后])(?<![最提推延以之学][前后])(?P<count>[{NINE}两十]|\d\d?)"
        r"(?P<unit>个?(?:年|星期|周)|天|(?<!前.)(?<!前\d\d)个?(?:月|季度))(?![级份])",
        neighbours,
        yes=(
            "{上两周|period 2022-07-25..2022-08-07}下雨",
            "{下三个月|period 2022-09-01..2022-11-30}下雨",
            "{下三年|period 2023-01-01..2025-12-31}新建9座",
            "{前两周|period 2022-07-28..2022-08-10}下雨",
            "“六五”{后两年|period}过快",
        ),
        no=("前8个月", "上半年", "前三季度", "提前一年建成", "学前三年毛入园率"),
    ),
    Rule(
        "running_years",
        rf"连续{LENGTH}(?!级)",
        running,
        yes=("@2026-02-01 各位代表!产量{连续13年|period 2013-01-01..2025-12-31}增长", "{连续三个月|period}下降"),
        no=("连续3次", "三年"),
    ),
    Rule(
        "time_taken",
        rf"(?:用|利用|历时){LENGTH}(?<=年)(?:左右)?的?时间",
        unplaced,
        yes=("计划{用三年时间|period}建成9座",),
        no=("等待时间", "用时3天"),
    ),
    Rule(
        "years_back",
        rf"{LENGTH}多?(?:以?来(?![自临访看说最]|首次|第一)|里(?!程)|间(?![隔断接]))",
        back,
        yes=(
            "{一年来|period 2021-08-11..2022-08-11}建成9座",
            "{6年里|period 2016-08-11..2022-08-11}建成9座",
            "{半年来|period 2022-02-11..2022-08-11}建成9座",
            "@2026-02-01 各位代表!{五年来|period 2021-01-01..2025-12-31}建成9座",
        ),
        no=("三公里", "9间房", "这是30年来首次达标", "达到10年来最好水平"),
    ),
    Rule(
        "within_years",
        rf"{LENGTH}之?内(?![容部外蒙])",
        inside,
        yes=("{5年内|deadline ..2027-08-11}新建9座", "{5天内|deadline ..2022-08-16}抢通"),
        no=("市内", "3个工作日内办结"),
    ),
    Rule(
        "years_ago",
        rf"{LENGTH}[之以]?{FRONT}",
        ago,
        yes=("{二十年前|period 2002-01-01..2002-12-31},这里是矿区", "{三天前|period 2022-08-08..2022-08-08}"),
        no=("目前", "2015年前"),
    ),
    Rule(
        "years_later",
        rf"{LENGTH}[之以]?后{NOT_COUNTED}(?![备续勤面])",
        later,
        yes=("{七年后|period 2029-01-01..2029-12-31}建成", "{20天后|period 2022-08-31..2022-08-31}开学"),
        no=("会后", "三年后备干部"),
    ),
    Rule(
        "length_of_time",
        rf"{LENGTH}(?<=年)(?:左右)?的?时间",
        unplaced,
        yes=("{三年时间|period}建成9座",),
        no=("等待时间", "三年", "仅用五天时间"),
    ),
    Rule(
        "summed_up",
        rf"(?<!个)(?<!时隔)(?P<count>\d\d?|[{NINE}十]{{1,2}})(?P<unit>年)(?P<half>半)?(?=(?:(?!计划|目标|规划|行动)[一-龥]){{0,4}}(?:{_SUMS}))",
        summed_up,
        yes=("@2026-02-01 各位代表!{五年|period 2021-01-01..2025-12-31}累计生产9吨",),
        no=("五年规划", "四季度增长9%", "五年累计生产9吨", "@2026-02-01 各位代表!时隔66年再次建成9座"),
    ),
)
