"""Where the results differ: by genre, domain, length, measure, role, and by how a record got its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .compare import Comparison, Pair
from .gold import Annotation, GoldDocument
from .locate import nearest

_LENGTHS = ((500, "under 500 characters"), (1000, "500 to 999"), (2000, "1000 to 1999"))


class Slice(NamedTuple):
    """One value of one property: gold records that have it, and how many of them were found and right."""

    by: str
    name: str
    gold: int
    mention: int
    value: int
    right: int


def slices(comparisons: Sequence[Comparison]) -> list[Slice]:
    """Return the slices of each property, the larger first; properties that no document states are left out."""
    found: list[Slice] = []
    for by, names in (*_OF_DOCUMENT.items(), *_OF_RECORD.items()):
        counts: dict[str, Counter[str]] = {}
        for comparison in comparisons:
            for pair in comparison.pairs:
                if pair.gold:
                    for name in names(comparison.document, pair.gold):
                        _count(counts.setdefault(name, Counter()), pair)
        rows = [Slice(by, name, c["gold"], c["mention"], c["value"], c["tuple"]) for name, c in counts.items()]
        found += sorted(rows, key=lambda row: (-row.gold, row.name))
    return found


def _count(counts: Counter[str], pair: Pair) -> None:
    counts["gold"] += 1
    counts.update(pair.rungs)


def _length(doc: GoldDocument, record: Annotation) -> Iterable[str]:
    return [next((name for most, name in _LENGTHS if len(doc.text) < most), "2000 and more")]


def _dated(doc: GoldDocument, record: Annotation) -> Iterable[str]:
    if record.date is None:
        return ["no date"]
    start, end = record.date.span
    if end == 0:
        places = nearest(doc.text, [(record.date.text, None)], record.span)
        if places is None:
            return ["dated otherwise"]
        ((start, end),) = places
    first, last = (start, record.value.start) if start < record.value.start else (record.value.end, end)
    inherited = any(stop in doc.text[first:last] for stop in "。！？\n")
    return ["inherited" if inherited else "in its own sentence"]


_Names = Callable[[GoldDocument, Annotation], Iterable[str]]
_OF_DOCUMENT: dict[str, _Names] = {
    "genre": lambda doc, record: [doc.genre] if doc.genre else [],
    "domain": lambda doc, record: doc.domain,
    "length": _length,
}
_OF_RECORD: dict[str, _Names] = {
    "measure": lambda doc, record: [record.measure],
    "role": lambda doc, record: [record.role],
    "date": _dated,
}
