"""How far two annotators agree on the same documents: F1 at each level, kappa where a field is a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .compare import RUNGS, Pair, pair_of
from .gold import Annotation, GoldDocument
from .match import matched


class Agreement(NamedTuple):
    """Agreement of two annotators.

    `f1` is by rung: the mention rung over all quantities, the others over those that neither calls peripheral;
    `kappa` is Cohen's, by class field, over the quantities that both found.
    """

    documents: int
    first: int
    second: int
    f1: dict[str, float]
    kappa: dict[str, float]
    disagreements: tuple[tuple[GoldDocument, Pair], ...]

    def kinds(self) -> Counter[str]:
        """Return how often the annotators differ in each field, or in finding a quantity at all."""
        kinds = Counter[str]()
        for _, pair in self.disagreements:
            kinds.update(pair.wrong or ["found by one only"])
        return kinds


CLASSES: dict[str, Callable[[Annotation], str]] = {
    "scope": lambda record: record.scope,
    "measure": lambda record: record.measure,
    "role": lambda record: record.role,
    "qualifier": lambda record: record.value.qualifier,
    "kind of date": lambda record: record.date.kind if record.date else "none",
    "has a program": lambda record: "yes" if record.program else "no",
    "has a target": lambda record: "yes" if record.target else "no",
}


def agree(first: Sequence[GoldDocument], second: dict[str, list[Annotation]]) -> Agreement:
    """Compare two annotations of the documents that both hold."""
    both = [doc for doc in first if doc.id in second]
    counts = Counter[str]()
    classes: dict[str, list[tuple[str, str]]] = {name: [] for name in CLASSES}
    unlike: list[tuple[GoldDocument, Pair]] = []
    for doc in both:
        for pair in _pairs(doc, second[doc.id]):
            counts["all first"] += pair.gold is not None
            counts["all second"] += pair.predicted is not None
            counts["all mention"] += bool(pair.rungs)
            if pair.gold and pair.predicted:
                for name, of in CLASSES.items():
                    classes[name].append((of(pair.gold), of(pair.predicted)))
            if any(record and record.scope == "peripheral" for record in pair[:2]):
                continue
            counts["first"] += pair.gold is not None
            counts["second"] += pair.predicted is not None
            counts.update(pair.rungs)
            if pair.outcome != "correct":
                unlike.append((doc, pair))
    f1 = {rung: _f1(counts[rung], counts["first"], counts["second"]) for rung in RUNGS}
    f1["mention"] = _f1(counts["all mention"], counts["all first"], counts["all second"])
    kappas = {name: kappa(rows) for name, rows in classes.items()}
    return Agreement(len(both), counts["all first"], counts["all second"], f1, kappas, tuple(unlike))


def kappa(rows: Iterable[tuple[str, str]]) -> float:
    """Return Cohen's kappa of pairs of classes: agreement beyond that of two who choose by their own shares.

    Source: Cohen 1960. 1 where both always choose the same single class.

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    pairs = Counter(rows)
    n = pairs.total()
    left, right = Counter[str](), Counter[str]()
    for (a, b), count in pairs.items():
        left[a] += count
        right[b] += count
    seen = sum(count for (a, b), count in pairs.items() if a == b) / n if n else 1.0
    by_chance = sum(left[name] * right[name] for name in left) / n**2 if n else 1.0
    return (seen - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _f1(hits: int, first: int, second: int) -> float:
    return 2 * hits / (first + second) if first + second else 1.0


def _pairs(doc: GoldDocument, second: list[Annotation]) -> Iterable[Pair]:
    first = list(doc.records)
    pairs = matched(first, second)
    for index, record in enumerate(first):
        yield pair_of(record, second[pairs[index]], doc) if index in pairs else Pair(record, None)
    taken = set(pairs.values())
    for index, record in enumerate(second):
        if index not in taken:
            yield Pair(None, record)
