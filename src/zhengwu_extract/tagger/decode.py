"""Scores → spans: the tokens with the greatest expected overlap with the right answer.

An answer counts as right when it shares enough of its characters with the annotated one, so the tokens are chosen that
make the expected Dice overlap greatest, not those more probable than not: with every token's probability p and length
w, the k most probable ones are taken for the k that makes 2 Σ wp / (Σ w + Σ all wp) greatest (the plug-in rule for F
measures, Dembczyński et al. 2011). What is made of them is a phrase: no word stands in it twice, a stretch of which no
token is likely is left out, and a single word between two stretches is taken in. Its expected overlap says how sure the
answer is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..link.piece import Piece

Logits = NDArray[np.float32]
Chances = NDArray[np.float64]
Spans = tuple[tuple[int, int], ...]
# A quantity is no word of its own metric; where a span runs over one it costs nothing.
WEIGHTLESS = 0.001
# Where even the likeliest token is less probable than this, nothing is tagged.
LEAST = 0.2
# The probability that some token of a stretch must have, and the kinds of piece that may join two stretches.
LIKELY = 0.7
FILLING = ("word", "region")


class Tagged(NamedTuple):
    """The spans of one tag for one quantity, neighbours joined, and their expected overlap with the right ones."""

    spans: Spans
    overlap: float


def decode(tokens: Sequence[Piece], logits: Logits) -> Tagged:
    """Return the phrase of the greatest expected overlap as spans; none when no token is at all probable.

    >>> row = [Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word"), Piece(4, 5, ",", "stop")]
    >>> spans, overlap = decode(row, np.array([3.0, -0.3, -4.0], dtype=np.float32))
    >>> spans, round(overlap, 2)
    (((0, 4),), 0.81)
    """
    chances = probabilities(logits)
    if chances.max() < LEAST:
        return Tagged((), 0.0)
    weights = lengths(tokens)
    inside = _phrase(tokens, chances, _once(tokens, chances, _likeliest(chances, weights)))
    return Tagged(_joined(tokens, inside), _overlap(chances, weights, inside))


def likeliest(tokens: Sequence[Piece], logits: Logits) -> list[int]:
    """Return the tokens of the greatest expected overlap, in text order.

    >>> likeliest([Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word")], np.array([-3.0, 3.0], dtype=np.float32))
    [1]
    """
    return _likeliest(probabilities(logits), lengths(tokens))


def _likeliest(chances: Chances, weights: Chances) -> list[int]:
    order = np.argsort(-chances, kind="stable")
    hits, sizes = np.cumsum((chances * weights)[order]), np.cumsum(weights[order])
    overlaps = 2 * hits / (sizes + hits[-1])
    chosen: list[int] = order[: int(overlaps.argmax()) + 1].tolist()
    return sorted(chosen)


def expected_overlap(tokens: Sequence[Piece], logits: Logits, inside: Sequence[int]) -> float:
    """Return the expected overlap of other tokens, `inside`, by the same account.

    >>> row = [Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word")]
    >>> round(expected_overlap(row, np.array([3.0, -3.0], dtype=np.float32), [1]), 2)
    0.05
    """
    return _overlap(probabilities(logits), lengths(tokens), inside)


def _overlap(chances: Chances, weights: Chances, inside: Sequence[int]) -> float:
    chosen, expected = list(inside), chances * weights
    return float(2 * expected[chosen].sum() / (weights[chosen].sum() + expected.sum()))


def probabilities(logits: Logits) -> Chances:
    """Return the probability of each token."""
    return 1 / (1 + np.exp(-logits.astype(np.float64)))


def lengths(tokens: Sequence[Piece]) -> Chances:
    """Return what each token weighs: its characters."""
    return np.array([WEIGHTLESS if token.kind == "quantity" else len(token.text) for token in tokens])


def _once(tokens: Sequence[Piece], chances: Chances, inside: Sequence[int]) -> list[int]:
    """Return the chosen tokens, of a word that was chosen twice only the more probable one."""
    best: dict[str, int] = {}
    for at in inside:
        text = tokens[at].text
        if len(text) > 1 and (text not in best or chances[at] >= chances[best[text]]):
            best[text] = at
    return [at for at in inside if best.get(tokens[at].text, at) == at]


def _phrase(tokens: Sequence[Piece], chances: Chances, inside: Sequence[int]) -> list[int]:
    """Return the chosen tokens without unlikely stretches, and with single words between."""
    stretches: list[list[int]] = []
    for at in inside:
        if stretches and at == stretches[-1][-1] + 1:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    kept = [at for stretch in stretches if max(chances[stretch]) >= LIKELY for at in stretch] or list(inside)
    between = [at + 1 for at, after in pairwise(kept) if after == at + 2 and tokens[at + 1].kind in FILLING]
    return sorted([*kept, *between])


def _joined(tokens: Sequence[Piece], inside: Sequence[int]) -> Spans:
    """Return the chosen tokens as spans, those that touch as one."""
    spans: list[tuple[int, int]] = []
    for at in inside:
        start, end = tokens[at].start, tokens[at].end
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
