"""How likely a candidate program is: a linear score of what is known of it and of the number.

The weights stand in lexicon/program_weights.tsv, fitted by benchmarks/fit_programs.py on annotated articles. They are
looked up once for each combination of features; a score above 0 beats "no program".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from ..lexicon import Weight, table
from .unit import MONEY, RATES_AND_POINTS
from .words import words_of

# How a candidate may be found (program_name.py).
HOWS = ("headed", "quoted", "object", "known", "renewal", "label", "carried", "quotation", "quotations")
# How many values each trait of a candidate has: how found, times in the text, length, clauses and numbers between,
# whether it stands in the metric and in the title.
TRAITS = (len(HOWS), 4, 3, 5, 5, 2, 2)
# Endings of territorial and macro indicators, which no single initiative brings about.
MACRO = tuple(words_of("macro"))


def site_features(measure: str, role: str, unit: str, metric: str, verb: str) -> tuple[str, ...]:
    """Return what speaks for or against any program at all: `metric` is the end of the metric's text, `verb` its verb.

    >>> site_features("level", "actual", "家", "便民市场", "建成")
    ('bias', 'measure=level', 'role=actual', 'unit=count', 'metric=other', 'verb=建成')
    """
    kind = "rate" if unit in RATES_AND_POINTS else "money" if unit in MONEY else "count"
    shared = ("bias", f"measure={measure}", f"role={role}", f"unit={kind}")
    if not metric:
        return shared
    macro = "metric=macro" if metric.endswith(MACRO) else "metric=other"
    return (*shared, macro, f"verb={verb}" if verb else "metric=noun_first")


def name_features(how: str, head: str, count: int, in_title: bool, length: int) -> tuple[str, ...]:
    """Return what is known of a candidate whatever the number: how found, head noun, times in the text, length."""
    times = ("1", "2", "3+", "6+")[_times(count)]
    size = ("short", "mid", "long")[_size(length)]
    title = ("in_title",) if in_title else ()
    return (f"how={how}", f"head={head}", f"count={times}", f"length={size}", *title)


def place_features(where: str, how: str, clauses: int, numbers: int, in_metric: bool) -> tuple[str, ...]:
    """Return how a candidate stands to a number: `clauses` and `numbers` between them, -1 when in another sentence."""
    between = (f"clauses={min(clauses, 3)}", f"numbers={min(numbers, 3)}") if clauses >= 0 else ()
    return (f"where={where}", f"{where}+{how}", *between, *(("in_metric",) if in_metric else ()))


def traits(
    how: str, count: int, in_title: bool, length: int, clauses: int, numbers: int, in_metric: bool
) -> tuple[int, ...]:
    """Return what a model is told of a candidate, a number below that of TRAITS each.

    >>> traits("known", 7, False, 4, -1, -1, False)
    (3, 3, 0, 0, 0, 0, 0)
    """
    return HOWS.index(how), _times(count), _size(length), 1 + clauses, 1 + numbers, int(in_metric), int(in_title)


def _times(count: int) -> int:
    return bisect_right((1, 2, 5), count - 1)


def _size(length: int) -> int:
    return bisect_right((4, 9), length - 1)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {row.feature: float(row.weight) for row in table("program_weights", Weight)}


def _weigh(features: Iterable[str]) -> float:
    known = weights()
    return sum(known.get(feature, 0.0) for feature in features)


@cache
def site_weight(measure: str, role: str, unit: str, macro: str, verb: str) -> float:
    """Return the weight of `site_features`."""
    return _weigh(site_features(measure, role, unit, macro, verb))


@cache
def name_weight(how: str, head: str, count: int, in_title: bool, length: int) -> float:
    """Return the weight of `name_features`."""
    return _weigh(name_features(how, head, count, in_title, length))


@cache
def place_weight(where: str, how: str, clauses: int, numbers: int, in_metric: bool) -> float:
    """Return the weight of `place_features`."""
    return _weigh(place_features(where, how, clauses, numbers, in_metric))
