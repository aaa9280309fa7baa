"""Rules that put words around a point of time (截至, 到, 以来, 前, 之后, 从…到…), and the bare point."""

from __future__ import annotations

import re

from ..document import Period
from .date_calendar import ONE_DAY, Days, months, shift
from .date_number import year_number
from .date_point import is_feast, read_point
from .date_reference import Reference, names_year, period
from .date_shapes import DAY, DIGIT, FRONT, JOIN, NINE, POINT
from .rule import Rule

_POINT = f"(?P<point>{POINT})"
_LAST = f"(?P<last>{POINT}|{DAY}[日号])"
_YEAR_NUMBER = rf"(?:19|20)\d\d|[一二][{DIGIT}]{{3}}"
_AND = " ?[,、和与及] ?"
_BARE = frozenset("年岁十0123456789" + NINE)
_UP_TO_NOW = "(?:(?:开始)?以来|到?(?:至今|目前|现在|如今)|起至今)"


def point(found: re.Match[str], ref: Reference) -> Period:
    """Return a bare point: its days, but for 年末 and 8月底 the state on that day if past, a deadline if to come."""
    days = read_point(found["point"], ref)
    if days is None or not days.edge:
        return period(days)
    return ref.state(days.last)


def as_of(found: re.Match[str], ref: Reference) -> Period:
    """Return the state on the last day of a point; a bare 年底 or 9月底 is one that is past."""
    days = read_point(found["point"], ref)
    if days is None:
        return Period("as_of")
    bare = found["point"][0] in _BARE and not names_year(found["point"])
    return Period("as_of", None, days.last if ref.is_past(days.last) or not bare else shift(days.last, years=-1))


def until(found: re.Match[str], ref: Reference) -> Period:
    """Return 到 with a point: a deadline, but the state on a day or a month's end that is past."""
    days = read_point(found["point"], ref)
    if days is None:
        return Period("deadline")
    state = days.first == days.last and ref.published is not None and ref.is_past(days.last)
    return Period("as_of" if state else "deadline", None, days.last)


def before(found: re.Match[str], ref: Reference) -> Period:
    """Return 前 with a point: up to its last day; of a festival or of what is past, up to the day before it."""
    days = read_point(found["point"], ref)
    if days is None:
        return Period("deadline")
    past = ref.published is not None and days.last < ref.published and not days.edge
    return Period("deadline", None, days.first - ONE_DAY if past or is_feast(found["point"]) else days.last)


def within(found: re.Match[str], ref: Reference) -> Period:
    """Return the last day of the year or month within which something is to happen."""
    days = read_point(found["point"], ref)
    return Period("deadline", None, days.last if days else None)


