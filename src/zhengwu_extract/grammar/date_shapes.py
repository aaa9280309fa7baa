"""The shapes that time expressions are made of, as pieces of patterns on the folded view.

`date_point` reads a POINT, `date_frame` puts words around it, `date_span` uses LENGTH.
"""

from __future__ import annotations

import re

from .date_calendar import event_names, festival_names, season_names

NINE = "一二三四五六七八九"
DIGIT = "〇零" + NINE
QUOTE = "[\"'“”‘’]?"
JOIN = " ?(?:至|到|-{1,2}|~) ?"
# What must not follow a word that ends a time: 前三季度, 前景, 初中.
NOT_COUNTED = rf"(?![{NINE}两十几\d])"
FRONT = rf"前{NOT_COUNTED}(?![景后列期往来沿瞻半者置端方提])"
_START_OF = "初(?![中级步次期审定选])"


def _either(names: list[str]) -> str:
    """Return an alternation of names, a longer one before a shorter it begins with."""
    return "|".join(sorted(names, key=len, reverse=True))


# How long: 3年, 十二个月, 一年半. COUNT may be uncertain (几, 两三, 30多).
_CHINESE_COUNT = rf"[{NINE}两]?百(?:零?[{NINE}]?十?[{NINE}]?)|[{NINE}]?十[{NINE}]?|[{NINE}两]{{1,2}}"
COUNT = rf"(?:\d{{1,3}}|{_CHINESE_COUNT}|[几数]十?|半)(?: ?[多余]|几)?"
UNIT = "(?:个?半年|年|个月|(?<=半)月|个季度|个?星期|个?周|天)"
LENGTH = rf"(?P<count>{COUNT}) ?(?P<unit>{UNIT})(?P<half>半)?"

# Of a day.
DAYTIME = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|深夜|晚(?= ?\d|[,至到起]))"
_HOUR = rf"(?:\d\d?|[{NINE}两十]{{1,3}})"
_MINUTE = rf"(?:半|整|(?:\d\d?|[{NINE}十]{{1,3}})分)"
_NO_HOUR = "(?![代间期段节速刻候效隔空常]|至今)"
CLOCK = (
    rf"(?:{DAYTIME} ?(?:{_HOUR}[时点]{_MINUTE}?|\d\d?:\d\d)|\d\d?时{_NO_HOUR}{_MINUTE}?|{_HOUR}点{_MINUTE}"
    r"|(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)"
)
# A look at the next character first: nearly always there is no such thing, and `re` finds out at once.
_CLOCKED = rf"(?: ?(?=[\d{NINE}十两凌清早上中下傍晚夜深])(?:{CLOCK}|{DAYTIME}))?"

# Years. One of two digits is a year only where a part of a year follows.
_RELATIVE_YEAR = (
    "今年|去年|(?<![说声证])明年|(?<![以之])上年(?!纪)|(?<![之以提目此])前年|(?<![之以今最此])后年|当年|这一年|上一年"
    rf"|下一年|翌年|同年(?![级龄])|(?<![\d{NINE}十两每首多几再本届])次年|(?<![成资基文版])本年"
)
NTH_MONTH = rf"第(?:\d\d?|[{NINE}十]{{1,2}})个月"
_PART_AHEAD = rf"(?= ?(?:(?:\d\d?|[{NINE}十]{{1,2}})月|[上下]半年|第?[{NINE}1-4]季|[前后][{NINE}两\d]|{NTH_MONTH}))"
_FULL_YEAR = rf"(?:1\d|20|21)\d\d|[一二][{DIGIT}]{{3}}|[二两]千零?[{NINE}十]{{1,3}}"
_SHORT_YEAR = rf"0\d|[零〇][{NINE}]|[五六七八九][零〇]"
YEAR = (
    rf"(?:(?:{_FULL_YEAR}|{_SHORT_YEAR}) ?年|(?:\d\d|[{NINE}]{{2,3}}|[二两]千)年{_PART_AHEAD}|{_RELATIVE_YEAR})"
    "(?:度(?![假量]))?"
)

