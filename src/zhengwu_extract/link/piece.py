"""A sentence as the linker sees it: words, cues, dates, regions, quantities and punctuation, in order."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from ..document import Document, Mention
from .words import words

STOPS = frozenset("，,；;：:。！？!?\n")
LISTING = frozenset("、和及与并或")
_new = tuple.__new__
_NONE: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """One piece: `kind` is word, mark, stop (a mark that ends a clause), cue, date, region or quantity.

    `cues` are its kinds of cue, `index` is its place in `Document.mentions` (-1 for words and marks), `flag` the part of speech.
    """

    start: int
    end: int
    text: str
    kind: str
    cues: frozenset[str] = _NONE
    index: int = -1
    flag: str = ""


# Which mention stays where two begin at the same character.
RANK = {"quantity": 0, "date": 1, "region": 2, "cue": 3}


def pieces(doc: Document, start: int, end: int, mentions: list[tuple[int, Mention]]) -> list[Piece]:
    """Return the pieces of `doc.folded[start:end]`, given the (index, mention) pairs that lie in it.

    A cue counts only where it begins and ends with a word, so that 为 in 成为 is none;
    what overlaps a quantity gives way to it.
    """
    tokens = words(doc.folded[start:end])
    bounds = set(accumulate((len(word) for word, _ in tokens), initial=start))
    fixed = _fixed(mentions, bounds)
    folded = doc.folded
    out: list[Piece] = []
    done = begin = start
    at, count = 0, len(fixed)
    upcoming = fixed[0][1].start if fixed else end
    for word, flag in tokens:
        stop = begin + len(word)
        while upcoming < stop:
            index, mention = fixed[at]
            at += 1
            upcoming = fixed[at][1].start if at < count else end
            if mention.start < done:
                continue
            cut = begin if begin > done else done
            if cut < mention.start:
                _add(out, cut, folded[cut : mention.start], flag)
            kinds = mention.value if mention.label == "cue" else _NONE
            text = folded[mention.start : mention.end]
            out.append(Piece(mention.start, mention.end, text, mention.label, kinds, index))
            done = mention.end
        if done <= begin:
            _add(out, begin, word, flag)
        elif done < stop:
            _add(out, done, folded[done:stop], flag)
        begin = stop
    return out


def sparse_pieces(doc: Document, start: int, end: int, mentions: list[tuple[int, Mention]]) -> list[Piece]:
    """Return only the mentions of a stretch as pieces, and the mark it ends with; cues of one character are left out."""
    folded = doc.folded
    out: list[Piece] = []
    done = start
    for index, mention in sorted(mentions, key=lambda pair: (pair[1].start, RANK[pair[1].label], -pair[1].end)):
        if mention.start < done or mention.label == "cue" and mention.end - mention.start < 2:
            continue
        kinds = mention.value if mention.label == "cue" else _NONE
        text = folded[mention.start : mention.end]
        out.append(Piece(mention.start, mention.end, text, mention.label, kinds, index))
        done = mention.end
    text = folded[start:end].rstrip()
    if text and text[-1] in STOPS:
        last = start + len(text) - 1
        out.append(Piece(last, last + 1, text[-1], "stop"))
    return out


def _fixed(mentions: list[tuple[int, Mention]], bounds: set[int]) -> list[tuple[int, Mention]]:
    """Return the mentions that become pieces, in text order: quantities first, then dates, regions, cues."""
    numbers = {at for _, mention in mentions if mention.label == "quantity" for at in range(mention.start, mention.end)}
    kept = []
    for pair in mentions:
        mention = pair[1]
        if mention.label == "quantity":
            kept.append(pair)
        elif mention.label == "cue" and (mention.start not in bounds or mention.end not in bounds):
            continue
        elif mention.start not in numbers and mention.end - 1 not in numbers:
            kept.append(pair)
    kept.sort(key=lambda pair: (pair[1].start, RANK[pair[1].label], -pair[1].end))
    return kept


def _add(out: list[Piece], start: int, text: str, flag: str) -> None:
    """Append a word or mark; blanks are no piece. `tuple.__new__` halves the time of the commonest call of all."""
    if len(text) > 1:
        kind = "word"
    elif text in STOPS:
        kind = "stop"
    else:
        kind = "word" if text.isalnum() else "mark"
    if kind == "stop" or not text.isspace():
        out.append(_new(Piece, (start, start + len(text), text, kind, _NONE, -1, flag)))
