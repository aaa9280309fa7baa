"""Numbers whose unit stands elsewhere: in lists (45、55、65%), changes (由310增至480个), ratios, nouns (7万亿).

As with the forms, a pattern says what follows a numeral.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..lexicon import table
from .numeral import Numeral
from .quantity_form import Match, Readings
from .quantity_reading import Number, Reading, amount, measured, number_at, reading
from .rule import Rule

_DECIMAL = r"\d+(?:\.\d+)?"
_AND = frozenset("、和与及或")
# What stands before the first number of a change.
_CHANGING = frozenset("由从")
_DATED = re.compile("[由从][^,。;、由从]{2,12}的$")
_HUNDRED = Decimal(100)
# The longest list whose members share a unit.
_MEMBERS = 6
# How far left of a scaled number a word for its unit is looked for.
_REACH = 30
# What a number whose unit is left out ends with.
SCALES = frozenset("万亿余多")


class ElidedUnit(NamedTuple):
    """A word behind or before a scaled number that tells its unit."""

    surface: str
    side: str
    unit: str
    example: str


class _Elided(NamedTuple):
    behind: re.Pattern[str]
    ahead: re.Pattern[str]
    unit_behind: dict[str, str]
    unit_ahead: dict[str, str]


@cache
def _elided() -> _Elided:
    sides: dict[str, dict[str, str]] = {"after": {}, "before": {}}
    for row in table("elided_units", ElidedUnit):
        sides[row.side][row.surface] = row.unit
    after, before = ("|".join(sorted(sides[side], key=len, reverse=True)) for side in ("after", "before"))
    behind = re.compile(rf"[^\d,。;、!?:\n]{{0,9}}?({after})")
    ahead = re.compile(rf"({before})(?!.*(?:{before}))[^\d,。;!?:\n]{{0,14}}$")
    return _Elided(behind, ahead, sides["after"], sides["before"])


def _listed(text: str, first: Number) -> list[Number]:
    """Return the numbers of a list, each behind an 、 or 和, from the first on."""
    members = [first]
    while len(members) < _MEMBERS and text[members[-1].end : members[-1].end + 1] in _AND:
        following = number_at(text, members[-1].end + 1)
        if not following:
            break
        members.append(following)
    return members


def make_list(match: Match, number: Number) -> Readings:
    """Return the members of a list that take the unit of its last."""
    members = _listed(match.string, number)
    last = measured(match.string, members[-1])
    if not last or last.amount.unit == "年":
        return ()
    unit, surface = last.amount.unit, last.amount.unit_text
    return tuple(
        Reading(member.start, member.end, amount(member.numeral, unit, surface, last.amount.qualifier))
        for member in members[:-1]
        if member.numeral
    )


def begins_change(text: str, start: int) -> bool:
    """Return whether a number stands where a change begins: right behind 由 or 从, or their date (由2005年的645)."""
    previous = text[start - 1 : start]
    return previous in _CHANGING or (previous == "的" and _DATED.search(text, max(0, start - 15), start) is not None)


def make_change(match: Match, number: Number) -> Readings:
    """Return the first end of a change with the unit of the second; of decimals without any unit both ends, bare."""
    text = match.string
    new = number_at(text, match.end())
    second = measured(text, new) if new else None
    if not begins_change(text, number.start) or not new or not number.numeral or not new.numeral:
        return ()
    if second:
        if second.amount.unit == "年":
            return ()
        return (reading(text, number.start, number.end, number.numeral, second.amount.unit, second.amount.unit_text),)
    if "." not in number.text + new.text:
        return ()
    return tuple(Reading(end.start, end.end, amount(end.numeral, "")) for end in (number, new) if end.numeral)


def make_ratio(match: Match, number: Number) -> Readings:
    """Return a ratio to one as a multiple: 2.3:1 and 1:3.4."""
    if match["one"] and number.numeral:
        return (reading(match.string, number.start, match.end(), number.numeral, "倍"),)
    return (
        (reading(match.string, number.start, match.end(), Numeral(Decimal(match["to"])), "倍"),)
        if number.text == "1"
        else ()
    )


def make_structure(match: Match, number: Number) -> Readings:
    """Return the parts of a whole that are written A:B:C as percentages, if they are."""
    first = number.numeral.number if number.numeral else None
    if first is None:
        return ()
    spans = [(number.start, number.end), match.span("second"), match.span("third")]
    parts = [first, Decimal(match["second"]), Decimal(match["third"])]
    if abs(sum(parts) - _HUNDRED) > 1:
        return ()
    return tuple(Reading(*span, amount(Numeral(part), "%")) for span, part in zip(spans, parts, strict=True))


def make_scaled(match: Match, number: Number) -> Readings:
    """Return scaled numbers whose unit the nouns around tell, or nothing when they do not."""
    if number.text[-1] not in SCALES or not number.numeral:
        return ()
    text = match.string
    found = reading(text, number.start, number.end, number.numeral, "")
    unit = _unit_around(text, number, found.end)
    if not unit:
        return ()
    members = [member for member in _listed(text, number)[1:] if member.text[-1] in SCALES and member.numeral]
    first = found._replace(amount=found.amount._replace(unit=unit))
    return (first, *(Reading(m.start, m.end, amount(m.numeral, unit)) for m in members if m.numeral))


def _unit_around(text: str, number: Number, end: int) -> str | None:
    words = _elided()
    noun = words.behind.match(text, end)
    if noun:
        return words.unit_behind[noun[1]]
    noun = words.ahead.search(text, max(0, number.start - _REACH), number.start)
    if noun:
        return words.unit_ahead[noun[1]]
    return "个" if number.numeral and number.numeral.more and "一" <= text[end : end + 1] <= "龥" else None


# The characters that may follow the first numeral of a construction; one that is not listed takes any.
FOLLOWED_BY = {"shared_unit": _AND, "structure": frozenset(":"), "ratio": frozenset(":")}

RULES = (
    Rule(
        "shared_unit",
        r"[、和与及或](?=[\d零一二两三四五六七八九十百千])",
        make_list,
        yes=("分别为{1|1 个}、{2|2 个}、3个", "达{1200万|12000000 人次}、1150万人次"),
        no=("2021、2022年", "新建3、4号线"),
    ),
    Rule(
        "changed",
        r"[^\d\s,。;、:()]{1,6}[至到为](?=\d)",
        make_change,
        yes=("由{310|310 个}增至480个", "倍差从{2.15|2.15}缩小至{1.9|1.9}"),
        no=("从300户增到500户", "由3月提前到2月"),
    ),
    Rule(
        "structure",
        rf":(?P<second>{_DECIMAL}):(?P<third>{_DECIMAL})(?![\d:])",
        make_structure,
        yes=("产业结构为{5|5 %}:{40.5|40.5 %}:{54.5|54.5 %}",),
        no=("比例为1:4:5", "时间10:20:70:00"),
    ),
    Rule(
        "ratio",
        rf":(?:(?P<one>1)(?![\d:.])|(?P<to>{_DECIMAL})(?![\d:.]))",
        make_ratio,
        yes=("收入比缩小至{2.3:1|2.3 倍}",),
        no=("比分3:2", "开场时间10:15"),
    ),
    Rule(
        "scaled",
        "",
        make_scaled,
        yes=(
            "生产总值{跨越7万亿|over 7000000000000 元}",
            "新增{1.8万|18000 人}农业转移人口",
            "{百余|over 100 个}事项",
        ),
        no=("加快建设7万吨码头", "1.8万级"),
    ),
)