# Parts of a year.
MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{NINE}])"
DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[{NINE}]?|十[{NINE}]?|[{NINE}])"
RELATIVE_MONTH = "(?:本月|当月|这个月|上上个?月|(?<!以)上个?月|下个?月|次月|首月|同月)份?"
THIRD = f"(?:上旬|中旬|下旬|月?{_START_OF}|月?[底末])"
QUARTER = r"(?:第[一二三四1-4]个?季度|[一二三四1-4]季度|首季度?|(?<!以)上一?个?季度|本季度|Q[1-4]季度)"
FIRST_MONTHS = rf"[前头](?:\d\d?|[{NINE}两十]{{1,2}})(?:个?月份?|个?季度)"
# 1月至11月底 and 1月至11月5日 are two points.
SPAN_OF_MONTHS = rf"{MONTH}(?:月份?)?{JOIN}{MONTH}(?:月份?|季度)(?!{THIRD}|{DAY}[日号])"
# 10月31 alone in its clause is a day without its 日; 10月31家, 10月31.5 and 10月31,200 are counts.
_ALONE = r"(?! ?[\w.%‰/:~-]|,\d)"
SPAN_OF_DAYS = rf"{MONTH}月 ?{DAY}[日号]?{JOIN}(?:{MONTH}月)?{DAY}(?:[日号]|(?:(?<=月\d)|(?<=月\d\d)){_ALONE})"
LAST_DAYS = rf"的?最后(?:\d\d?|[{NINE}十两]{{1,3}})天"
IN_MONTH = rf"(?:{DAY} ?[日号](?![线楼文])|(?:3[01]|[12]\d|0?[1-9]){_ALONE}|{THIRD}|的?第[{NINE}1-5]周|{LAST_DAYS})"
# 一月一报 is a habit, no January, and 三月三 a feast of some places.
IN_YEAR = (
    rf"(?:{SPAN_OF_DAYS}|{SPAN_OF_MONTHS}|(?!一月一[^日]|三月三(?![日号月])){MONTH}月份? ?{IN_MONTH}?|[上下]半年"
    rf"|{QUARTER}[末底]?|{FIRST_MONTHS}|全年度?(?![级龄]))"
)

# Names of the calendar; a quotation mark that opens must close.
_NAMES = festival_names()
_FIRSTS = "".join(sorted({name[0] for name in _NAMES}))
_SEASON_FIRSTS = "".join(sorted({name[0] for name in season_names()}))
_BARE_FESTIVAL = re.sub("(?=期间|时节|假期)", QUOTE, _either(_NAMES))
FESTIVAL = (
    rf"(?=[\"'“‘{_FIRSTS}])(?:[\"'“‘](?=[^“”]{{1,6}}[\"'”’]))?(?:{_BARE_FESTIVAL}){QUOTE}"
    rf"(?:小长假|黄金周|长假|放假|假期|期间){{0,2}}(?!{QUOTE}劳动奖)"
)
SEASON = _either(season_names())
EVENT = _either(event_names()).replace("党的", "(?:党的)?")
PLAN = rf"{QUOTE} ?(?:十? ?[{NINE}]|(?<=[“\"‘'])十) ?五 ?{QUOTE} ?"

