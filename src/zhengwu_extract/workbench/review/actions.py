"""What a person can do to an article under review, and what it is then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from .. import WorkbenchError
from ..gold import Annotation, GoldDocument
from ..inline import apart
from ..validate import Problem, problems

# No text states a number with more places than this, before or behind the point.
PLACES = 30
# As many reasons as a person reads at once.
REASONS = 3


class RefusalError(WorkbenchError):
    """An action that cannot be done, and why, in words for the person at the page."""


class _Action(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str


class Put(_Action):
    """Add a record (its id is empty), or correct the one with its id; either way it is confirmed."""

    do: Literal["put"] = "put"
    record: Annotation


class Delete(_Action):
    """Remove a record."""

    do: Literal["delete"] = "delete"
    record: str


class Confirm(_Action):
    """Say that a record is right as it stands, or take that back."""

    do: Literal["confirm"] = "confirm"
    record: str
    yes: bool = True


class Finish(_Action):
    """Say that every record of the article is right and none is missing, or take that back."""

    do: Literal["finish"] = "finish"
    yes: bool = True


Action: TypeAlias = Annotated[Put | Delete | Confirm | Finish, Field(discriminator="do")]
ACTION: TypeAdapter[Put | Delete | Confirm | Finish] = TypeAdapter(Action)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article as it stands in the review: its records, which of them are confirmed, and whether it is finished."""

    doc: GoldDocument
    confirmed: frozenset[str] = frozenset()
    finished: bool = False
    # How many records were ever given an id here: an id is never given twice.
    numbered: int = 0

    @classmethod
    def of(cls, doc: GoldDocument) -> Reviewed:
        """Return an article as it comes, every record with an id of its own."""
        ordered = sorted(doc.records, key=lambda record: record.span)
        records = tuple(record.model_copy(update={"id": f"{doc.id}#{n}"}) for n, record in enumerate(ordered, 1))
        return cls(doc.model_copy(update={"records": records}), numbered=len(records))

    def record(self, name: str) -> Annotation:
        """Return a record by its id; raise RefusalError when there is none."""
        for record in self.doc.records:
            if record.id == name:
                return record
        raise RefusalError(f"{self.doc.id}: there is no record {name!r} (any more); reload the page")


def done(before: Reviewed, action: Put | Delete | Confirm | Finish) -> Reviewed:
    """Return the article after an action; raise RefusalError when the action does not fit it.

    >>> value = {"text": "15家", "start": 4, "end": 7, "number": 15}
    >>> words = {"text": "便民市场", "spans": [[7, 11]]}
    >>> record = {"value": value, "unit": "家", "measure": "level", "role": "actual", "metric": words}
    >>> empty = Reviewed.of(GoldDocument(id="a", published="2022-08-11", text="今年建成15家便民市场。"))
    >>> after = done(empty, Put(document="a", record=record))
    >>> [record.id for record in after.doc.records], sorted(after.confirmed)
    (['a#1'], ['a#1'])
    >>> done(after, Delete(document="a", record="a#2"))
    Traceback (most recent call last):
    zhengwu_extract.workbench.review.actions.RefusalError: a: there is no record 'a#2' (any more); reload the page
    """
    match action:
        case Put(record=record):
            return _put(before, record)
        case Delete(record=name):
            gone = before.record(name).value.text
            kept = [record for record in before.doc.records if record.id != name]
            return _with(before, _renamed(kept, gone, None), before.confirmed - {name})
        case Confirm(record=name, yes=yes):
            before.record(name)
            return replace(before, confirmed=before.confirmed | {name} if yes else before.confirmed - {name})
        case Finish(yes=yes):
            return replace(before, finished=yes)


def _put(before: Reviewed, record: Annotation) -> Reviewed:
    others = [other for other in before.doc.records if other.id != record.id]
    if record.id:
        others = _renamed(others, before.record(record.id).value.text, record.value.text)
        numbered = before.numbered
    else:
        numbered = before.numbered + 1
        record = record.model_copy(update={"id": f"{before.doc.id}#{numbered}"})
    if record.date:
        inherited = apart(before.doc.text, record.date.span, record.span)
        record = record.model_copy(update={"date": record.date.model_copy(update={"inherited": inherited})})
    return replace(_with(before, [*others, record], before.confirmed | {record.id}), numbered=numbered)


def _with(before: Reviewed, records: Sequence[Annotation], confirmed: frozenset[str]) -> Reviewed:
    ordered = tuple(sorted(records, key=lambda record: record.span))
    return replace(before, doc=before.doc.model_copy(update={"records": ordered}), confirmed=confirmed)


def _renamed(records: Sequence[Annotation], old: str, new: str | None) -> list[Annotation]:
    """Return records whose parts follow the words of their whole, which are others now, or gone."""
    if old == new or any(record.value.text == old for record in records):
        return list(records)
    return [record.model_copy(update={"part_of": new}) if record.part_of == old else record for record in records]


def check(before: Reviewed, action: Put | Delete | Confirm | Finish, after: Reviewed) -> None:
    """Refuse an action that makes a document wrong in a way in which it was not, or finishes one that is wrong.

    Only new actions are checked: what a journal has was accepted once, and stays so when the checks become stricter.
    """
    match action:
        case Put(record=record):
            _check_numbers(record)
            known = Counter(problem.message for problem in problems(before.doc))
            new = Counter(problem.message for problem in problems(after.doc)) - known
            if new:
                raise RefusalError("; ".join(new))
        case Finish(yes=True):
            # What is wrong with the whole document (no publish date) is told when a review begins.
            if found := [problem for problem in problems(after.doc) if problem.span != (0, 0)]:
                raise RefusalError(f"not finished: {_reasons(after.doc, found)}")


def _reasons(doc: GoldDocument, found: Sequence[Problem]) -> str:
    said = [f"{doc.text[slice(*problem.span)]}: {problem.message}" for problem in found[:REASONS]]
    return "; ".join(said) + (f"; and {len(found) - REASONS} more" if len(found) > REASONS else "")


def _check_numbers(record: Annotation) -> None:
    value, target = record.value, record.target
    goal = (target.number, target.completion) if target else ()
    for number in (value.number, value.low, value.high, *goal):
        if number is not None and _places(number) > PLACES:
            raise RefusalError(f"{number} has more than {PLACES} places; no text states such a number")


def _places(number: Decimal) -> int:
    """Return how many places a number has before the point, or behind it, whichever are more.

    >>> [_places(Decimal(text)) for text in ("0", "13.25", "1e40", "1e-40")]
    [1, 2, 41, 40]
    """
    exponent = number.as_tuple().exponent
    return max(number.adjusted() + 1, -exponent if isinstance(exponent, int) else 0)
