"""Rules that need no point of time: 截至目前, 如今, “十四五”时期, 党的十八大以来, 每年, 全天, 下午2点."""

from __future__ import annotations

import re

from ..document import Period
from .date_calendar import Days, event, is_named, months
from .date_number import count
from .date_reference import Reference, period
from .date_shapes import CLOCK, EVENT, JOIN, NINE, NOW, PLAN
from .rule import Rule


def now(found: re.Match[str], ref: Reference) -> Period:
    """Return the state on the publish date."""
    return Period("as_of", None, ref.published)


def since_event(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from an event in history to the publish date."""
    name = found["event"]
    first = event(name if is_named(name) else "党的" + name)
    return ref.so_far(Days(first, first))


def plan(found: re.Match[str], ref: Reference) -> Period | None:
    """Return the years of a five-year plan (十四五: 2021-2025), their last day for 末, those so far for 以来."""
    number = count(re.sub("[^一二三四五六七八九十]", "", found["plan"])[:-1])
    if number < 6:
        return None
    first = 5 * number + 1951
    days = Days(months(first, 1, 1).first, months(first + 4, 12, 12).last)
    match found["part"][0]:
        case "末":
            return ref.state(days.last)
        case "以":
            return ref.so_far(days)
        case "初":
            return period(months(first, 1, 12))
    return period(days)


def within_year(found: re.Match[str], ref: Reference) -> Period:
    """Return the last day of the year in force."""
    year = ref.year or ref.this_year
    return Period("deadline", None, months(year, 1, 12).last if year else None)


def this_and_next_year(found: re.Match[str], ref: Reference) -> Period:
    """Return the publish year and the one after."""
    return period(months(ref.this_year, 1, 24) if ref.this_year else None)


def clock(found: re.Match[str], ref: Reference) -> Period:
    """Return a time within some day, which nothing tells."""
    return Period("period")


def whole_day(found: re.Match[str], ref: Reference) -> Period:
    """Return the day last named, or else the publish date."""
    latest = ref.latest
    if latest and latest.first == latest.last:
        return period(latest)
    return period(Days(ref.published, ref.published) if ref.published else None)


def recurring(found: re.Match[str], ref: Reference) -> Period:
    """Return the time of what is repeated."""
    return Period("recurring")


WORDS: tuple[Rule, ...] = (
    Rule(
        "as_of_now",
        rf"(?:截[至止]到?(?:{NOW}|发稿时)|到{NOW})",
        now,
        yes=(
            "{截至目前|as_of ..2022-08-11},已开工15家",
            "{截止到现在|as_of ..2022-08-11},已建成6处",
            "{到目前为止|as_of ..2022-08-11}",
        ),
        no=("截至本次检查", "目前"),
    ),
    Rule(
        "since_event",
        rf"[自从]?(?P<event>{EVENT})(?:召开|实施)?以来",
        since_event,
        yes=("{党的十八大以来|period 2012-11-08..2022-08-11},建成9座", "{改革开放以来|period 1978-12-18..2022-08-11}"),
        no=("学习党的十八大精神", "改革开放前沿"),
    ),
    Rule(
        "plan",
        rf"[到至]?(?P<plan>{PLAN})(?:规划)?(?P<part>时期|期间|末期?|初期?|以来)",
        plan,
        yes=(
            "{“十四五”时期|period 2021-01-01..2025-12-31}新建9座",
            "{“十三五 ”期间|period 2016-01-01..2020-12-31}新建9座",
            "{到“十四五”末|deadline ..2025-12-31}达到9座",
            "{“十四五”以来|period 2021-01-01..2022-08-11}新建9座",
        ),
        no=("印发“十四五”规划", "第十五期", "三五期间"),
    ),
    Rule(
        "today_now",
        "(?:今天|今日)(?=的)",
        now,
        yes=("{今天|as_of ..2022-08-11}的开发区有企业9家",),
        no=("今天开工",),
    ),
    Rule(
        "now",
        NOW,
        now,
        yes=("{目前|as_of ..2022-08-11}已建成9家", "{如今|as_of ..2022-08-11},9家已开业"),
        no=("当前的位置:首页", "日前发布"),
    ),
    Rule(
        "within_year",
        rf"年(?<![{NINE}两十\d几数半多余每]年)内(?![蒙外部])",
        within_year,
        yes=("{年内|deadline ..2022-12-31}建成9家",),
        no=("5年内建成", "市内"),
    ),
    Rule(
        "this_and_next_year",
        "今明两年",
        this_and_next_year,
        yes=("{今明两年|period 2022-01-01..2023-12-31}建成9座",),
        no=("两年",),
    ),
    Rule(
        "whole_day",
        "全天(?<![日天晚]全天)(?=[,。]|共|累计|接待|客流|销售|$)",
        whole_day,
        yes=(
            "{全天|period 2022-08-11..2022-08-11}接待9万人次",
            "{6月18日|period 2022-06-18..2022-06-18}开园,{全天|period 2022-06-18..2022-06-18}共售票9张",
        ),
        no=("全天候服务", "全天运营", "昨天全天"),
    ),
    Rule(
        "recurring",
        rf"每(?:[个一])?(?:半年|(?:[两{NINE}]|\d\d?)个?[年月周天]|年度?|月|季度?|周|天|日|晚|学期)(?!均)",
        recurring,
        yes=("{每年|recurring}投入1000万元", "{每季度|recurring}检查9家", "{每半年|recurring}检查9家"),
        no=("每人补助", "每亩增产"),
    ),
    Rule(
        "clock",
        rf"{CLOCK}(?:{JOIN}{CLOCK})?",
        clock,
        yes=("{下午2点|period}开会", "{8时30分|period}开门", "{09:08|period} 来源"),
        no=("24小时服务", "5点建议", "第1时间", "比例1:20", "一时不能解决", "比例40:60"),
    ),
)