# Parts of a year that are one only beside it: 八月十五 without 日; 年初, 末, 冬, 汛期, 后3个月.
_DAY_WITHOUT_MARK = rf"[{NINE}十]{{1,2}}月[二三]?十[{NINE}]?(?![{NINE}日号个家项万千百余多户人])"
_BESIDE_YEAR = (
    rf"(?:年初|年底|年末|年中(?![国央心小医华学])|年?伊始|{_START_OF}|末(?![端梢])|底(?![线部色价数])"
    rf"|{FESTIVAL}|{SEASON}|[春夏秋冬](?![奥收种粮播耕运])|后(?:\d|[{NINE}两])个?月|{NTH_MONTH}"
    ")"
)
_WITHOUT_YEAR = rf"(?:(?<![青少老中成\d{NINE}十])年[初末底]|岁末)"
RELATIVE_DAY = (
    "(?:今天|今日(?!头条)|今[早晨晚]|昨[天日晚夜]|(?<![之以目提最今此])前天|明天|(?<![说证])明日"
    "|(?<![之以最今此])后天|当[天日晚])"
)
WEEK = rf"(?:上上|下下|上一?|下一?|本|这一?)个?(?:周|星期)(?![边围期年转密])[{NINE}日天末]?"
_DATED = rf"(?:{RELATIVE_DAY}|{WEEK})(?:[(]{MONTH}月{DAY}[日号][)])?"
_NUMERIC = r"(?:19|20)\d\d(?:-\d\d?-\d\d?|/\d\d?/\d\d?|\.\d\d?\.\d\d?)(?![\d/.-])"
_CENTURY = (
    rf"(?:(?:上个?|本|1\d|2[01]|十[{NINE}]?|二十一?)世纪(?:(?:\d0|[{NINE}]十)年代)?|(?:[1-9]0|[{NINE}]十)年代)"
    "(?:初期?|中叶|中期|末期?)?"
)
_DAY_OF_MONTH = rf"(?<![第个近每满超约共达需\d{NINE}])(?:\d\d?|[二三]?十[{NINE}]?)日(?![内游均龄])"
_PART_OF_YEAR = (
    rf" ?(?=[\d{NINE}十上下第首本Q前头后全年伊末底初春夏秋冬\"'“‘{_FIRSTS}{_SEASON_FIRSTS}])"
    f"(?:{_DAY_WITHOUT_MARK}|{IN_YEAR}|{_BESIDE_YEAR})"
)
# One stretch of days named as one.
POINT = (
    rf"(?:(?:{YEAR}(?:{_PART_OF_YEAR})?|{IN_YEAR}|{RELATIVE_MONTH}{IN_MONTH}?|{_WITHOUT_YEAR}"
    rf"|{_NUMERIC}|{_DATED}|{_DAY_OF_MONTH}){_CLOCKED}|{_CENTURY}|{FESTIVAL}|(?:{SEASON})期间)"
)
NOW = "(?:目前|当前(?!的?位置)|现如今|如今|现在|现阶段|眼下|时至今日|至今|迄今)(?:为止)?"

# Where a rule can begin: first characters, and what stands behind each of them.
_NUMBERED = (
    rf"[\d{DIGIT}两十百千几]{{0,3}}(?: ?[多余])?(?: ?[年月日号天周季]|时|个[月周季半星]|点[半整\d{NINE}]|:\d|世纪"
    rf"|[./-]\d\d?[./-]\d|{QUOTE} ?[五以时期初末假]|{JOIN}[\d{NINE}十])"
)
_POINT_AHEAD = (
    rf" ?(?:[\d{DIGIT}两十半几]{_NUMBERED}|[今去明][年天日]|[前上下本次首当昨][年月天个半周季世]"
    r"|[春国中端清元][节庆秋午明旦]|年[初底末]|[“\"]十|党的)"
)
STARTS = (
    ("0123456789", rf"(?<![\d.第]\d){_NUMBERED}"),
    (NINE + "十两零〇百", rf"(?<![{DIGIT}十百两几第].){_NUMBERED}"),
    ("半几数", "[年个十]|天"),
    ("今去明", "[年天日早晨晚明后春夏秋冬]"),
    ("上下", rf"[上下一半个]?[半个]?[年月周季星世旬午]|[{NINE}两\d]"),
    ("前头后", rf"[年天{NINE}两十\d]"),
    ("昨当本同次首翌岁全", "[年月日天晚夜周世季前末期]"),
    ("年", "[初末底内]"),
    ("到至从自", _POINT_AHEAD),
    ("到", "[目现]"),
    ("至", "今"),
    ("截", "[至止]"),
    ("目如迄眼", "[前今下]"),
    ("现时", "[如在阶至]"),
    ("这", rf"[个几十{NINE}两\d周年]"),
    ("第", "[一二三四1-4]"),
    ("近过未往接连", rf"[{NINE}两十半几\d去来后下续]"),
    ("最", "近"),
    ("每", rf"[{NINE}两个年月季周天日晚学半\d]"),
    ("用利历", rf"[{NINE}两半\d用时]"),
    ("赶", "在"),
    ("凌清早上中下傍晚夜深", "[晨上午间晚夜]"),
    ("“\"'‘", rf" ?(?:十? ?[{NINE}]? ?五|{'|'.join(_NAMES)})"),
    ("Q", "[1-4]季"),
    *((name[0], name[1:]) for name in (*_NAMES, *season_names(), *event_names())),
    *((name[2], name[3:]) for name in event_names() if name.startswith("党的")),
)
