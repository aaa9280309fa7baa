"""Time expressions: every rule on its own examples, what they are read against, and what holds for any text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwu_extract.document import Document, Mention, Period
from zhengwu_extract.grammar.date import RULES, dates
from zhengwu_extract.grammar.date_calendar import named_period
from zhengwu_extract.intake.fold import fold
from zhengwu_extract.markup import Marked, describe, parse, render

READ_ON = date(2022, 8, 11)


def read(text: str, published: date | None = READ_ON, title: str | None = None) -> list[Mention]:
    return dates(Document(text, folded=fold(text), published=published, title=title)).of("date")


def marked(text: str, published: date | None = READ_ON, title: str | None = None) -> str:
    """Return a text with what was found in it, in the inline notation."""
    return render(text, [Marked(m.start, m.end, describe(m.value)) for m in read(text, published, title)])


def dated(example: str) -> tuple[str, date]:
    """Return an example without its ``@YYYY-MM-DD``, and the day it is read on."""
    given_day = re.match(r"@(\d{4}-\d\d-\d\d) ", example)
    return (example[given_day.end() :], date.fromisoformat(given_day[1])) if given_day else (example, READ_ON)


# --- the rules' own examples ---


@pytest.mark.parametrize(
    ("name", "example"), [pytest.param(r.name, e, id=f"{r.name}: {e}") for r in RULES for e in r.yes]
)
def test_a_rule_finds_its_examples(name: str, example: str) -> None:
    text, day = dated(example)
    plain, _ = parse(text)
    assert marked(plain, day) == text
    assert name in {mention.rule for mention in read(plain, day)}


@pytest.mark.parametrize(
    ("name", "example"), [pytest.param(r.name, e, id=f"{r.name}: {e}") for r in RULES for e in r.no]
)
def test_a_rule_leaves_its_counter_examples(name: str, example: str) -> None:
    assert name not in {mention.rule for mention in read(example)}


# --- shapes ---

SHAPES = [
    "{今年|period 2022-01-01..2022-12-31}、{今年全年|period 2022-01-01..2022-12-31}",
    "{上年|period 2021-01-01..2021-12-31}、{前年|period 2020-01-01..2020-12-31}、{明年|period 2023-01-01..2023-12-31}",
    "{去年底|as_of ..2021-12-31}、{今年底|deadline ..2022-12-31}、{今年年初|period 2022-01-01..2022-02-28}",
    "{一季度|period 2022-01-01..2022-03-31}、{第二季度|period 2022-04-01..2022-06-30}、{一季度末|as_of ..2022-03-31}",
    "{前三季度|period 2022-01-01..2022-09-30}、{今年一至三季度|period 2022-01-01..2022-09-30}",
    "{今年1—7月|period 2022-01-01..2022-07-31}、{今年1-8月份|period 2022-01-01..2022-08-31}",
    "{今年1至8月|period 2022-01-01..2022-08-31}、{今年1~10月|period 2022-01-01..2022-10-31}",
    "{今年前8个月|period 2022-01-01..2022-08-31}、{今年前两个月|period 2022-01-01..2022-02-28}",
    "{上个月|period 2022-07-01..2022-07-31}、{上月末|as_of ..2022-07-31}、{本月10日|period 2022-08-10..2022-08-10}",
    "{6月上旬|period 2022-06-01..2022-06-10}、{6月下旬|period 2022-06-21..2022-06-30}",
    "{“五一”假期|period 2022-05-01..2022-05-05}、{春节期间|period 2022-01-31..2022-02-06}",
    "{今年“三夏”期间|period 2022-05-25..2022-06-30}、{2021年采暖季|period 2021-11-15..2022-03-15}",
    "{2019年国庆黄金周|period 2019-10-01..2019-10-07}、{2020年中秋|period 2020-10-01..2020-10-01}",
    "{3月25日|period 2022-03-25..2022-03-25}、{2019年10月10日|period 2019-10-10..2019-10-10}",
    "{2019年10月10日上午8时30分|period 2019-10-10..2019-10-10}、{2022-08-11 09:08|period 2022-08-11..2022-08-11}",
    "{昨天|period 2022-08-10..2022-08-10}、{昨晚|period 2022-08-10..2022-08-10}、{上周|period 2022-08-01..2022-08-07}",
    "{2022年5月第一周|period 2022-05-02..2022-05-08}、{本周三|period 2022-08-10..2022-08-10}",
    "{零七年八月二十九号|period 2007-08-29..2007-08-29}、{98年4月|period 1998-04-01..1998-04-30}",
    "{两千年八月十五|period 2000-08-15..2000-08-15}、{二〇二二年|period 2022-01-01..2022-12-31}",
    "{90年代|period 1990-01-01..1999-12-31}、{18世纪|period 1700-01-01..1799-12-31}",
    "{到2025年底|deadline ..2025-12-31}、{至2021年末|as_of ..2021-12-31}、{到目前|as_of ..2022-08-11}",
    "{2020年12月底前|deadline ..2020-12-31}、{2025年年底之前|deadline ..2025-12-31}",
    "{“十三五”以来|period 2016-01-01..2022-08-11}、{“十四五”末|deadline ..2025-12-31}",
    "{“十五”期间|period 2001-01-01..2005-12-31}、{“十一五”时期|period 2006-01-01..2010-12-31}",
    "{党的二十大以来|period 2022-10-16..}、{十九大以来|period 2017-10-18..2022-08-11}",
    "{十年来|period 2012-08-11..2022-08-11}、{过去一年|period 2021-08-11..2022-08-11}",
    "{近20年|period 2002-08-11..2022-08-11}的树、{三天前|period 2022-08-08..2022-08-08}",
    "{每月|recurring}、{每半年|recurring}、{每3个月|recurring}、{每天|recurring}",
    "{4月|period 2022-04-01..2022-04-30}12家、{4月|period 2022-04-01..2022-04-30}12.5吨",
    "{4月|period 2022-04-01..2022-04-30}12,300元、{4月|period 2022-04-01..2022-04-30}12 %",
    "{几年前|period}、{两三年内|deadline}、{30多年来|period}",
]


@pytest.mark.parametrize("example", SHAPES)
def test_a_shape_is_found_whole(example: str) -> None:
    plain, _ = parse(example)
    assert marked(plain) == example


NOT_TIMES = [
    "用时3天办结,减少2个工作日",
    "省政府〔2022〕15号文件",
    "日前发布,近日召开,近年来",
    "年均增长5%,累计建成2022家",
    "《2021-2025年行动计划》印发",
    "“十四五”规划,十三五规划",
    "3个百分点、2.5点、24小时",
    "五年级、九年义务教育、14周岁",
    "第一个五年计划,一五四路",
    "比例2:1,3.5:1",
    "初中12所,年产10万吨",
    "12345热线,0311-86012022",
    "同比增长,环比下降,同期持平",
    "一月一报,一日一清",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_is_no_time_is_left(text: str) -> None:
    assert marked(text) == render(text, [])


# --- the year in force ---

IN_FORCE = [
    "2021年开工,{上半年|2021-01-01..2021-06-30}9座",
    "2021年开工。{8月|2021-08-01..2021-08-31}9座,{全年|2021-01-01..2021-12-31}12座",
    "2021年全市动工9座。\n到了岁末再看,{全年|2021-01-01..2021-12-31}建成12座",
    "2021年开工。\n{6月|2022-06-01..2022-06-30}9座",
    "二、2023年重点工作\n{全年|2023-01-01..2023-12-31}新建9座",
    "比2019年多9座,{上半年|2022-01-01..2022-06-30}6座",
    "2021年6月竣工,{当月|2021-06-01..2021-06-30}9座,{次年|2022-01-01..2022-12-31}6座",
    "6月18日开工,{20日|2022-06-20..2022-06-20}9座",
    "2021年6月18日开工,{当日|2021-06-18..2021-06-18}9座",
    "计划{10月|2022-10-01..2022-10-31}开工",
    "{10月|2022-10-01..2022-10-31}开工9座",
    "{12月|2021-12-01..2021-12-31}建成9座",
    "力争{12月|2022-12-01..2022-12-31}建成9座",
]


@pytest.mark.parametrize("example", IN_FORCE)
def test_a_time_without_year_takes_the_year_in_force(example: str) -> None:
    plain, marks = parse(example)
    found = {(m.start, m.end): describe(m.value) for m in read(plain)}
    assert {(mark.start, mark.end): found.get((mark.start, mark.end)) for mark in marks} == {
        (mark.start, mark.end): "period " + mark.note for mark in marks
    }


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2023-01-10", "12月", "period 2022-12-01..2022-12-31"),
        ("2022-12-21", "1~10月", "period 2022-01-01..2022-10-31"),
        ("2020-11-02", "一季度", "period 2020-01-01..2020-03-31"),
        ("2022-10-10", "四季度", "period 2022-10-01..2022-12-31"),
        ("2022-11-20", "3月底前", "deadline ..2023-03-31"),
        ("2020-06-29", "12月底前", "deadline ..2020-12-31"),
        ("2022-08-11", "6月底前", "deadline ..2022-06-30"),
    ],
)
def test_a_bare_month_is_the_likelier_one(published: str, text: str, value: str) -> None:
    (mention,) = read(text, date.fromisoformat(published))
    assert describe(mention.value) == value


# --- reports ---


@pytest.mark.parametrize(
    ("title", "published", "text", "value"),
    [
        ("2026年某省政府工作报告", "2026-02-01", "五年来", "period 2021-01-01..2025-12-31"),
        ("2026年某省政府工作报告", "2026-02-01", "全年", "period 2025-01-01..2025-12-31"),
        ("2026年某省政府工作报告", "2026-02-01", "年末", "as_of ..2025-12-31"),
        ("2026年某省政府工作报告", "2026-02-01", "今年", "period 2026-01-01..2026-12-31"),
        ("2026年某省政府工作报告", "2026-02-01", "近三年", "period 2023-02-01..2026-02-01"),
        ("2025年某省政府工作报告", "2025-01-15", "过去五年", "period 2020-01-15..2025-01-15"),
        ("2025年某省政府工作报告", "2025-01-15", "连续13年", "period 2012-01-01..2024-12-31"),
        ("政府工作报告目标任务分工", "2025-01-15", "全年", "period 2025-01-01..2025-12-31"),
        ("某市2022年统计公报", "2023-04-02", "全年", "period 2022-01-01..2022-12-31"),
        ("某市2022年统计公报", "2023-04-02", "去年", "period 2021-01-01..2021-12-31"),
        ("某市新闻", "2025-01-15", "一年来", "period 2024-01-01..2024-12-31"),
        ("某市新闻", "2025-06-15", "一年来", "period 2024-06-15..2025-06-15"),
    ],
)
def test_a_report_is_about_the_year_it_reviews(title: str, published: str, text: str, value: str) -> None:
    (mention,) = read(text, date.fromisoformat(published), title)
    assert describe(mention.value) == value


def test_the_address_of_a_congress_marks_its_report() -> None:
    (mention,) = read("各位代表!全年建成9座", date(2025, 1, 15))
    assert mention.value == Period("period", date(2024, 1, 1), date(2024, 12, 31))


# --- what holds for any text ---


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今年", Period("period")),
        ("截至目前", Period("as_of")),
        ("9月底前", Period("deadline")),
        ("每年", Period("recurring")),
        ("三年来", Period("period")),
        ("去年同期", Period("period")),
        ("2021年8月", Period("period", date(2021, 8, 1), date(2021, 8, 31))),
        ("2018年以来", Period("period", date(2018, 1, 1), None)),
    ],
)
def test_without_a_publish_date_only_what_needs_none_is_resolved(text: str, value: Period) -> None:
    (mention,) = read(text, None)
    assert (mention.start, mention.end, mention.value) == (0, len(text), value)


@pytest.mark.parametrize("text", ["2019年2月29日", "2022年3月至2021年5月"])
def test_what_the_calendar_does_not_know_has_no_ends(text: str) -> None:
    (mention,) = read(text)
    assert mention.value == Period("period")


PIECES = """今年 去年 明年 上年 前年 后年 2022年 98年 二〇二二年 999年 一月 12月 3月底 上半年 一季度
前三季度 前九个月 1-8月 十五日 31日 2月29日 年底 年末 年初 全年 当日 当月 次年 今天 昨天 上周
上上周日 本世纪 十世纪 90年代 春节 “五一” 采暖季 期间 “十四五” 时期 末 以来 以前 之后 起 前 内 后 来
至今 截至 到 至 从 自 近 过去 今后 未来 上 下 999 九百九十九 三 半 几 多 个 月 年 天 周 季度 每
连续 时间 目前 党的十八大 同期 10时 下午2点 09:08 2022-08-11 2022.8.1 - ~ 、 , 。
( ) 《 》 建成 家"""
texts = st.lists(st.sampled_from([*PIECES.split(), "\n", " "]), max_size=12).map("".join)
days = st.one_of(st.none(), st.dates())


@given(text=st.one_of(texts, st.text(max_size=60)), published=days, title=st.one_of(st.none(), texts))
@settings(deadline=None, max_examples=400)
def test_any_text_is_read_in_order_and_without_error(text: str, published: date | None, title: str | None) -> None:
    at = 0
    for mention in read(text, published, title):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
        start, end = mention.value.start, mention.value.end
        assert mention.value.kind == "period" or start is None
        assert start is None or end is None or start <= end


@pytest.mark.parametrize("feast", ["春节", "端午", "中秋", "重阳", "清明"])
def test_movable_feasts_are_known_for_all_years(feast: str) -> None:
    days_of = [named_period(feast, year) for year in range(2005, 2031)]
    assert all(days_of)
    assert named_period(feast, 2004) is None
