"""The record: one source of the JSON lines, the flat columns and the JSON Schema."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, PlainSerializer

from .document import PeriodKind, Qualifier

Measure = Literal["level", "change", "change_rate", "share", "completion"]
Span = tuple[int, int]


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


# Decimal inside, a plain JSON number outside.
Number = Annotated[Decimal, PlainSerializer(_plain, return_type=int | float, when_used="json")]


# A part is frozen, itself also for its own maker.
_set = object.__setattr__


@cache
def _all_fields(part: type[BaseModel]) -> set[str]:
    """Return the names of all fields, one set for all parts of a kind: none of them can be changed."""
    return set(part.model_fields)


class Part(BaseModel):
    """A part of a record: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Return a part with these values for all its fields, which are known to be right and are not checked.

        What ``model_construct`` does for any values, in a tenth of its time and with fewer objects to keep alive.

        >>> Place.of({"text": "全市", "name": None, "code": None})
        Place(text='全市', name=None, code=None)
        """
        part = cls.__new__(cls)
        _set(part, "__dict__", values)
        _set(part, "__pydantic_fields_set__", _all_fields(cls))
        _set(part, "__pydantic_extra__", None)
        _set(part, "__pydantic_private__", None)
        return part


class Value(Part):
    """The quantity as written (`text`, `start`, `end`) and its fully scaled `number`, or the bounds of a range."""

    text: str
    start: int
    end: int
    number: Number | None
    low: Number | None = None
    high: Number | None = None
    qualifier: Qualifier = "exact"


class Phrase(Part):
    """A name glued from `spans` of the text in text order."""

    text: str
    spans: tuple[Span, ...]


class Date(Part):
    """A time expression and the days it covers; `inherited` when it stands outside the record's own sentence."""

    text: str
    span: Span
    start: date | None
    end: date | None
    kind: PeriodKind
    inherited: bool = False


class Target(Part):
    """The goal a result is held against, filled from the text only, never computed; `record` names its record."""

    text: str
    number: Number | None = None
    unit: str | None = None
    deadline: date | None = None
    completion: Number | None = None
    record: str | None = None


class Place(Part):
    """The place a number covers: as written, its official name and GB/T 2260 code where they could be resolved."""

    text: str
    name: str | None = None
    code: str | None = None


class Excerpt(Part):
    """The sentence a record stands in."""

    text: str
    start: int
    end: int


class Record(Part):
    """One quantity of a text and what it means; see the field table in README.md.

    >>> Record.model_json_schema()["required"][:4]
    ['id', 'doc_id', 'value', 'unit']
    """

    id: str
    doc_id: str
    value: Value
    unit: str
    measure: Measure
    role: Literal["actual", "target"]
    scope: Literal["core", "peripheral"]
    metric: Phrase
    indicator: str | None
    program: Phrase | None
    date: Date | None
    target: Target | None
    region: Place | None
    part_of: str | None
    base: str | None
    commitment: Literal["hard", "soft", "plain"] | None
    sentence: Excerpt
    confidence: float
    origin: dict[str, str]
    flags: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the record as one line of JSON."""
        return self.model_dump_json()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain Python values, dates as ISO strings and numbers as int or float."""
        return self.model_dump(mode="json")
