"""Growth and changes of a period against its level and that of the year before, wherever each is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .arithmetic import change_misfit, growth_misfit
from .finding import Finding
from .topics import Figures, Told, Topic, record

# Growth of these is told at constant prices, their levels at current ones.
_CONSTANT_PRICES = re.compile("生产总值|增加值|总产值|国民总收入")


def between_periods(topics: Mapping[Topic, Told]) -> Iterator[Finding]:
    """Yield growth, changes and percentage points that do not fit the levels of two periods."""
    for topic, told in topics.items():
        for span, now in told.items():
            if before := told.get(span.before()):
                yield from _growth(topic, before, now)
                yield from _change(before, now)


def _growth(topic: Topic, before: Figures, now: Figures) -> Iterator[Finding]:
    first, last, rate = record(before, "level"), record(now, "level"), record(now, "growth")
    if first is None or last is None or rate is None or _CONSTANT_PRICES.search(topic.indicator):
        return
    if message := growth_misfit(first, last, rate):
        yield Finding.on("growth", message, (first, last, rate))


def _change(before: Figures, now: Figures) -> Iterator[Finding]:
    first, last, change = record(before, "level"), record(now, "level"), record(now, "change")
    if first is None or last is None or change is None:
        return
    if message := change_misfit(first, last, change):
        yield Finding.on("points" if change.unit == "百分点" else "change", message, (first, last, change))
