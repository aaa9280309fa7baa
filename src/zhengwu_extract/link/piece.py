"""A sentence as the linker sees it: words, cues, dates, regions, quantities and punctuation, in order."""

from __future__ import annotations

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

    A cue counts only where it begins and ends with a word, so that 为 in 成为 is none.
    """
    folded = doc.folded
    tokens = words(folded[start:end], start)
    starts = {token[0] for token in tokens}
    starts.add(end)
    out: list[Piece] = []
    fixed: list[tuple[int, int, int, int, Mention]] = []
    for index, mention in mentions:
        if mention.label == "cue" and not (mention.start in starts and mention.end in starts):
            continue
        fixed.append((mention.start, RANK[mention.label], -mention.end, index, mention))
    fixed.sort(key=lambda row: row[:3])
    at = 0
    done = start
    for begin, _, _, index, mention in fixed:
        if begin < done:
            continue
        at = _plain(folded, tokens, at, done, begin, out)
        kinds = mention.value if mention.label == "cue" else _NONE
        out.append(Piece(begin, mention.end, folded[begin : mention.end], mention.label, kinds, index))
        done = mention.end
    _plain(folded, tokens, at, done, end, out)
    return out


def _plain(folded: str, tokens: list[tuple[int, int, str]], at: int, begin: int, stop: int, out: list[Piece]) -> int:
    """Append the words and marks of folded[begin:stop]; return where in `tokens` the next call goes on."""
    while at < len(tokens) and tokens[at][0] < stop:
        left, right, flag = tokens[at]
        left, cut = max(left, begin), min(right, stop)
        if left < cut:
            text = folded[left:cut]
            if not text.isspace():
                out.append(Piece(left, cut, text, "mark" if len(text) == 1 and not text.isalnum() else "word", _NONE, -1, flag))
        if right > stop:
            return at
        at += 1
    return at
