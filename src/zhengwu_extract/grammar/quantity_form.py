"""The forms of one quantity (15家, 3至5个, 百分之九十, 50元6角), the special ones first.

A pattern is matched where a numeral ends: it says what follows. Its make is given the match and the numeral.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .numeral import Numeral, parse_numeral
from .quantity_reading import Number, Reading, measured, number_at, reading, tenths, times
from .quantity_unit import canonical, unit_at, units
from .rule import Rule

Match = re.Match[str]
Readings = tuple[Reading, ...]

_TEN, _HUNDRED, _THOUSAND = Decimal(10), Decimal(100), Decimal(1000)
_ONE_TO_NINE = "一二三四五六七八九"
_SCALE_END = re.compile(r"[十百千]?[万亿]+$|[百千]$")
_BIG_END = re.compile(r"[万亿]+$")
_FROM = frozenset("从由自")
_CURRENCIES = {
    **{
        unit.surface: unit.canonical for unit in units().values() if unit.dimension == "money" and len(unit.surface) > 1
    },
    "$": "美元",
    "US$": "美元",
    "HK$": "港元",
    "¥": "元",
    "€": "欧元",
    "£": "英镑",
}
_CURRENCY_BEFORE = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_CURRENCIES, key=len, reverse=True)))}) ?$")
_CURRENCY_REACH = 6
# The last characters of what may name the currency before a number.
CURRENCY_ENDS = frozenset(name[-1] for name in _CURRENCIES)
_WARM_WORDS = re.compile("温|摄氏|华氏|零下|零上")
_WARM_REACH = 8
# How many of the first unit one of each following part is.
_PARTS = {
    "元": {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")},
    "斤": {"两": Decimal("0.1")},
    "米": {"": Decimal("0.1")},
}
_CLAUSE_END = frozenset(",。;、!?:\n")


def make_counted(match: Match, number: Number) -> Readings:
    """Return the numeral with its unit."""
    found = measured(match.string, number)
    return (found,) if found else ()


def make_range(match: Match, number: Number) -> Readings:
    """Return the range between two numerals; the first takes unit and scale of the second where it has none.

    从5%到8% is no range but a change.
    """
    text = match.string
    other = number_at(text, match.end())
    last = measured(text, other) if other else None
    change = match["to"] in ("至", "到") and text[number.start - 1 : number.start] in _FROM
    if not other or not last or change or last.amount.number is None:
        return ()
    least = _least(number, match["low_unit"], other, last)
    if least is None or least >= last.amount.number:
        return ()
    amount = last.amount._replace(number=None, low=least, high=last.amount.number, qualifier="range")
    return (Reading(number.start, last.end, amount),)


def _least(number: Number, surface: str, other: Number, last: Reading) -> Decimal | None:
    """Return the lower bound of a range, None when it is in another unit than the upper."""
    low, most = number.numeral, last.amount.number
    if low is None or low.number is None or most is None:
        return None
    if last.amount.unit_text in ("成", "折"):
        low = tenths(low)
    if surface:
        return low.number if canonical(surface) == last.amount.unit else None
    for ends in (_SCALE_END, _BIG_END):
        scale = None if ends.search(number.text) else ends.search(other.text)
        factor = parse_numeral(scale[0]) if scale else None
        if low.number and factor and factor.number and low.number * factor.number <= most:
            return low.number * factor.number
    return low.number


def make_fraction(match: Match, number: Number) -> Readings:
    """Return a fraction as a percentage, thousandths as ‰; 3/2 is none."""
    numeral = number.numeral
    if numeral is None or not numeral.fraction or numeral.number is None:
        return ()
    if "/" in number.text and numeral.number >= 1:
        return ()
    thousandths = number.text.startswith("千分之")
    scaled = times(numeral, _THOUSAND if thousandths else _HUNDRED)
    return (reading(match.string, number.start, number.end, scaled, "‰" if thousandths else "%"),)


def make_tenths(match: Match, number: Number) -> Readings:
    """Return 三成五 as 35 %."""
    whole, tenth = number.numeral, parse_numeral(match["tenth"])
    if not whole or not tenth or whole.number is None or tenth.number is None or whole.number >= _TEN:
        return ()
    share = Numeral(whole.number * _TEN + tenth.number)
    return (reading(match.string, number.start, match.end(), share, "%", "成"),)


def make_half(match: Match, number: Number) -> Readings:
    """Return 一半 as 50 %."""
    if number.text != "一":
        return ()
    return (reading(match.string, number.start, match.end(), Numeral(Decimal(50)), "%"),)


def make_parts(match: Match, number: Number) -> Readings:
    """Return a quantity in two or three units as one sum in the first: 50元6角三分, 六斤八两, 三米九."""
    text, surface, end = match.string, match["unit"], match.end()
    total, parts = number.numeral and number.numeral.number, 0
    while total is not None:
        part = number_at(text, end)
        value = part.numeral.number if part and part.numeral else None
        small = next((name for name in _PARTS[surface] if part and text.startswith(name, part.end)), None)
        if part is None or value is None or small is None or (not small and not _closed(text, part.end)):
            break
        total, end, parts = total + value * _PARTS[surface][small], part.end + len(small), parts + 1
    if not parts or total is None:
        return ()
    return (reading(text, number.start, end, Numeral(total), canonical(surface), surface),)


def _closed(text: str, end: int) -> bool:
    return end == len(text) or text[end] in _CLAUSE_END


def make_currency(match: Match, number: Number) -> Readings:
    """Return a sum whose currency stands before it: 港币3000元, ¥300."""
    text = match.string
    named = _CURRENCY_BEFORE.search(text, max(0, number.start - _CURRENCY_REACH), number.start)
    numeral = number.numeral
    if not named or numeral is None or (not match["yuan"] and unit_at(text, number.end)):
        return ()
    surface = named[0].strip()
    return (reading(text, number.start, match.end(), numeral, _CURRENCIES[surface], surface),)


def make_temperature(match: Match, number: Number) -> Readings:
    """Return degrees of heat, where the words before say that they are."""
    warm = _WARM_WORDS.findall(match.string, max(0, number.start - _WARM_REACH), number.start)
    numeral = number.numeral
    if not warm or numeral is None:
        return ()
    unit = "华氏度" if "华氏" in warm else "摄氏度"
    return (reading(match.string, number.start, match.end(), numeral, unit, match["degree"]),)


# The characters that may follow the numeral of a form; a form that is not listed takes any.
FOLLOWED_BY = {
    "parts": frozenset(_PARTS),
    "tenths": frozenset("成"),
    "temperature": frozenset("度°"),
    "half": frozenset("半"),
}

RULES = (
    Rule(
        "parts",
        r"(?P<unit>[元斤米])(?=[\d零一二两三四五六七八九十])",
        make_parts,
        yes=("缴费{50元6角三分|50.63 元}", "收瓜{六斤八两|6.8 斤}", "高{三米九|3.9 米}"),
        no=("缴费50元", "50元6个"),
    ),
    Rule(
        "range",
        r"(?P<low_unit>[^\d\s,。;、:~至到()-]{0,4}?) ?(?:\(含\))?(?P<to>-{1,2}|~|至|到) ?"
        r"(?=[\d零一二两三四五六七八九十百千万])",
        make_range,
        yes=("培育{3-5个|3..5 个}园区", "投资{5至8亿元|500000000..800000000 元}", "占{30%-40%|30..40 %}"),
        no=("培育5个园区", "由3个到达5个", "从5%到8%"),
    ),
    Rule(
        "tenths",
        rf"成(?P<tenth>[{_ONE_TO_NINE}])(?![{_ONE_TO_NINE}十百千])",
        make_tenths,
        yes=("占{三成五|35 %}",),
        no=("占三成多",),
    ),
    Rule(
        "temperature",
        r" ?(?P<degree>[度°])(?![CF电])",
        make_temperature,
        yes=("最高气温升至{37度|37 摄氏度}", "华氏{70度|70 华氏度}"),
        no=("用电37度",),
    ),
    Rule(
        "currency",
        r" ?(?P<yuan>元(?!/))?",
        make_currency,
        yes=("港币{3000元|3000 港元}", "$ {2.5亿|250000000 美元}"),
        no=("3000元", "用2亿美元15家"),
    ),
    Rule(
        "counted",
        "",
        make_counted,
        yes=(
            "新建{15家|15 家}便民市场",
            "培训{约2.4万名|about 24000 人}职工",
            "增长{5.1%|5.1 %}",
            "提高{3.2个百分点|3.2 百分点}",
            "{九成以上|over 90 %}农户",
            "筹集{3亿多元|over 300000000 元}",
            "历时{三年半以上|over 3.5 年}",
        ),
        no=("走进千家万户", "第15家门店", "三角洲湿地"),
    ),
    Rule(
        "fraction",
        "(?!半)",
        make_fraction,
        yes=("完成{百分之九十五|95 %}", "占{1/4|25 %}", "死亡率{千分之三|3 ‰}", "压缩{四分之三以上|over 75 %}"),
        no=("比分3/2", "新建15家"),
    ),
    Rule(
        "half",
        "半(?![年导岛天小个月])",
        make_half,
        yes=("其中{约有一半|about 50 %}外销",),
        no=("一半小时内", "另半边"),
    ),
)
