"""Later reports against earlier ones: results told twice, goals and their completion, totals that run on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ..panel.observation import Aspect
from ..panel.period import Span
from ..panel.settle import NEVER, Figure
from .arithmetic import ratio_misfit
from .finding import Finding
from .topics import Figures, Told, Topic, record, single, words

RESULTS: tuple[Aspect, ...] = ("level", "growth")
# What may fall from one month to the next; all else adds up over a year.
_STOCK = re.compile("余额|存栏|保有|在校|人口|浓度|均|比|率|指数|价格|[%‰倍]")
# What stands behind words of a plan may be meant as a goal, whatever its record says.
_PLAN = re.compile("目标|计划|任务|预期|预计|承诺|确定|提出|拟|力争")


def between_reports(topics: Mapping[Topic, Told]) -> Iterator[Finding]:
    """Yield what reports tell differently of one period, and what they tell of its course that cannot be."""
    for topic, told in topics.items():
        for figures in told.values():
            yield from _twice(figures)
            yield from _completion(figures)
        yield from _running(topic, told)


def _twice(figures: Figures) -> Iterator[Finding]:
    for aspect in RESULTS:
        told = [each for each in figures.get(aspect, ()) if not _PLAN.search(each.seen.record.sentence.text)]
        for first, second in (*_of_two_documents(told), *_of_one_document(told)):
            if not first.bounds.meets(second.bounds):
                seen = first.seen
                of = f"{seen.indicator}{' growth' if aspect == 'growth' else ''}, {seen.area.name}, {seen.span.label}"
                message = f"{of}: {words(first)} against {words(second)}"
                yield Finding.on("sources", message, (seen.record, second.seen.record))


def _of_two_documents(told: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of documents in the order of publication; a document with several says nothing sure."""
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for each in told:
        by_document[each.seen.record.doc_id].append(each)
    alone = [group[0] for group in by_document.values() if len({each.bounds for each in group}) == 1]
    yield from pairwise(sorted(alone, key=lambda each: each.seen.published or NEVER))


def _of_one_document(told: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of sentences of one document that each tell the whole: place, period and one figure."""
    sentences: dict[tuple[str, int], Figure] = {}
    for each in filter(_is_whole, told):
        sentences[each.seen.record.doc_id, each.seen.record.sentence.start] = each
    for (place, first), (other, second) in pairwise(sentences.items()):
        if place[0] == other[0]:
            yield first, second


def _is_whole(each: Figure) -> bool:
    """Return whether a record's own sentence names place and period, and lists nothing."""
    seen = each.seen.record
    here = seen.sentence.text
    placed = seen.region is not None and seen.region.text in here
    dated = seen.date is not None and not seen.date.inherited
    return placed and dated and "分别" not in here and here.count(seen.metric.text) == 1


def _completion(figures: Figures) -> Iterator[Finding]:
    """Yield completion rates that do not fit a goal of another document; one of the same document is flagged."""
    value, goal, rate = record(figures, "level"), record(figures, "target"), record(figures, "completion")
    if value is None or goal is None or rate is None or value.doc_id == goal.doc_id == rate.doc_id:
        return
    if message := ratio_misfit(value, goal, rate):
        yield Finding.on("completion", message, (value, goal, rate))


def _running(topic: Topic, told: Told) -> Iterator[Finding]:
    """Yield totals since one day that are lower at a later day."""
    if _STOCK.search(topic.indicator + topic.unit):
        return
    since: dict[date, list[tuple[Span, Figure]]] = defaultdict(list)
    for span, figures in told.items():
        level = single(figures, "level")
        if level and span.start:
            since[span.start].append((span, level))
    for totals in since.values():
        for (earlier, first), (later, last) in pairwise(totals):
            if last.bounds.high < first.bounds.low:
                told_both = f"{earlier.label} {words(first)}, but {later.label} {words(last)}"
                message = f"{topic.indicator}, {first.seen.area.name}: {told_both}"
                yield Finding.on("running", message, (first.seen.record, last.seen.record))
