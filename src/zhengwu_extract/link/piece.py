"""A sentence as the linker sees it: words, cues, dates, regions, quantities and punctuation, in order."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from ..document import Document
from .words import words

STOPS = frozenset("，,；;：:。！？!?\n")
LISTING = frozenset("、和及与并或")
_NONE: frozenset[str] = frozenset()

# Which mention stays where two begin at the same character.
RANK = {"quantity": 0, "date": 1, "region": 2, "cue": 3}
QUANTITY, DATE, CUE = RANK["quantity"], RANK["date"], RANK["cue"]
# A mention in the order in which mentions become pieces: start, rank, -end, its place in `Document.mentions`.
Entry: TypeAlias = tuple[int, int, int, int]


class Piece:
    """One piece: `kind` is word, mark, stop (a mark that ends a clause), cue, date, region or quantity.

    `cues` are its kinds of cue, `index` is its place in `Document.mentions` (-1 for words and marks), `flag` the part
    of speech. A plain class, because pieces are the most numerous objects of all and are read far more than made.
    """

    __slots__ = ("cues", "end", "flag", "index", "kind", "start", "text")

    def __init__(
        self, start: int, end: int, text: str, kind: str, cues: frozenset[str] = _NONE, index: int = -1, flag: str = ""
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.cues = cues
        self.index = index
        self.flag = flag

    def __repr__(self) -> str:
        return f"Piece({self.start}, {self.end}, {self.text!r}, {self.kind!r})"


def entries(doc: Document) -> list[Entry]:
    """Return the mentions of `doc` as entries, in the order in which they become pieces.

    >>> from ..document import Mention
    >>> cue, number = Mention(2, 3, "cue", frozenset(), "cue_word"), Mention(0, 2, "quantity", None, "count")
    >>> entries(Document("3家达", mentions=(cue, number)))
    [(0, 0, -2, 1), (2, 3, -3, 0)]
    """
    rank = RANK
    return sorted([(start, rank[label], -end, at) for at, (start, end, label, _, _, _) in enumerate(doc.mentions)])


def pieces(doc: Document, start: int, end: int, inside: list[Entry]) -> list[Piece]:
    """Return the pieces of `doc.folded[start:end]`, given the entries of the mentions that lie in it.

    A cue counts only where it begins and ends with a word, so that 为 in 成为 is none;
    what overlaps a quantity gives way to it.
    """
    folded = doc.folded
    tokens = words(folded[start:end])
    stop = start
    stops = [stop := stop + len(word) for word, _ in tokens]
    fixed = _fixed(inside, start, stops)
    at, count = 0, len(fixed)
    upcoming = fixed[0][0] if count else end
    out: list[Piece] = []
    done = begin = start
    for (word, flag), stop in zip(tokens, stops, strict=True):
        while upcoming < stop:
            first, rank, last, index = fixed[at]
            at += 1
            upcoming = fixed[at][0] if at < count else end
            if first < done:
                if rank != DATE or -last <= done:
                    continue
                first = done  # 压减到|2020年: the cue has taken the 到 of 到2020年
            cut = begin if begin > done else done
            if cut < first:
                text = folded[cut:first]
                if (kind := kind_of(text)) != "blank":
                    out.append(Piece(cut, first, text, kind, _NONE, -1, flag))
            out.append(_of_mention(doc, index, first))
            done = -last
        if done < stop:
            if done > begin:
                begin, word = done, folded[done:stop]
            if (kind := kind_of(word)) != "blank":
                out.append(Piece(begin, stop, word, kind, _NONE, -1, flag))
        begin = stop
    return out


def sparse_pieces(doc: Document, start: int, end: int, inside: list[Entry]) -> list[Piece]:
    """Return only the mentions of a stretch as pieces, and the mark it ends with; one-character cues are left out."""
    out: list[Piece] = []
    done = start
    for first, rank, last, index in inside:
        if first < done or (rank == CUE and -last - first < 2):
            continue
        out.append(_of_mention(doc, index, first))
        done = -last
    text = doc.folded[start:end].rstrip()
    if text and text[-1] in STOPS:
        stop = start + len(text)
        out.append(Piece(stop - 1, stop, text[-1], "stop"))
    return out


def _fixed(inside: list[Entry], start: int, stops: list[int]) -> list[Entry]:
    """Return the entries that become pieces: quantities, and what overlaps none and, if a cue, is made of words."""
    numbers: set[int] = set()
    for first, rank, last, _ in inside:
        if rank == QUANTITY:
            numbers.update(range(first, -last))
    ends = {start, *stops}
    kept = []
    for entry in inside:
        first, rank, last, _ = entry
        if rank == CUE and (-last not in ends or first not in ends):
            continue
        if rank == QUANTITY or (first not in numbers and -last - 1 not in numbers):
            kept.append(entry)
    return kept


def _of_mention(doc: Document, index: int, start: int) -> Piece:
    _, end, label, value, _, _ = doc.mentions[index]
    return Piece(start, end, doc.folded[start:end], label, value if label == "cue" else _NONE, index)


@lru_cache(maxsize=1 << 16)
def kind_of(token: str) -> str:
    """Return what a token is: stop, word, mark or blank; a mark is always alone.

    >>> [kind_of(token) for token in ("，", "市场", "“", " ")]
    ['stop', 'word', 'mark', 'blank']
    """
    if token in STOPS:
        return "stop"
    if token.isspace():
        return "blank"
    return "word" if len(token) > 1 or token.isalnum() else "mark"
