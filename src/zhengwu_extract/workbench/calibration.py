"""Whether records at a confidence of 0.9 are right nine times in ten: reliability bins and their expected error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .compare import Comparison

BINS = 10


class Bin(NamedTuple):
    """The predictions of one tenth of the scale: how many, their mean confidence, and the share that was right."""

    low: float
    high: float
    records: int
    confidence: float
    right: float


def reliability(comparisons: Sequence[Comparison]) -> list[Bin]:
    """Return the bins that hold predictions; spurious ones count as wrong, those set aside do not count."""
    rows = [
        (pair.predicted.confidence, pair.outcome == "correct")
        for comparison in comparisons
        for pair in comparison.pairs
        if pair.predicted is not None and pair.predicted.confidence is not None
    ]
    return bins(rows)


def bins(rows: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Return the bins of (confidence, right) rows.

    >>> bins([(0.75, True), (0.75, False)])
    [Bin(low=0.7, high=0.8, records=2, confidence=0.75, right=0.5)]
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in rows:
        held.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(inside),
            sum(confidence for confidence, _ in inside) / len(inside),
            sum(right for _, right in inside) / len(inside),
        )
        for number, inside in sorted(held.items())
    ]


def expected_error(found: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean gap between confidence and share right, weighted by records.

    Source: Guo et al. 2017, On calibration of modern neural networks.

    >>> expected_error(bins([(0.75, True), (0.75, False)]))
    0.25
    """
    records = sum(held.records for held in found)
    gaps = (held.records * abs(held.confidence - held.right) for held in found)
    return sum(gaps) / records if records else None
