"""A window as the numbers that a model reads; the same arrays for training and for the shipped runtime."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..document import Document, Link, Role
from ..link.piece import Piece
from ..link.program_score import TRAITS
from ..link.unit import MONEY, RATES_AND_POINTS
from .labels import CLASSES, TAGS
from .vocabulary import PAD, SPELLING, Vocabulary, flag_number
from .window import Window

Numbers: TypeAlias = NDArray[np.int64]
# Kinds of cue, the most telling first: a cue of several kinds is known by the first.
CUES = (
    "hard", "soft", "plain", "fact", "goal", "complete", "share", "part", "compare", "up", "down", "reach", "each",
    "recurring", "adverb",
)  # fmt: skip
# The types of a token, given to the encoder as `token_type_ids`.
TYPES = (
    "pad", "word", "mark", "stop", "date", "region", "quantity:count", "quantity:money", "quantity:rate", "cue",
    *(f"cue:{kind}" for kind in CUES),
)  # fmt: skip
_TYPE_NUMBERS = {kind: number for number, kind in enumerate(TYPES)}
# What the rules chose, one bit for each tag; the model may be told or not.
TOLD = {tag: 1 << number for number, tag in enumerate(TAGS)}
# Candidates of a quantity that a model chooses among, at most, and where the rules found them.
CANDIDATES = 16
PLACES: dict[str, tuple[str, ...]] = {
    "program": (
        "", "program.own_clause", "program.own_sentence", "program.counted_thing", "program.before", "program.block",
        "program.opening", "program.heading", "program.own_later", "program.topic", "program.above",
    ),
    "date": (
        "", "date.own_clause", "date.own_sentence", "date.after", "date.inherited", "date.section", "date.before",
    ),
}  # fmt: skip
_PLACE_NUMBERS = {place: number for places in PLACES.values() for number, place in enumerate(places)}
CANDIDATE_OF: dict[Role, str] = {"program_candidate": "program", "date_candidate": "date"}
# What is known of a candidate: its first token, the token after its last, its place, and the traits of a program.
FROM_TRAITS = 3
FACTS = FROM_TRAITS + len(TRAITS)
# The scores of candidates are clipped to this.
MOST_SCORE = 8.0
_NO_TRAITS = (0,) * len(TRAITS)
_START, _END = attrgetter("start"), attrgetter("end")


class Encoded(NamedTuple):
    """One window as arrays: W tokens, Q quantities.

    `tokens` (W, 2 + SPELLING): word, part of speech, characters; `types` (W,); `segments` (W,); `clauses` and
    `numbers` (W,): clause marks and quantities before each token; `quantities` (Q,): their tokens; `told` (Q, W): bits
    of TOLD; `told_classes` (Q, fields): 1 + the class the rules chose, 0 when not told; `candidates`
    (Q, choices, CANDIDATES, FACTS): for each candidate program and date its first token, the token after its last (both
    0 when it stands outside the window), its place in PLACES, 0 when there is none, and its traits, those of the date
    all 0; `scores` (Q, choices, CANDIDATES): what the rules say of it, in thousandths.
    """

    tokens: Numbers
    types: Numbers
    segments: Numbers
    clauses: Numbers
    numbers: Numbers
    quantities: Numbers
    told: Numbers
    told_classes: Numbers
    candidates: Numbers
    scores: Numbers


def encode(doc: Document, window: Window, vocabulary: Vocabulary, chosen: Mapping[int, Sequence[Link]]) -> Encoded:
    """Return `window` as arrays; `chosen` has the links of each quantity by its place in `doc.mentions`."""
    pieces = window.tokens
    rows = []
    for piece in pieces:
        word, *spelling = vocabulary.token(piece.text)
        rows.append((word, flag_number(piece.flag), *spelling))
    types = [type_of(doc, piece) for piece in pieces]
    stops = np.array([piece.kind == "stop" for piece in pieces], dtype=np.int64)
    counted = np.array([piece.kind == "quantity" for piece in pieces], dtype=np.int64)
    told = np.zeros((len(window.quantities), len(pieces)), dtype=np.int64)
    told_classes = np.zeros((len(window.quantities), len(CLASSES)), dtype=np.int64)
    candidates = np.zeros((len(window.quantities), len(PLACES), CANDIDATES, FACTS), dtype=np.int64)
    scores = np.zeros((len(window.quantities), len(PLACES), CANDIDATES), dtype=np.int64)
    starts = [piece.start for piece in pieces]
    for row, at in enumerate(window.quantities):
        links = chosen.get(pieces[at].index, ())
        _tell(told[row], told_classes[row], pieces, links)
        for choice, found in enumerate(candidates_of(links).values()):
            if found:
                candidates[row, choice, : len(found)] = [_placed(starts, link) for link in found]
                scores[row, choice, : len(found)] = [_thousandths(link.score) for link in found]
    return Encoded(
        np.array(rows, dtype=np.int64).reshape(len(rows), 2 + SPELLING),
        np.array(types, dtype=np.int64),
        np.array(window.segments, dtype=np.int64),
        np.cumsum(stops) - stops,
        np.cumsum(counted) - counted,
        np.array(window.quantities, dtype=np.int64),
        told,
        told_classes,
        candidates,
        scores,
    )


def _placed(starts: Sequence[int], link: Link) -> tuple[int, ...]:
    """Return the first token of a candidate, the token after its last, where the rules found it, and its traits."""
    ((start, end),) = link.spans
    first, stop = bisect_left(starts, start), bisect_left(starts, end)
    if first == stop or starts[first] != start:
        first = stop = 0
    traits = link.value if link.role == "program_candidate" else _NO_TRAITS
    return first, stop, _PLACE_NUMBERS[link.rule], *traits


def _thousandths(score: float) -> int:
    return round(1000 * max(-MOST_SCORE, min(MOST_SCORE, score)))


def candidates_of(links: Sequence[Link]) -> dict[str, list[Link]]:
    """Return for each choice the candidates of a quantity that a model chooses among: those the rules score highest."""
    found: dict[str, list[Link]] = {choice: [] for choice in PLACES}
    for link in links:
        if (choice := CANDIDATE_OF.get(link.role)) is not None:
            found[choice].append(link)
    return {choice: sorted(each, key=lambda link: -link.score)[:CANDIDATES] for choice, each in found.items()}


def type_of(doc: Document, piece: Piece) -> int:
    """Return the type of a token."""
    kind = piece.kind
    if kind == "quantity":
        unit = doc.mentions[piece.index].value.unit
        kind = "quantity:rate" if unit in RATES_AND_POINTS else "quantity:money" if unit in MONEY else "quantity:count"
    elif kind == "cue":
        kind = next((f"cue:{cue}" for cue in CUES if cue in piece.cues), "cue")
    return _TYPE_NUMBERS[kind]


def within(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the tokens that lie in one of `spans` with at least half of their characters; both are in text order.

    >>> within([Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word"), Piece(4, 8, "已经开工", "word")], [(1, 5)])
    [0, 1]
    """
    if not spans:
        return []
    first = bisect_right(pieces, spans[0][0], key=_END)
    stop = bisect_left(pieces, spans[-1][1], first, key=_START)
    found = []
    for at in range(first, stop):
        piece = pieces[at]
        inside = sum(max(0, min(end, piece.end) - max(start, piece.start)) for start, end in spans)
        if 2 * inside >= piece.end - piece.start:
            found.append(at)
    return found


