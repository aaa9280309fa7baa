"""Several figures for one cell → the one to show, or the finding that they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ...normalise.rounding import Bounds, printed
from .observation import Observation

Preference = Literal["none", "latest", "surest"]
NEVER = date.min


class Figure(NamedTuple):
    """An observation in the unit of its row: `factor` times what is written, and the bounds of that."""

    seen: Observation
    factor: Decimal
    bounds: Bounds

    @property
    def width(self) -> Decimal:
        """How far its bounds lie apart."""
        return self.bounds.high - self.bounds.low


def figure(seen: Observation, factor: Decimal) -> Figure | None:
    """Return an observation in another unit, None when it has no number."""
    bounds = printed(seen.record.value, seen.record.unit)
    return Figure(seen, factor, bounds.times(factor)) if bounds else None


def settle(figures: Sequence[Figure], prefer: Preference = "none") -> tuple[Figure | None, bool]:
    """Return the figure to show, and whether the figures disagree beyond their rounding.

    Of figures that agree the most exact is shown, then the latest published. Of those that disagree none is shown,
    unless the latest or the surest is preferred. They are never averaged.
    """
    agree = max(f.bounds.low for f in figures) <= min(f.bounds.high for f in figures)
    if agree:
        return min(figures, key=lambda f: (f.width, *_latest_first(f))), False
    if prefer == "none":
        return None, True
    if prefer == "surest":
        return min(figures, key=lambda f: (-f.seen.record.confidence, *_latest_first(f))), True
    return min(figures, key=_latest_first), True


def _latest_first(figure: Figure) -> tuple[int, float, str, int]:
    record = figure.seen.record
    return (
        -(figure.seen.published or NEVER).toordinal(),
        -record.confidence,
        record.doc_id,
        record.value.start,
    )
