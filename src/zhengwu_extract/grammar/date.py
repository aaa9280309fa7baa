"""Time expressions: Document → Document + date mentions, each a Period read against the publish date.

One scan from left to right: `_GATE` finds where a rule can begin, `_ANY` which rule it is, its `make` what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ..document import Document, Mention
from .date_frame import FRAMES
from .date_reference import Reference
from .date_shapes import LENGTH, POINT, STARTS
from .date_span import SPANS
from .date_word import WORDS
from .rule import Rule

# In the order they are tried: at a place the first that matches has it, so a longer shape stands before a shorter.
RULES: tuple[Rule, ...] = (*WORDS, *SPANS, *FRAMES)


def dates(doc: Document) -> Document:
    """Add a mention for each time expression; its value is the Period it names, without ends where nothing tells them.

    >>> from datetime import date
    >>> doc = dates(Document("", folded="今年上半年增长5.1%", published=date(2022, 8, 11)))
    >>> doc.mentions[0].rule, doc.mentions[0].value.end.isoformat()
    ('point', '2022-06-30')
    """
    return replace(doc, mentions=doc.mentions + tuple(_scan(doc.folded, Reference.of(doc))))


def _scan(text: str, ref: Reference) -> Iterator[Mention]:
    at = paragraph = 0
    line_end = text.find("\n")
    for gate in _GATE.finditer(text):
        start = gate.start()
        if start < at or (match := _ANY.match(text, start)) is None:
            continue
        while 0 <= line_end < start:
            ref.new_paragraph(text[paragraph:line_end])
            paragraph, line_end = line_end + 1, text.find("\n", line_end + 1)
        rule = _BY_NAME[match.lastgroup or ""]
        found = match if rule.name in _POINT_ALONE else rule.regex.match(text, start)
        ref.around = text[max(0, start - 6) : match.end() + 8]
        if found is None or (value := rule.make(found, ref)) is None:
            continue
        at = found.end()
        if rule.name in _SET_YEAR and text[start - 1 : start] not in _COMPARING:
            ref.remember(value, found["point"])
        yield Mention(start, at, "date", value, rule.name)


def _one_regex(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return an alternation of all patterns, in which an empty group names the rule.

    What is put around a point stands last, so that the long pattern of a point is compiled once: one of the words that
    may stand before it, the point, and what may follow after that word. The other rules share a length as their stem.
    """
    plain, framed = [], dict[str, list[str]]()
    for rule in rules:
        before, point, after = rule.pattern.partition(_POINT)
        if point:
            framed.setdefault(before, []).append(f"{_unnamed(after)}(?P<is_{rule.name}>)")
        else:
            plain.append(rule)
    branches = []
    for stem, group in groupby(plain, key=lambda rule: LENGTH if rule.pattern.startswith(LENGTH) else ""):
        tails = "|".join(f"{_unnamed(rule.pattern.removeprefix(stem))}(?P<is_{rule.name}>)" for rule in group)
        branches.append(f"{_unnamed(stem)}(?:{tails})")
    fronts = [front for front in framed if front]
    follow = f"(?:{'|'.join(framed[''])})"
    for number, front in enumerate(fronts):
        follow = f"(?(before{number})(?:{'|'.join(framed[front])})|{follow})"
    words = "|".join(f"(?P<before{number}>{front})" for number, front in enumerate(fronts))
    return re.compile("|".join([*branches, f"(?:{words}|){_POINT}{follow}"]))


def _unnamed(pattern: str) -> str:
    return re.sub(r"[(][?]P<[a-z_]+>", "(?:", pattern)


def _gate() -> re.Pattern[str]:
    """Return a regex that matches the first character of whatever a rule can match, and passes over titles.

    Its branches each begin with one literal character: so `re` skips quickly to the next that occurs.
    """
    behind: dict[str, list[str]] = {}
    for chars, pattern in STARTS:
        for char in chars:
            behind.setdefault(char, []).append(pattern)
    return re.compile("《[^《》]{0,80}》|" + "|".join(f"{char}(?={'|'.join(also)})" for char, also in behind.items()))


_POINT = f"(?P<point>{POINT})"
_SET_YEAR = frozenset(("point", "span", "span_from", "as_of"))
# Rules whose match needs no other names than that of the point, which the joint pattern keeps.
_POINT_ALONE = frozenset(rule.name for rule in RULES if re.findall("[(][?]P<([a-z_]+)>", rule.pattern) == ["point"])
_COMPARING = frozenset("比较与由从是")
_BY_NAME = {f"is_{rule.name}": rule for rule in RULES}
_ANY = _one_regex(RULES)
_GATE = _gate()
