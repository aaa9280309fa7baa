"""Cue words (达到, 其中, 比, 力争, 完成率 …): Document → Document + cue mentions.

A cue is a word, not a shape, so its rules are the rows of lexicon/cues.tsv; the longest cue at a place wins.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

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
    automaton = AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return automaton, list(kinds.values())


def cues(doc: Document) -> Document:
    """Add a mention for each cue word in the sentences that hold a quantity; its value is the set of kinds it has.

    >>> from ..document import Sentence
    >>> doc = Document("x", folded="其中8所为公办", sentences=(Sentence(0, 7, 0),))
    >>> doc = replace(doc, mentions=(Mention(2, 4, "quantity", None, "count"),))
    >>> [(m.start, sorted(m.value)) for m in cues(doc).mentions[1:]]
    [(0, ['part']), (4, ['reach'])]
    """
    automaton, kinds = _automaton()
    starts = [sentence.start for sentence in doc.sentences]
    numbers = {bisect_right(starts, m.start) - 1 for m in doc.mentions if m.label == "quantity"}
    found = []
    for number in sorted(numbers - {-1}):  # -1: a quantity before the first sentence stands in page furniture
        begin, end, _ = doc.sentences[number]
        for kind, start, stop in automaton.find_matches_as_indexes(doc.folded[begin:end]):
            found.append(Mention(begin + start, begin + stop, "cue", kinds[kind], "cue_word"))
    return replace(doc, mentions=(*doc.mentions, *found))
