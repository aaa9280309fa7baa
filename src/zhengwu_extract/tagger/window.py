"""What the tagger sees of a document: the sentence of a quantity with its heading and the words before it.

A window's tokens are the linker's pieces: words, and each quantity, date, place and cue as one token, so that numbers
do not fragment and spans end where words end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document
from ..link.piece import Entry, Piece, entries, pieces

# Characters of a window, and of them at most so many of the heading, the block's first sentence and the sentences
# before; what stands before a long sentence gives way to it, down to LEAST_BEFORE characters.
LONGEST = 256
MOST = {"heading": 30, "lead": 40, "previous": 130}
LEAST_BEFORE = 100
SEGMENTS = ("heading", "lead", "previous", "own")
# How many blocks up a heading may stand.
HEADING_REACH = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens of one sentence and its surroundings.

    `segments` has the place in SEGMENTS of each token; `quantities` the tokens that are quantities of the sentence.
    """

    tokens: tuple[Piece, ...]
    segments: tuple[int, ...]
    quantities: tuple[int, ...]


def windows(doc: Document) -> Iterator[Window]:
    """Yield the windows of each sentence that holds a quantity, in text order.

    A sentence longer than LONGEST gets several windows, cut between tokens.
    """
    view = _View(doc)
    for number in view.numbered:
        own = view.sentence(number)
        before = list(view.surroundings(number, max(LEAST_BEFORE, LONGEST - _size(own))))
        room = LONGEST - sum(_size(tokens) for _, tokens in before)
        for part in _parts(own, room):
            yield _window(before, part)


def _window(before: list[tuple[int, list[Piece]]], own: list[Piece]) -> Window:
    tokens = [token for _, segment in before for token in segment]
    segments = [number for number, segment in before for _ in segment]
    shift = len(tokens)
    last = len(SEGMENTS) - 1
    return Window(
        (*tokens, *own),
        (*segments, *[last] * len(own)),
        tuple(shift + at for at, token in enumerate(own) if token.kind == "quantity"),
    )


def _parts(tokens: list[Piece], room: int) -> Iterator[list[Piece]]:
    """Yield stretches of at most `room` characters that hold a quantity."""
    begin, size = 0, 0
    for at, token in enumerate(tokens):
        size += len(token.text)
        if size > room and at > begin:
            yield from _numbered(tokens[begin:at])
            begin, size = at, len(token.text)
    yield from _numbered(tokens[begin:])


def _numbered(tokens: list[Piece]) -> Iterator[list[Piece]]:
    if any(token.kind == "quantity" for token in tokens):
        yield tokens


class _View:
    """The sentences of a document as tokens, each cut once."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._entries: dict[int, list[Entry]] = {}
        self._cut: dict[int, list[Piece]] = {}
        self._firsts: dict[int, int] = {}
        self._place_entries()
        for number, sentence in enumerate(doc.sentences):
            self._firsts.setdefault(sentence.block, number)
        self.numbered = [
            number
            for number, inside in sorted(self._entries.items())
            if any(doc.mentions[index].label == "quantity" for _, _, _, index in inside)
        ]

    def sentence(self, number: int) -> list[Piece]:
        """Return the tokens of a sentence."""
        if number not in self._cut:
            start, end, _ = self._doc.sentences[number]
            self._cut[number] = pieces(self._doc, start, end, self._entries.get(number, []))
        return self._cut[number]

    def surroundings(self, number: int, room: int) -> Iterator[tuple[int, list[Piece]]]:
        """Yield (segment, tokens) of what stands before a sentence: the heading, the block's first, the ones before.

        What there is no `room` for, in characters, is cut from the ones before.
        """
        block = self._doc.sentences[number].block
        heading = self._heading(block)
        if heading is not None:
            tokens = _tail(self.sentence(heading), MOST["heading"])
            room -= _size(tokens)
            yield 0, tokens
        first = self._firsts[block]
        tokens = []
        at, room = number, min(room - MOST["lead"], MOST["previous"])
        while at > first and room > 0:
            at -= 1
            kept = _tail(self.sentence(at), room)
            tokens, room = kept + tokens, room - _size(self.sentence(at))
        if at > first:
            yield 1, _head(self.sentence(first), MOST["lead"])
        if tokens:
            yield 2, tokens

    def _heading(self, block: int) -> int | None:
        """Return the sentence of the nearest heading above a block."""
        blocks = self._doc.blocks
        for above in range(block - 1, max(-1, block - HEADING_REACH), -1):
            if blocks[above].kind == "heading":
                return self._firsts.get(above)
        return None

    def _place_entries(self) -> None:
        sentences = self._doc.sentences
        number = 0
        for entry in entries(self._doc):
            while number < len(sentences) and sentences[number].end <= entry[0]:
                number += 1
            if number < len(sentences) and sentences[number].start <= entry[0] and -entry[2] <= sentences[number].end:
                self._entries.setdefault(number, []).append(entry)


def _size(tokens: list[Piece]) -> int:
    return sum(len(token.text) for token in tokens)


def _head(tokens: list[Piece], most: int) -> list[Piece]:
    size = 0
    for at, token in enumerate(tokens):
        size += len(token.text)
        if size > most:
            return tokens[:at]
    return tokens


def _tail(tokens: list[Piece], most: int) -> list[Piece]:
    return _head(tokens[::-1], most)[::-1]
