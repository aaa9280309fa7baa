"""What all documents together tell of one indicator and place: its figures by period and aspect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ...record import Record
from ..panel.observation import Aspect, Observation
from ..panel.period import Span
from ..panel.settle import Figure, figure, settle
from ..panel.table import converted, units_of


class Topic(NamedTuple):
    """An indicator of a place, in one unit."""

    indicator: str
    place: str
    unit: str


Figures: TypeAlias = Mapping[Aspect, Sequence[Figure]]
Told: TypeAlias = Mapping[Span, Figures]


def topics(seen: Sequence[Observation]) -> dict[Topic, Told]:
    """Return the figures of each indicator and place, periods in order; places that are not known are left out."""
    units = units_of(seen)
    found: dict[Topic, dict[Span, dict[Aspect, list[Figure]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for each in sorted(seen, key=lambda each: (each.span.end, each.span.start or each.span.end)):
        unit, times = converted(each, units[each.indicator])
        placed = figure(each, times)
        if placed and each.area.code and each.aspect != "other":
            found[Topic(each.indicator, each.area.code, unit)][each.span][each.aspect].append(placed)
    return dict(found)


def single(told: Figures, aspect: Aspect) -> Figure | None:
    """Return the figure that all sources of an aspect agree in, None when there is none or they disagree."""
    figures = told.get(aspect)
    return settle(figures)[0] if figures else None


def record(told: Figures, aspect: Aspect) -> Record | None:
    """Return the record of the figure that all sources of an aspect agree in."""
    found = single(told, aspect)
    return found.seen.record if found else None


def words(figure: Figure) -> str:
    """Return a figure as a message names it, with the document that tells it."""
    published = f", {figure.seen.published}" if figure.seen.published else ""
    return f"{figure.seen.record.value.text} ({figure.seen.record.doc_id}{published})"
