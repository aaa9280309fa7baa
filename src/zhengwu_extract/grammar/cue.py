"""Cue words (达到, 其中, 比, 力争, 完成率 …): Document → Document + cue mentions.

A cue is a word, not a shape, so its rules are the rows of lexicon/cues.tsv; the longest cue at a place wins.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from ..document import Document, Mention
from ..lexicon import Cue, table


@cache
def cue_kinds() -> dict[str, frozenset[str]]:
    """Return the kinds of each cue word.

    >>> sorted(cue_kinds()["计划"])
    ['goal', 'plain']
    """
    kinds: dict[str, set[str]] = {}
    for row in table("cues", Cue):
        kinds.setdefault(row.surface, set()).add(row.kind)
    return {surface: frozenset(found) for surface, found in kinds.items()}


@cache
def _automaton() -> tuple[AhoCorasick, list[frozenset[str]]]:
    kinds = cue_kinds()
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), list(kinds.values())


def cues(doc: Document) -> Document:
    """Add a mention for each cue word; its value is the set of kinds the word has.

    >>> from ..document import Document
    >>> [(m.start, sorted(m.value)) for m in cues(Document("x", folded="其中8所为公办")).mentions]
    [(0, ['part']), (4, ['reach'])]
    """
    automaton, kinds = _automaton()
    found = tuple(
        Mention(start, end, "cue", kinds[number], "cue_word")
        for number, start, end in automaton.find_matches_as_indexes(doc.folded)
    )
    return replace(doc, mentions=doc.mentions + found)
