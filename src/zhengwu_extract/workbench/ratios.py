"""Counts → precision, recall and F1, with intervals and tests over documents: counts are added, ratios come last."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .compare import RUNGS, Comparison

DRAWS = 1000
SEED = 20260101


class Ratio(NamedTuple):
    """Precision, recall and F1 of one rung, and the 95 % interval of F1 over documents drawn again."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


def ratio(counts: Counter[str], rung: str) -> tuple[float, float, float]:
    """Return (precision, recall, F1); each 0 when there is nothing to divide by.

    >>> ratio(Counter(gold=4, predicted=5, tuple=2), "tuple")
    (0.4, 0.5, 0.4444444444444445)
    """
    precision = counts[rung] / counts["predicted"] if counts["predicted"] else 0.0
    recall = counts[rung] / counts["gold"] if counts["gold"] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def total(comparisons: Sequence[Comparison]) -> Counter[str]:
    """Return the counts of all documents together."""
    return sum((comparison.counts() for comparison in comparisons), Counter[str]())


def ladder(comparisons: Sequence[Comparison], draws: int = DRAWS, seed: int = SEED) -> dict[str, Ratio]:
    """Return the ratios of each rung; the interval is over `draws` draws of as many documents, with replacement.

    Source of the interval: the percentile bootstrap over whole documents, as records of one document err together.
    """
    by_document = [comparison.counts() for comparison in comparisons]
    rows = [(c["gold"], c["predicted"], *(c[rung] for rung in RUNGS)) for c in by_document]
    chance = random.Random(seed)
    spread: list[list[float]] = [[] for _ in RUNGS]
    for _ in range(draws if len(rows) > 1 else 0):
        gold, predicted, *hits = map(sum, zip(*chance.choices(rows, k=len(rows)), strict=True))
        for column, hit in zip(spread, hits, strict=True):
            column.append(f1(hit, gold, predicted))
    whole = total(comparisons)
    ladder = {}
    for rung, column in zip(RUNGS, spread, strict=True):
        precision, recall, f = ratio(whole, rung)
        column.sort()
        low, high = (column[int(0.025 * draws)], column[int(0.975 * draws) - 1]) if column else (f, f)
        ladder[rung] = Ratio(precision, recall, f, low, high)
    return ladder


def f1(hits: int, gold: int, predicted: int) -> float:
    """Return F1 from counts.

    >>> f1(2, 4, 5)
    0.4444444444444444
    """
    return 2 * hits / (gold + predicted) if gold + predicted else 0.0


class Difference(NamedTuple):
    """How two predictions for the same documents differ on one rung, and how likely so much by chance."""

    rung: str
    ours: float
    theirs: float
    p: float


def difference(
    ours: Sequence[Comparison], theirs: Sequence[Comparison], rung: str, draws: int = 10 * DRAWS, seed: int = SEED
) -> Difference:
    """Return F1 of both and the p-value of a paired permutation test: each document's results exchanged at random.

    Source: the approximate randomisation test (Noreen 1989), two-sided, over documents.
    """
    pairs = [(_row(a.counts(), rung), _row(b.counts(), rung)) for a, b in zip(ours, theirs, strict=True)]
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    same = [sum(column) for column in zip(*(a for a, b in pairs if a == b), strict=True)] or [0, 0, 0]

    def gap(rows: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> tuple[float, float]:
        left = [sum(column) for column in zip(same, *(a for a, _ in rows), strict=True)]
        right = [sum(column) for column in zip(same, *(b for _, b in rows), strict=True)]
        return f1(*left), f1(*right)

    left, right = gap(unlike)
    chance = random.Random(seed)
    as_far = 1
    for _ in range(draws):
        a, b = gap([pair if chance.random() < 0.5 else pair[::-1] for pair in unlike])
        as_far += abs(a - b) >= abs(left - right) - 1e-12
    return Difference(rung, left, right, as_far / (draws + 1))


def _row(counts: Counter[str], rung: str) -> tuple[int, ...]:
    return counts[rung], counts["gold"], counts["predicted"]
