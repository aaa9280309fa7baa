"""Approximation words before and behind a number: 约, 超过, 不少于 … 以上, 左右, 以内."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..document import Qualifier
from ..lexicon import table


class QualifierWord(NamedTuple):
    """A word that stands `before` or `after` a quantity and makes it `qualifier`; `guard` must not adjoin it."""

    surface: str
    side: str
    qualifier: Qualifier
    guard: str
    example: str


class Bound(NamedTuple):
    """What an approximation word says, and where the quantity with it begins (or ends)."""

    at: int
    qualifier: Qualifier


def _words(side: str) -> Mapping[str, QualifierWord]:
    return {row.surface: row for row in table("qualifiers", QualifierWord) if row.side == side}


_BEFORE, _AFTER = _words("before"), _words("after")
_GUARDS = {word.surface: tuple(word.guard.split()) for word in (*_BEFORE.values(), *_AFTER.values())}
_BEFORE_LENGTHS = sorted({len(word) for word in _BEFORE}, reverse=True)
_AFTER_LENGTHS = sorted({len(word) for word in _AFTER}, reverse=True)
_BEFORE_LAST = frozenset(word[-1] for word in _BEFORE)
_AFTER_FIRST = frozenset(word[0] for word in _AFTER) | {" "}
# What may stand between the word and the number: 突破了, 不低于每人每月.
_LOOSE = re.compile(r"(?:了| |每.{1,2}){1,3}$")
_LOOSE_LAST = frozenset("了 月年人户亩天次台件")
_LOOSE_REACH = 8
# Words that bound a number across what stands between: 不超过造价的5%, 至少联系1家, 约占全国的1/3, 最高资助可达3万元;
# and all members of a list: 最高分别为100万元、200万元.
_FAR = re.compile(
    r"(?:(?P<word>不[得应]?(?:超过|低于|少于|高于)|至少|至多|最多(?!达)|最少"
    r"|最高(?=可|给予|[补资]助|补贴(?!气)|奖|支持|分别|贷款额度|限额))[^\d,。;、:一二三四五六七八九十]{1,18}"
    r"|(?P<share>约占)[^\d,。;、:]{1,18}|(?P<of>约[为是])[^\d,。;、:]{1,18}的)(?:\d[\d.]*[^\d,。;、:]{1,3}[、和]){0,4}$"
)
_FAR_REACH = 48
_FAR_WORDS: Mapping[str, Qualifier] = {"约占": "about", "约为": "about", "约是": "about", "最高": "under"}
# 多 alone bounds a number at the end of a phrase (15倍多), before other words it belongs to them (15个多功能厅).
_OF_MORE_WORDS = re.compile("(?![的地])[一-龥]")
# 内 alone bounds nothing but a length of time: 15天内.
_TIME_UNITS = frozenset("天时钟日月周年秒")


def before(folded: str, start: int) -> Bound:
    """Return the approximation word before the number at `start`; (start, "exact") without one.

    A word that bounds the number from further left does not move the start.

    >>> before("补助不低于300元", 5), before("不超过造价的5%", 6), before("签约28个", 2)
    (Bound(at=2, qualifier='over'), Bound(at=6, qualifier='under'), Bound(at=2, qualifier='exact'))
    """
    last = folded[start - 1 : start]
    if last in _BEFORE_LAST:
        near = _ending(folded, start)
        if near:
            return near
    if last in _LOOSE_LAST:
        loose = _LOOSE.search(folded, max(0, start - _LOOSE_REACH), start)
        near = _ending(folded, loose.start()) if loose else None
        if near:
            return near
    far = _FAR.search(folded, max(0, start - _FAR_REACH), start)
    if not far:
        return Bound(start, "exact")
    word = far["word"] or far["share"] or far["of"]
    return Bound(start, _FAR_WORDS.get(word) or _BEFORE[word].qualifier)


def _ending(folded: str, end: int) -> Bound | None:
    for length in _BEFORE_LENGTHS:
        word = folded[max(0, end - length) : end]
        if word in _BEFORE and not folded.endswith(_GUARDS[word], 0, end - len(word)):
            return Bound(end - len(word), _BEFORE[word].qualifier)
    return None


def after(folded: str, end: int) -> Bound:
    """Return the approximation word behind the unit that ends at `end`; (end, "exact") without one.

    >>> after("15家以上", 3), after("13个内资项目", 3)
    (Bound(at=5, qualifier='over'), Bound(at=3, qualifier='exact'))
    """
    if folded[end : end + 1] in _AFTER_FIRST:
        begin = end + (folded[end : end + 1] == " ")
        for length in _AFTER_LENGTHS:
            word = folded[begin : begin + length]
            if word in _AFTER and not folded.startswith(_GUARDS[word], begin + len(word)):
                if word == "内" and folded[end - 1] not in _TIME_UNITS:
                    break
                if word == "多" and _OF_MORE_WORDS.match(folded, begin + 1):
                    break
                return Bound(begin + len(word), _AFTER[word].qualifier)
    return Bound(end, "exact")


def bounded_behind(text: str) -> bool:
    """Tell whether a quantity as written ends with an approximation word.

    >>> bounded_behind("75%以上"), bounded_behind("约75%")
    (True, False)
    """
    return text.endswith(tuple(_AFTER))


def bounded_before(text: str) -> bool:
    """Tell whether a quantity as written begins with an approximation word.

    >>> bounded_before("约75%"), bounded_before("75%以上")
    (True, False)
    """
    return text.startswith(tuple(_BEFORE))
