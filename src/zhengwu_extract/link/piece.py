"""A sentence as the linker sees it: words, cues, dates, regions, quantities and punctuation, in order."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from ..document import Document, Mention
from .words import words

STRONG = frozenset("，,；;：:。！？!?\n")
LISTING = frozenset("、和及与并或")
_NONE: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """One piece: `kind` is word, mark, cue, date, region or quantity; `cues` are its kinds of cue.

    `index` is its place in `Document.mentions` (-1 for words and marks), `flag` the part of speech.
    """

    start: int
    end: int
    text: str
    kind: str
    cues: frozenset[str] = _NONE
    index: int = -1
    flag: str = ""

    @property
    def strong(self) -> bool:
        """Whether the piece ends a clause."""
        return self.kind == "mark" and self.text in STRONG


RANK = {"quantity": 0, "date": 1, "region": 2, "cue": 3}


def pieces(doc: Document, start: int, end: int, mentions: list[tuple[int, Mention]]) -> list[Piece]:
    """Return the pieces of `doc.folded[start:end]`, given the (index, mention) pairs that lie in it.

    A cue counts only where it begins and ends with a word, so that 为 in 成为 is none;
    what overlaps a quantity gives way to it.
    """
    tokens = words(doc.folded[start:end])
    bounds = set(accumulate((len(word) for word, _ in tokens), initial=start))
    fixed = _fixed(mentions, bounds)
    out: list[Piece] = []
    begin = done = start
    at = 0
    for word, flag in tokens:
        stop = begin + len(word)
        while at < len(fixed) and fixed[at][1].start < stop:
            index, mention = fixed[at]
            at += 1
            if mention.start < done:
                continue
            if begin < mention.start and done < mention.start:
                _add(out, max(begin, done), doc.folded[max(begin, done) : mention.start], flag)
            kinds = mention.value if mention.label == "cue" else _NONE
            text = doc.folded[mention.start : mention.end]
            out.append(Piece(mention.start, mention.end, text, mention.label, kinds, index))
            done = mention.end
        if done <= begin:
            _add(out, begin, word, flag)
        elif done < stop:
            _add(out, done, doc.folded[done:stop], flag)
        begin = stop
        done = max(done, stop) if done > stop else done
    return out


def _fixed(mentions: list[tuple[int, Mention]], bounds: set[int]) -> list[tuple[int, Mention]]:
    """Return the mentions that become pieces, in text order: quantities first, then dates, regions, cues."""
    numbers = [mention for _, mention in mentions if mention.label == "quantity"]
    kept = []
    for pair in mentions:
        mention = pair[1]
        if mention.label == "cue":
            if mention.start not in bounds or mention.end not in bounds:
                continue
        elif mention.label == "quantity":
            kept.append(pair)
            continue
        if not any(n.start < mention.end and mention.start < n.end for n in numbers):
            kept.append(pair)
    kept.sort(key=lambda pair: (pair[1].start, RANK[pair[1].label], -pair[1].end))
    return kept


def _add(out: list[Piece], start: int, text: str, flag: str) -> None:
    if not text.isspace():
        kind = "mark" if len(text) == 1 and not text.isalnum() else "word"
        out.append(Piece(start, start + len(text), text, kind, _NONE, -1, flag))
