"""Units as written → canonical units: the surfaces of lexicon/units.tsv, composed as X/Y and X(Y)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import ascii_letters, digits
from typing import NamedTuple

from ..lexicon import Unit, table


class UnitGuard(NamedTuple):
    """A classifier that also begins words: what may not follow it, and whether it may follow one Chinese digit."""

    surface: str
    not_before: str
    after_han: str
    example: str


class Written(NamedTuple):
    """A unit as it stands in the text, and where it ends."""

    surface: str
    end: int


class _Index(NamedTuple):
    surfaces: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    guards: Mapping[str, tuple[str, ...]]
    divisors: re.Pattern[str]


_LATIN = frozenset(ascii_letters)
_LATIN_OR_DIGIT = frozenset(ascii_letters + digits)
# Other units that the same number counts: 套(间), 辆(艘、架、列)次.
_OTHER = re.compile(r"\((?P<others>[一-龥、/]{1,8})\)(?P<rest>次?)")


@cache
def units() -> Mapping[str, Unit]:
    """Return the rows of the table by surface.

    >>> units()["名"].canonical, units()["亩"].base, units()["亩"].factor
    ('人', '平方米', '666.666667')
    """
    return {row.surface: row for row in table("units", Unit)}


@cache
def never_after_one_digit() -> frozenset[str]:
    """Return the classifiers that make a word or a name with a single Chinese digit (三角, 四方).

    >>> "角" in never_after_one_digit(), "家" in never_after_one_digit()
    (True, False)
    """
    return frozenset(row.surface for row in table("unit_guards", UnitGuard) if row.after_han == "no")


@cache
def unit_openings() -> frozenset[str]:
    """Return the characters that a unit can begin with.

    >>> {"家", "元", "%"} <= unit_openings()
    True
    """
    return frozenset(_index().lengths)


def unit_at(text: str, at: int) -> Written | None:
    """Return the longest unit at a place of the folded text, simple or composed, or None.

    >>> unit_at("300元/平方米起", 3), unit_at("15套(间)", 2), unit_at("15家庭", 2)
    (Written(surface='元/平方米', end=8), Written(surface='套(间)', end=6), None)
    """
    index = _index()
    for length in index.lengths.get(text[at : at + 1], ()):
        word = text[at : at + length]
        end = at + len(word)
        if word in index.surfaces and not text.startswith(index.guards.get(word, ()), end):
            if word[-1] in _LATIN and text[end : end + 1] in _LATIN_OR_DIGIT:
                continue
            return _composed(text, at, end, index.divisors)
    return None


def canonical(surface: str) -> str:
    """Return the canonical form of a unit as written.

    >>> canonical("套(间)"), canonical("名"), canonical("元 /㎡"), canonical("辆(艘、架、列)次")
    ('套', '人', '元/平方米', '辆次')
    """
    if surface in units():
        return units()[surface].canonical
    surface = _OTHER.sub(r"\g<rest>", surface.replace(" ", ""))
    return "/".join(units()[part].canonical if part in units() else part for part in surface.split("/"))


def _composed(text: str, start: int, end: int, divisors: re.Pattern[str]) -> Written:
    if text[end : end + 1] == "(":
        other = _OTHER.match(text, end)
        end = other.end() if other and units().keys() >= set(re.split("[、/]", other["others"])) else end
    if text[end : end + 1] in "/ ":
        per = divisors.match(text, end)
        end = per.end() if per else end
    return Written(text[start:end], end)


@cache
def _index() -> _Index:
    # 元/吨 and its like are composed when they are met.
    surfaces = frozenset(surface for surface in units() if "/" not in surface or surface.split("/")[0] not in units())
    lengths: dict[str, set[int]] = {}
    for surface in surfaces:
        lengths.setdefault(surface[0], set()).add(len(surface))
    divisors = {part for surface in units() if "/" in surface for part in surface.split("/")[1:]}
    either = "|".join(re.escape(part) for part in sorted(divisors, key=len, reverse=True))
    return _Index(
        surfaces,
        {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()},
        {row.surface: tuple(row.not_before.split()) for row in table("unit_guards", UnitGuard)},
        re.compile(rf"(?: ?/ ?\d{{0,3}}(?:{either})){{1,2}}"),
    )
