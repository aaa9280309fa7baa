"""Place expressions (全省, 我市, 河南鹤壁淇滨区, 恩平市的牛江镇): Document → Document + region mentions.

Names come from lexicon/regions.tsv, shapes from region_rule. One automaton finds every name and every head of a rule
in one pass; a rule is then tried only where its head stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from ..document import Document, Mention
from ..lexicon import Region
from ..lexicon.place import by_bare, by_spelling, lies_in
from .region_rule import HEADS, LONGEST_TAIL, SETTLEMENT, TAILS
from .rule import Rule

# The name of something that is called after the place.
_NAMESAKE = re.compile(
    "大学|学院|银行|日报|卫视|大道|精神|会议|时间|冬奥|[路街](?![段面网基况灯权口道区镇边头巷])|大街|[茶话菜]"
)
# A name that begins or ends inside another word: 强大|连接, 入海|口, 拱北|海关.
_SEAM = re.compile("[重强巨扩壮盛]大|[入出近]海|复合肥|[西东华拱]北海|平安顺|普通化")
# 省和县, 建成县级: a name of one character and 县 stands alone or behind a particle.
_BOUND = re.compile("[一-龥](?<![在和与及到从对为的])[一-龥][县市]")
# 市民, 区域: the last character of the name belongs to the next word.
_SUFFIX_OF_NEXT = re.compile("市[民场]|区[域间块位]|县域")
_AFTER_BARE = re.compile("[^一-龥]|[的等和与及市县区]|$")


# Start, end and word of a name, or of a head of a rule, as the automaton found it.
Hit: TypeAlias = tuple[int, int, str]


def regions(doc: Document) -> Document:
    """Add a mention for each place expression; its value is the text of the expression.

    A name, the names of divisions inside it that follow at once, and a town, zone or 全市 behind them are one mention.

    >>> text = "全省新建水库8座，其中河南鹤壁淇滨区2座。"
    >>> [m.value for m in regions(Document(text, folded=text)).mentions]
    ['全省', '河南鹤壁淇滨区']
    """
    return replace(doc, mentions=doc.mentions + tuple(_places(doc.folded)))


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    words = [*by_spelling(), *HEADS, *(TAILS.keys() - HEADS.keys())]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def _places(text: str) -> Iterator[Mention]:
    automaton, words = _automaton()
    hits: list[Hit] = [(start, end, words[number]) for number, start, end in automaton.find_matches_as_indexes(text)]
    hits.append((len(text), len(text), ""))
    done = 0
    for index, (start, end, word) in enumerate(hits):
        if start < done:
            continue
        if word in HEADS:
            found = _ruled(HEADS[word], text, start, end, done)
        else:
            found = _named(text, hits, index) if word in by_spelling() else None
        if found:
            yield found
            done = found.end


def _ruled(rule: Rule, text: str, start: int, end: int, done: int) -> Mention | None:
    """Try `rule` at its head, or, when the head is the last word (村), at the places before it, the farthest first.

    A settlement must be named twice: 柳沟村 comes again, 形成村 (集体收入) does not.
    """
    for at in range(max(done, start - 4), start - 1) if rule is SETTLEMENT else (start,):
        match = rule.regex.match(text, at)
        if match and match.end() >= end and (rule is not SETTLEMENT or text.count(match[0]) > 1):
            return Mention(at, match.end(), "region", match[0], rule.name)
    return None


def _named(text: str, hits: list[Hit], index: int) -> Mention | None:
    """Return the name at `index` with the divisions inside it and the tail behind, or None where it is no place."""
    start, end, word = hits[index]
    if start and (_SEAM.match(text, start - 1) or (end - start == 2 and _BOUND.match(text, start - 1))):
        return None
    at, rows = start, by_spelling()[word]
    while True:
        index = next(later for later in range(index, len(hits)) if hits[later][0] >= end)
        below = _below(text, end, rows, hits[index])
        if not below:
            break
        at, (end, rows) = end, below
    if _SUFFIX_OF_NEXT.match(text, end - 1):
        end -= 1
        if text[at:end] not in by_spelling():
            return None
    if _NAMESAKE.match(text, end):
        return None
    tail = TAILS.get(hits[index][2]) if hits[index][0] <= end + LONGEST_TAIL else None
    match = tail.regex.match(text, end) if tail else None
    if tail and match:
        return Mention(start, match.end(), "region", text[start : match.end()], tail.name)
    return Mention(start, end, "region", text[start:end], "place_name")


def _below(text: str, at: int, rows: tuple[Region, ...], hit: Hit) -> tuple[int, tuple[Region, ...]] | None:
    """Return the end and rows of a division of one of `rows` that stands at `at`, None when there is none."""
    if hit[0] == at and hit[2] in by_spelling():
        inside = _inside(by_spelling()[hit[2]], rows)
        if inside:
            return hit[1], inside
    for length in (4, 3, 2):
        form = text[at : at + length]
        if len(form) == length and form in by_bare():
            inside = _inside(by_bare()[form], rows)
            if inside and (form.endswith("区") or _AFTER_BARE.match(text, at + length)):
                return at + length, inside
    return None


def _inside(rows: tuple[Region, ...], outer: tuple[Region, ...]) -> tuple[Region, ...]:
    return tuple(row for row in rows if any(lies_in(row, other) for other in outer))