def _tell(told: Numbers, classes: Numbers, pieces: Sequence[Piece], links: Sequence[Link]) -> None:
    """Fill in what the rules chose for one quantity."""
    fields = list(CLASSES)
    for link in links:
        if link.role in TOLD:
            told[within(pieces, link.spans)] |= TOLD[link.role]
        elif link.role in CLASSES and link.value in CLASSES[link.role]:
            classes[fields.index(link.role)] = 1 + CLASSES[link.role].index(link.value)


def batch(encoded: Sequence[Encoded]) -> dict[str, Numbers]:
    """Return windows of any lengths as arrays with one row for each, padded at the end.

    `types` is 0 where nothing is; a quantity that is not there points to the first token, and nobody reads its scores.
    """
    longest = max(len(each.types) for each in encoded)
    most = max(len(each.quantities) for each in encoded)
    arrays = {
        name: np.full((len(encoded), *_padded(name, longest, most)), PAD, dtype=np.int64) for name in Encoded._fields
    }
    for row, each in enumerate(encoded):
        for name, value in zip(Encoded._fields, each, strict=True):
            inside: tuple[int | slice, ...] = (row, *(slice(size) for size in value.shape))
            arrays[name][inside] = value
    return arrays


def alike(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Return the places of windows, by their lengths, in groups of like length: padded, at most `tokens` tokens each.

    >>> alike([5, 9, 4, 30], 20)
    [[2, 0], [1], [3]]
    """
    groups: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if groups and (len(groups[-1]) + 1) * lengths[at] <= tokens:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _padded(name: str, longest: int, most: int) -> tuple[int, ...]:
    shapes = {
        "tokens": (longest, 2 + SPELLING),
        "quantities": (most,),
        "told": (most, longest),
        "told_classes": (most, len(CLASSES)),
        "candidates": (most, len(PLACES), CANDIDATES, FACTS),
        "scores": (most, len(PLACES), CANDIDATES),
    }
    return shapes.get(name, (longest,))
