"""From a document to its sheet; what marks and notes cannot say stands as JSON in the note `more`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .. import WorkbenchError
from ..gold import Annotation, GoldDocument
from ..inline import HEADER
from .marking import part_mark, quantity, whole_of
from .reading import read_sheets
from .scheme import LABELS, Mark, Sheet


def sheet_of(doc: GoldDocument) -> Sheet:
    """Return the sheet of a document: its quantities in their order, then their parts.

    >>> value, words = {"text": "15家", "start": 4, "end": 7, "number": 15}, {"text": "便民市场", "spans": [[7, 11]]}
    >>> row = {"id": "a#1", "value": value, "unit": "家", "measure": "level", "role": "actual", "metric": words}
    >>> sheet = sheet_of(GoldDocument(id="a", text="今年建成15家便民市场。", records=[row]))
    >>> [mark.label for mark in sheet.marks], sheet.links
    (['Quantity', 'Metric'], ((0, 1),))
    """
    plain = _sheet(doc, [{}] * len(doc.records))
    back = read_sheets([plain]).documents[0].records
    return _sheet(doc, [_unlike(ours, theirs) for ours, theirs in zip(doc.records, back, strict=True)])


def _sheet(doc: GoldDocument, more: Sequence[dict[str, Any]]) -> Sheet:
    marks = [_quantity(doc, number, rest) for number, rest in enumerate(more)]
    known: dict[str, int] = {}
    links: list[tuple[int, int]] = []
    for number, record in enumerate(doc.records):
        for part in LABELS:
            if mark := part_mark(doc.text, record, part):
                at = known.setdefault(repr(mark), len(marks))
                if at == len(marks):
                    marks.append(mark)
                links.append((number, at))
        if (whole := whole_of(doc.records, number)) is not None:
            links.append((number, whole))
    return Sheet({name: getattr(doc, name) for name in HEADER}, doc.text, tuple(marks), tuple(links))


def _quantity(doc: GoldDocument, number: int, more: dict[str, Any]) -> Mark:
    record = doc.records[number]
    mark = quantity(doc.text, record)
    if not mark:
        raise WorkbenchError(
            f"{doc.id} {list(record.span)}: the quantity {record.value.text!r} has no place in the text"
        )
    notes = dict(mark.notes)
    if whole_of(doc.records, number) is not None:
        del notes["part_of"]
    # A new record of a sheet gets an id, so that one without says so.
    if more := more if record.id else {**more, "id": ""}:
        notes["more"] = json.dumps(more, ensure_ascii=False, default=str)
    return mark._replace(notes=notes)


def _unlike(ours: Annotation, theirs: Annotation) -> dict[str, Any]:
    """Return the fields that came back otherwise, as plain values; decimals and dates as words."""
    plain = ours.model_dump()
    return {name: plain[name] for name in plain if getattr(ours, name) != getattr(theirs, name)}