def since(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from a point to the publish date; no end when the point is to come."""
    return ref.so_far(read_point(found["point"], ref))


def after(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from a point on, without an end."""
    days = read_point(found["point"], ref)
    return Period("period", days.first if days else None, None)


def span(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from one point to another; the second has the year and month of the first where it names none."""
    first = read_point(found["point"], ref)
    if first is None:
        return Period("period")
    inner = Reference(ref.published, ref.reviewed, ref.bulletin, year=first.first.year, latest=first)
    last = read_point(found["last"], inner)
    if last is None:
        return Period("period", first.first, None)
    end = last.last if last.last >= first.first or names_year(found["last"]) else shift(last.last, years=1)
    return Period("period", first.first, end) if end >= first.first else Period("period")


def span_of_years(found: re.Match[str], ref: Reference) -> Period | None:
    """Return the days from one year to another; refuse what is no order of years."""
    first, last = (year_number(found[name], ref.this_year) for name in ("first", "last"))
    return Period("period", months(first, 1, 1).first, months(last, 12, 12).last) if first < last else None


def span_of_numeric_months(found: re.Match[str], ref: Reference) -> Period:
    """Return the days from one month to another (2008.03-2009.02)."""
    last_month = int(found["last_month"] or 12)
    first = months(int(found["first"]), int(found["month"]), int(found["month"])).first
    return Period("period", first, months(int(found["last"]), last_month, last_month).last)


def same_period(found: re.Match[str], ref: Reference) -> Period:
    """Return the days last named, moved to another year; where none are, the year to date."""
    year = read_point(found["point"], ref)
    base = ref.latest or (Days(ref.published.replace(month=1, day=1), ref.published) if ref.published else None)
    if year is None or base is None:
        return Period("period")
    years = year.first.year - base.last.year
    return Period("period", shift(base.first, years=years), shift(base.last, years=years))


FRAMES: tuple[Rule, ...] = (
    Rule(
        "as_of",
        rf"截[至止]到?{_POINT}(?:为?止)?",
        as_of,
        yes=(
            "{截至2020年12月底|as_of ..2020-12-31},全市建成9座",
            "{截至9月底|as_of ..2021-09-30},全市建成9座",
            "{截至今天下午2时|as_of ..2022-08-11},全市转移300人",
            "@2023-01-12 {截至年底|as_of ..2022-12-31},全市建成9座",
        ),
        no=("截至本次检查", "9月底"),
    ),
    Rule(
        "span_of_years",
        rf"(?:[从自] ?)?(?P<first>{_YEAR_NUMBER})(?: ?年)?{JOIN}(?P<last>{_YEAR_NUMBER})"
        rf"(?: ?年度?(?!\d|[上下]半年|[第末底初])(?:{FRONT})?|(?<=\d)(?=[)]))",
        span_of_years,
        yes=(
            "{2022-2025年|period 2022-01-01..2025-12-31}新建12所",
            "{从2016年至2020年|period 2016-01-01..2020-12-31}共建成12所",
            "行动计划({2022-2025|period 2022-01-01..2025-12-31})",
        ),
        no=("电话2016-2020转5", "2022-2021年"),
    ),
    Rule(
        "span_of_numeric_months",
        rf"(?P<first>(?:19|20)\d\d)\.(?P<month>0[1-9]|1[0-2]){JOIN}(?P<last>(?:19|20)\d\d)(?:\.(?P<last_month>0[1-9]|1[0-2]))?"
        rf"(?![\d.]|[年亿万千元%])",
        span_of_numeric_months,
        yes=("任期{1999.08-2002.02|period 1999-08-01..2002-02-28}",),
        no=("由1999.08增至2002.02亿元", "1999.08-2002.02亿元"),
    ),
    Rule(
        "span_from",
        rf"[自从] ?{_POINT}起?{JOIN}{_LAST}(?:止|期间)?",
        span,
        yes=(
            "{从7月到9月|period 2022-07-01..2022-09-30}检查9家",
            "{从2018年12月九号到十五号|period 2018-12-09..2018-12-15}检查9家",
        ),
        no=("从城区到乡村", "7月到9月"),
    ),
    Rule(
        "since_from",
        rf"[自从] ?{_POINT}(?:{_UP_TO_NOW}|开始|起(?![步草点])|[^,。;:!?、\d\s]{{1,12}}?以来)",
        since,
        yes=(
            "{自2016年以来|period 2016-01-01..2022-08-11}新建9座",
            "{自2016年起|period 2016-01-01..2022-08-11}每村补助",
            "{自2021年5月开园以来|period 2021-05-01..2022-08-11}接待9万人次",
            "{自2023年1月1日起|period 2023-01-01..}施行",
        ),
        no=("自2016年", "自成立以来"),
    ),
    Rule(
        "until",
        rf"[到至](?<![达回复来得看受直高加长升少降]到)(?<![增涨降升延截长高加少缩短]至)"
        rf" ?{_POINT}(?:(?:为?止)|[之以]?{FRONT})?",
        until,
        yes=(
            "{到2025年|deadline ..2025-12-31}达到9家",
            "{到今天上午|as_of ..2022-08-11}转移9人",
            "{到2021年底|as_of ..2021-12-31}建成9家",
            "{到本世纪中叶|deadline ..2050-12-31}建成强国",
        ),
        no=("恢复到2019年的九成", "到村里"),
    ),
    Rule(
        "days_listed",
        rf"{_POINT}(?<=[日号])(?:{_AND}{DAY}[日号]){{0,5}}{_AND}(?P<last>{DAY}[日号])(?![线楼文内均])",
        span,
        yes=(
            "{5月3日、4日|period 2022-05-03..2022-05-04}检查9家",
            "{5月3号,4号和5号|period 2022-05-03..2022-05-05}检查9家",
        ),
        no=("5月3日、9家", "5月3日,4日内办结", "5月3日"),
    ),
    Rule(
        "span",
        rf"{_POINT}(?:{JOIN}|[与和及](?=[^,。;]{{2,12}}之间)){_LAST}(?:止|期间|之间)?",
        span,
        yes=(
            "{2019年12月29日至2020年1月3日|period 2019-12-29..2020-01-03}检查9家",
            "{前年11月到去年3月|period 2020-11-01..2021-03-31}检查9家",
            "{2007年与2009年之间|period 2007-01-01..2009-12-31}检查9家",
            "{10月28日8时至30日20时|period 2022-10-28..2022-10-30}检查9家",
        ),
        no=("2019年5月1日", "一年到头"),
    ),
    Rule(
        "since",
        rf"{_POINT} ?(?:{_UP_TO_NOW}|开始|起(?![步草点来])|(?<=年)来(?=,))",
        since,
        yes=(
            "{今年以来|period 2022-01-01..2022-08-11}新建9座",
            "{2018年来|period 2018-01-01..2022-08-11},新建9座",
            "{2016年至今|period 2016-01-01..2022-08-11}新建9座",
            "{去年8月以来|period 2021-08-01..2022-08-11}新建9座",
            "{年初以来|period 2022-01-01..2022-08-11}新建9座",
        ),
        no=("长期以来坚持", "今年"),
    ),
    Rule(
        "after",
        rf"{_POINT}(?:[或及]?[之以]后)",
        after,
        yes=("{2019年1月1日或之后|period 2019-01-01..}登记",),
        no=("会后", "2019年1月1日"),
    ),
    Rule(
        "in_time_for",
        rf"赶在{_POINT}(?:[或及]?[之以]前|{FRONT})",
        before,
        yes=("力争{赶在9月底前|deadline ..2022-09-30}完工",),
        no=("赶在今年完工", "9月底前"),
    ),
    Rule(
        "before",
        rf"{_POINT}(?:[或及]?[之以]前|{FRONT})",
        before,
        yes=(
            "力争{9月底前|deadline ..2022-09-30}完工",
            "{11月底之前|deadline ..2022-11-30}建成9家",
            "{年底前|deadline ..2022-12-31}建成9家",
            "{2015年前|deadline ..2014-12-31}没有路",
            "{2023年春节前|deadline ..2023-01-21}发放",
        ),
        no=("今年前8个月建成9家", "目前"),
    ),
    Rule(
        "same_period",
        rf"{_POINT} ?同期",
        same_period,
        yes=(
            "比{去年同期|period 2021-01-01..2021-08-11}多2座",
            "{今年1-6月|period 2022-01-01..2022-06-30}9座,比{上年同期|period 2021-01-01..2021-06-30}多2座",
        ),
        no=("创历史同期新高", "去年"),
    ),
    Rule(
        "within",
        rf"{_POINT}内(?![蒙外部])",
        within,
        yes=("{今年内|deadline ..2022-12-31}建成9家", "{2023年内|deadline ..2023-12-31}建成9家"),
        no=("5年内建成", "市内"),
    ),
    Rule(
        "point",
        _POINT,
        point,
        yes=(
            "{今年上半年|period 2022-01-01..2022-06-30}增长5.1%",
            "{2021年1-8月|period 2021-01-01..2021-08-31}增长5.1%",
            "{2015年末|as_of ..2015-12-31}常住人口",
            "{2022年度|period 2022-01-01..2022-12-31}财政收入",
            "{前3个季度|period 2022-01-01..2022-09-30}增长5.1%",
            "{昨天(4月5日)|period 2022-04-05..2022-04-05}下雨",
            "{上周三|period 2022-08-03..2022-08-03}下雨",
            "{4月12-19日|period 2022-04-12..2022-04-19}检查9家",
            "{4月12|period 2022-04-12..2022-04-12},检查9家",
            "{4月12至5月9|period 2022-04-12..2022-05-09},检查9家",
            "{上月最后三天|period 2022-07-29..2022-07-31}检查9家",
            "{2021年第5个月|period 2021-05-01..2021-05-31}检查9家",
            "{20世纪90年代|period 1990-01-01..1999-12-31}建成",
            "{“五一”假期|period 2022-05-01..2022-05-05}接待9万人次",
            "@2023-01-10 {12月|period 2022-12-01..2022-12-31}增长5.1%",
            "{二〇二一年三月|period 2021-03-01..2021-03-31}增长5.1%",
        ),
        no=(
            "三个月",
            "“五一”劳动奖状",
            "三月三活动",
            "提高3.2个百分点",
            "老年初期",
            "目前年产9吨",
            "15号楼",
            "冬季清洁取暖",
            "初中9所",
            "第5个月",
        ),
    ),
)
