"""What other systems find in a sentence, each through its own interface, as items that can be counted alike.

A system that is not installed is left out. Dates that a system gives in several readings are kept in all of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple, TypeAlias

from suite_cases import Bounds, Days

from zhengwu_extract import Options, Pipeline, Record
from zhengwu_extract.document import Document

CULTURE = "zh-cn"
# Other systems' names of our units.
UNITS = {"Chinese yuan": "元", "Kilometer": "公里", "Square meter": "平方米", "percentage": "%"}


class Item(NamedTuple):
    """What a system found: a number, a unit, days, what it is about; `span` is None where it tells no place."""

    span: tuple[int, int] | None
    bounds: Bounds | None = None
    unit: str | None = None
    days: tuple[Days, ...] = ()
    metric: str | None = None


Reader: TypeAlias = Callable[[str, date], list[Item]]


def installed() -> Iterator[tuple[str, Reader | str]]:
    """Yield the name of each system with its reader, or with what is missing."""
    for label, model in (("rules", "none"), ("rules and tagger", "auto")):
        yield f"zhengwu_extract, {label}", ours(model)
    for package, make in MAKERS.items():
        try:
            yield f"{package} {version(package)}", make()
        except ImportError as error:
            yield package, str(error)


def ours(model: str) -> Reader:
    """Return a reader that gives the records of this engine."""
    pipeline = Pipeline(Options(model=model))

    def read(text: str, published: date) -> list[Item]:
        return [_record(record) for record in pipeline.records(Document(text, id="sentence", published=published))]

    return read


def _record(record: Record) -> Item:
    value, when = record.value, record.date
    bounds = Bounds(value.low, value.high) if value.number is None else Bounds(value.number, value.number)
    days = ((when.start, when.end),) if when else ()
    return Item((value.start, value.end), bounds, record.unit, days, record.metric.text)


def jionlp() -> Reader:
    """Return a reader of money and times by JioNLP."""
    ner: Any = import_module("jionlp").ner
    find_money, find_times = ner.extract_money, ner.extract_time

    def read(text: str, published: date) -> list[Item]:
        base = datetime.combine(published, time()).timestamp()
        money = [
            Item(tuple(each["offset"]), _bounds(each["detail"]["num"]), each["detail"]["case"])
            for each in find_money(text, with_parsing=True)
        ]
        times = [
            Item(tuple(each["offset"]), days=(_ends(*each["detail"]["time"]),))
            for each in find_times(text, time_base=base, with_parsing=True)
            if isinstance(each["detail"]["time"], list)
        ]
        return money + times

    return read


def recognizers() -> Reader:
    """Return a reader of numbers, percentages, units, currencies and dates by Recognizers-Text."""
    number, unit, dates = (import_module(f"recognizers_{name}") for name in ("number", "number_with_unit", "date_time"))
    finders = (number.recognize_number, number.recognize_percentage, unit.recognize_dimension, unit.recognize_currency)

    def read(text: str, published: date) -> list[Item]:
        found = [
            Item((each.start, each.end + 1), _bounds(said["value"].removesuffix("%")), _unit(said))
            for find in finders
            for each in find(text, CULTURE)
            if (said := each.resolution) and said.get("value")
        ]
        reference = datetime.combine(published, time())
        for each in dates.recognize_datetime(text, CULTURE, reference=reference):
            readings = tuple(filter(None, map(_reading, (each.resolution or {}).get("values", ()))))
            found.append(Item((each.start, each.end + 1), days=readings))
        return found

    return read


def _unit(said: dict[str, str]) -> str | None:
    return "%" if said["value"].endswith("%") else UNITS.get(said.get("unit", ""), said.get("unit"))


def _reading(value: dict[str, str]) -> Days | None:
    """Return the days of one reading; a range ends before its `end`."""
    if value["type"] == "date" and "value" in value:
        day = date.fromisoformat(value["value"])
        return day, day
    if value["type"] == "daterange" and "start" in value and "end" in value:
        return date.fromisoformat(value["start"]), date.fromisoformat(value["end"]) - timedelta(days=1)
    return None


def dateparser() -> Reader:
    """Return a reader of dates by dateparser, which tells the words but not where they stand."""
    search: Any = import_module("dateparser.search").search_dates

    def read(text: str, published: date) -> list[Item]:
        settings = {"RELATIVE_BASE": datetime.combine(published, time())}
        found = search(text, languages=["zh"], settings=settings) or ()
        return [Item(_place(text, words), days=((day.date(), day.date()),)) for words, day in found]

    return read


def _place(text: str, words: str) -> tuple[int, int] | None:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def quantulum3() -> Reader:
    """Return a reader of quantities by quantulum3, which is made for English."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parse: Any = import_module("quantulum3.parser").parse

    def read(text: str, published: date) -> list[Item]:
        del published  # It reads no dates.
        return [Item(each.span, _bounds(each.value), each.unit.name) for each in parse(text)]

    return read


def _bounds(said: object) -> Bounds | None:
    """Return a number, or the ends of a range, as bounds; None when they are none."""
    ends = said if isinstance(said, list | tuple) else [said, said]
    try:
        low, high = (Decimal(str(end)) for end in ends)
    except (InvalidOperation, ValueError):
        return None
    return Bounds(low, high)


def _ends(first: str, last: str) -> Days:
    """Return the days of two instants, None for one that is open."""
    return _day(first), _day(last)


def _day(instant: str) -> date | None:
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:
        return None


# By the name of the package to install.
MAKERS = {
    "jionlp": jionlp,
    "recognizers-text-suite": recognizers,
    "dateparser": dateparser,
    "quantulum3": quantulum3,
}
