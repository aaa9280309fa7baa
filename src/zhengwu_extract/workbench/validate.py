"""What a gold document may not hold: wrong offsets, unknown units, impossible dates, arithmetic against itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..lexicon import Unit, table
from ..normalise.check import as_printed, says_average
from ..normalise.rounding import Bounds, printed, quotient
from ..record import Phrase
from .gold import Annotation, GoldDocument
from .locate import in_order

# The contradictions that a text may hold; an annotation names them in `flags`, or they are its own.
CONTRADICTIONS = ("completion_mismatch", "part_exceeds_whole")


class Problem(NamedTuple):
    """What is wrong with one record of a document, and what to do."""

    doc_id: str
    span: tuple[int, int]
    message: str

    def __str__(self) -> str:
        return f"{self.doc_id} [{self.span[0]}:{self.span[1]}]: {self.message}"


def problems(doc: GoldDocument) -> list[Problem]:
    """Return everything wrong with a document, in text order; an empty list for a valid one.

    >>> value = {"text": "15家", "start": 4, "end": 7, "number": 15}
    >>> words = {"text": "便民市场", "spans": [[7, 11]]}
    >>> row = {"value": value, "unit": "家", "measure": "level", "role": "actual", "metric": words}
    >>> doc = GoldDocument(id="a", published="2022-08-11", text="今年建成16家便民市场。", records=[row])
    >>> print(*problems(doc))
    a [4:7]: the text has '16家' here, the value says '15家'
    """
    found = [Problem(doc.id, (0, 0), message) for message in _document(doc)]
    records = sorted(doc.records, key=lambda record: record.span)
    for a, b in pairwise(records):
        if b.value.start < a.value.end:
            found.append(Problem(doc.id, b.span, f"overlaps the quantity {a.value.text!r}; one record per mention"))
    for record in records:
        for check in (_offsets, _amount, _kind, _date, _target, _part):
            found += [Problem(doc.id, record.span, message) for message in check(record, doc)]
    return found


def _document(doc: GoldDocument) -> Iterator[str]:
    if _published(doc) is None:
        yield f"published is {doc.published!r}; a publish date is written as 2022-08-11"
    if not doc.text.strip():
        yield "the text is empty"


def _published(doc: GoldDocument) -> date | None:
    try:
        return date.fromisoformat(doc.published or "")
    except ValueError:
        return None


def _offsets(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    value = record.value
    if doc.text[value.start : value.end] != value.text:
        yield f"the text has {doc.text[value.start : value.end]!r} here, the value says {value.text!r}"
    if not value.text.strip():
        yield "the value is empty"
    for name, phrase in (("metric", record.metric), ("program", record.program)):
        if phrase:
            yield from _phrase(name, phrase, doc.text)
    if record.date and doc.text[slice(*record.date.span)] != record.date.text:
        yield f"date: the text has {doc.text[slice(*record.date.span)]!r}, the record says {record.date.text!r}"
    if record.region and record.region.text not in doc.text:
        yield f"region: {record.region.text!r} does not stand in the text"


def _phrase(name: str, phrase: Phrase, text: str) -> Iterator[str]:
    spans = list(phrase.spans)
    if not phrase.text.strip() or not spans:
        yield f"{name}: empty, or without a place in the text"
    elif not in_order(spans) or spans[0][0] < 0 or spans[-1][1] > len(text):
        yield f"{name}: spans {spans} are out of order or outside the text"
    elif (glued := "".join(text[start:end] for start, end in spans)) != phrase.text:
        yield f"{name}: its spans hold {glued!r}, the record says {phrase.text!r}"


def _amount(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    value = record.value
    if value.qualifier == "range":
        if value.low is None or value.high is None or value.number is not None:
            yield "a range has low and high and no number"
        elif value.low >= value.high:
            yield f"a range from {value.low} to {value.high} is empty"
    elif value.number is None or value.low is not None or value.high is not None:
        yield f"a value that is {value.qualifier} has a number and neither low nor high"
    if not known_unit(record.unit):
        yield f"unit {record.unit!r} is not in lexicon/units.tsv; write its canonical name, or add the unit"


def known_unit(unit: str) -> bool:
    """Return whether a unit is a canonical one or made of such (元/平方米, 张/千人, 人/平方公里·年).

    >>> [known_unit(unit) for unit in ("元", "张/千人", "只猫")]
    [True, True, False]
    """
    return unit in _canonical() or all(
        part in _canonical() or re.sub(r"^[\d十百千万亿]+", "", part) in _canonical()
        for part in re.split(r"[/·]", unit)
    )


@cache
def _canonical() -> frozenset[str]:
    rows = table("units", Unit)
    return frozenset(row.canonical for row in rows) | frozenset(row.surface for row in rows)


def _kind(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    if record.commitment and record.role != "target":
        yield "only a target has a commitment"
    if record.measure in ("share", "completion") and record.unit not in ("%", "‰", "倍", "成", "‱"):
        yield f"a {record.measure} in {record.unit}; it is a ratio"
    number = record.value.number
    if record.measure == "share" and record.unit == "%" and number is not None and not 0 <= number <= 100:
        yield f"a share of {number} %"


def _date(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    if not (when := record.date):
        return
    needs = {"period": (True, True), "as_of": (False, True), "deadline": (False, True), "recurring": (False, False)}
    if (when.start is not None, when.end is not None) != needs[when.kind]:
        yield f"date: {when.kind} with start {when.start} and end {when.end}"
    elif when.start and when.end and when.start > when.end:
        yield f"date: a period from {when.start} back to {when.end}"
    published = _published(doc)
    first = when.start or when.end
    if published and record.role == "actual" and first and first > published and when.kind != "deadline":
        yield f"date: an actual of {first}, after the text was published ({published})"


def _target(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    if not (target := record.target):
        return
    if record.role == "target":
        yield "a target holds no target of its own"
    if (target.number is None) != (target.unit is None):
        yield "target: number and unit come together"
    if target.unit is not None and not known_unit(target.unit):
        yield f"target: unit {target.unit!r} is not in lexicon/units.tsv"
    yield from _contradiction(record, "completion_mismatch", _mismatch(record))


def _mismatch(record: Annotation) -> str | None:
    target, number = record.target, record.value.number
    if not target or number is None or target.completion is None:
        return None
    if (
        record.measure == "completion"
        and record.unit == "%"
        and abs(number / 100 - target.completion) > Decimal("1e-9")
    ):
        return f"{number} % against a completion of {target.completion}"
    if record.measure != "level" or not target.number or target.unit != record.unit:
        return None
    value = printed(record.value, record.unit)
    reached = quotient(value, Bounds(target.number, target.number)) if value else None
    if reached is None or reached.meets(as_printed(target.completion)):
        return None
    return f"{number} of {target.number} is {number / target.number:.4f}, not {target.completion}"


def _part(record: Annotation, doc: GoldDocument) -> Iterator[str]:
    if record.part_of is None:
        return
    wholes = [other for other in doc.records if other.value.text == record.part_of and other is not record]
    if not wholes:
        yield f"part_of: no other quantity of the document reads {record.part_of!r}"
    else:
        whole = min(wholes, key=lambda other: abs(other.value.start - record.value.start))
        yield from _contradiction(record, "part_exceeds_whole", _excess(record, whole, doc.text))


def _excess(record: Annotation, whole: Annotation, text: str) -> str | None:
    part, total = record.value.number, whole.value.number
    if part is None or total is None or record.unit != whole.unit or whole.value.qualifier == "over":
        return None
    if part <= total or any(says_average(each.metric.text, text[: each.value.start]) for each in (record, whole)):
        return None
    return f"a part of {part} {record.unit} in a whole of {total}"


def _contradiction(record: Annotation, flag: str, found: str | None) -> Iterable[str]:
    if found and flag not in record.flags:
        return [f"{found}; if the text itself says so, set the flag {flag}"]
    if not found and flag in record.flags:
        return [f"the flag {flag} is set, but the figures agree"]
    return []
