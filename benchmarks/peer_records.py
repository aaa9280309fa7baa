"""Count what this engine and other systems give of ten sentences: python benchmarks/peer_records.py.

The sentences and what they say stand in peer_sentences.jsonl; they were made for this project. Of the other systems
those that are installed are counted: pip install jionlp dateparser quantulum3 recognizers-text-suite 'emoji<2'.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from peer_readers import Item, installed
from report import table, write_section
from suite_cases import Bounds, Days

from zhengwu_extract.workbench.match import PARTIAL, same_unit, similarity

SENTENCES = Path(__file__).resolve().parent / "peer_sentences.jsonl"
NOTE = (
    "What each system gives of {sentences} sentences in the style of government news, made for this project with their "
    "{quantities} quantities and {periods} periods before any system had read them. Number: an item overlaps the "
    "quantity and has its number (of 8700余户 8700 will do), or the ends of its range. Unit: that item has the unit, "
    "under any of its names. Period: an item has its first and last day, or only the last where there is no first "
    "(截至, 年内); of several readings any will do. About: that item says what the quantity is of, with a Dice overlap "
    "of {partial} of the character pairs. Besides: places with a number that is no quantity, or with a date where "
    "there is no time."
)


class Quantity(NamedTuple):
    """What a sentence says of one quantity."""

    start: int
    end: int
    bounds: Bounds
    unit: str
    metric: str


class Sentence(NamedTuple):
    """A sentence, the day it is read on, its time expressions (the first has the period) and its quantities."""

    text: str
    published: date
    times: tuple[tuple[int, int], ...]
    period: Days | None
    quantities: tuple[Quantity, ...]


class Tally(NamedTuple):
    """How often a system gave what a sentence says, and what it found besides."""

    number: int = 0
    unit: int = 0
    period: int = 0
    about: int = 0
    besides: int = 0

    def __add__(self, other: Tally) -> Tally:  # type: ignore[override]
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


def main() -> int:
    """Count, print and write the table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    known = list(sentences())
    rows = []
    for name, reader in installed():
        if isinstance(reader, str):
            print(f"{name}: not counted: {reader}", file=sys.stderr)
            continue
        tally = sum((count(each, reader(each.text, each.published)) for each in known), Tally())
        rows.append([name, *tally])
    quantities, periods = sum(len(each.quantities) for each in known), sum(bool(each.period) for each in known)
    columns = (f"number, of {quantities}", f"unit, of {quantities}", f"period, of {periods}", f"about, of {quantities}")
    result = table(["system", *columns, "besides"], rows)
    note = NOTE.format(sentences=len(known), quantities=quantities, periods=periods, partial=PARTIAL)
    write_section("peer_records", "What other systems give of a sentence", [note, result])
    print(f"{note}\n\n{result}")
    return 0


def sentences(path: Path = SENTENCES) -> Iterator[Sentence]:
    """Yield the sentences of a file; a word of it that does not stand in its sentence raises ValueError."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text, period = row["text"], row["period"]
        ends = tuple(date.fromisoformat(day) if day else None for day in period) if period else None
        times = tuple(_span(text, words) for words in row["times"])
        quantities = tuple(
            Quantity(*_span(text, words), _bounds(number), unit, metric)
            for words, number, unit, metric in row["quantities"]
        )
        yield Sentence(
            text, date.fromisoformat(row["published"]), times, (ends[0], ends[1]) if ends else None, quantities
        )


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _bounds(number: float | list[float]) -> Bounds:
    low, high = number if isinstance(number, list) else (number, number)
    return Bounds(Decimal(str(low)), Decimal(str(high)))


def count(sentence: Sentence, items: Sequence[Item]) -> Tally:
    """Return what was given of a sentence."""
    tally = Tally(besides=besides(sentence, items))
    for quantity in sentence.quantities:
        numbers = [item for item in items if _overlap(item.span, quantity[:2]) and item.bounds == quantity.bounds]
        units = any(same_unit(quantity.unit, item.unit) for item in numbers)
        about = any(similarity(quantity.metric, item.metric) >= PARTIAL for item in numbers if item.metric)
        tally += Tally(number=bool(numbers), unit=units, about=about)
    return tally + Tally(period=any(_same(sentence.period, days) for item in items for days in item.days))


def besides(sentence: Sentence, items: Sequence[Item]) -> int:
    """Return in how many places there is a number that is no quantity, or a date that is no time.

    >>> market = Sentence("新增15家", date(2022, 8, 11), (), None, (Quantity(2, 5, _bounds(15), "家", "新增"),))
    >>> besides(market, [Item((2, 4), _bounds(15)), Item((2, 4), days=((None, None),))])
    1
    """
    quantities = [quantity[:2] for quantity in sentence.quantities]
    places: list[tuple[int, int]] = []
    for span, numeric in sorted((item.span, item.bounds is not None) for item in items if item.span):
        known = [*sentence.times, *(quantities if numeric else ())]
        if not any(_overlap(span, other) for other in (*known, *places[-1:])):
            places.append(span)
    return len(places)


def _overlap(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def _same(expected: Days | None, found: Days) -> bool:
    if not expected:
        return False
    return found[1] == expected[1] and (expected[0] is None or found[0] == expected[0])


if __name__ == "__main__":
    sys.exit(main())
