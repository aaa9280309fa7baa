"""Scores → spans: the tokens with the greatest expected overlap with the right answer.

An answer counts as right when it shares enough of its characters with the annotated one, so the tokens are chosen that
make the expected Dice overlap greatest, not those more probable than not: with every token's probability p and length
w, the k most probable ones are taken for the k that makes 2 Σ wp / (Σ w + Σ all wp) greatest (the plug-in rule for F
measures, Dembczyński et al. 2011). That greatest value says how sure the answer is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..link.piece import Piece

Logits = NDArray[np.float32]
Spans = tuple[tuple[int, int], ...]
# A quantity is no word of its own metric; where a span runs over one it costs nothing.
WEIGHTLESS = 0.001
# Where even the likeliest token is less probable than this, nothing is tagged.
LEAST = 0.2


class Tagged(NamedTuple):
    """The spans of one tag for one quantity, neighbours joined, and their expected overlap with the right ones."""

    spans: Spans
    overlap: float


def decode(tokens: Sequence[Piece], logits: Logits) -> Tagged:
    """Return the spans of the greatest expected overlap; none when no token is at all probable.

    >>> row = [Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word"), Piece(4, 5, ",", "stop")]
    >>> spans, overlap = decode(row, np.array([3.0, -0.3, -4.0], dtype=np.float32))
    >>> spans, round(overlap, 2)
    (((0, 4),), 0.81)
    """
    chances, weights = probabilities(logits), lengths(tokens)
    order = np.argsort(-chances, kind="stable")
    hits, sizes = np.cumsum((chances * weights)[order]), np.cumsum(weights[order])
    overlaps = 2 * hits / (sizes + hits[-1])
    best = int(overlaps.argmax())
    if chances[order[0]] < LEAST:
        return Tagged((), 0.0)
    inside = np.zeros(len(tokens), dtype=bool)
    inside[order[: best + 1]] = True
    return Tagged(_joined(tokens, inside), float(overlaps[best]))


def expected_overlap(tokens: Sequence[Piece], logits: Logits, inside: Sequence[int]) -> float:
    """Return the expected overlap of other tokens, `inside`, by the same account.

    >>> row = [Piece(0, 2, "便民", "word"), Piece(2, 4, "市场", "word")]
    >>> round(expected_overlap(row, np.array([3.0, -3.0], dtype=np.float32), [1]), 2)
    0.05
    """
    chances, weights = probabilities(logits), lengths(tokens)
    chosen = list(inside)
    total = weights[chosen].sum() + (chances * weights).sum()
    return float(2 * (chances * weights)[chosen].sum() / total)


def probabilities(logits: Logits) -> NDArray[np.float64]:
    """Return the probability of each token."""
    return 1 / (1 + np.exp(-logits.astype(np.float64)))


def lengths(tokens: Sequence[Piece]) -> NDArray[np.float64]:
    """Return what each token weighs: its characters."""
    return np.array([WEIGHTLESS if token.kind == "quantity" else len(token.text) for token in tokens])


def _joined(tokens: Sequence[Piece], inside: NDArray[np.bool_]) -> Spans:
    """Return the chosen tokens as spans, those that touch as one."""
    spans: list[tuple[int, int]] = []
    for at in map(int, np.flatnonzero(inside)):
        start, end = tokens[at].start, tokens[at].end
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
