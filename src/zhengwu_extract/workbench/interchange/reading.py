"""From a sheet, as a person left it in a tool, to the document; what is missing or astray is said, not guessed."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NamedTuple

from pydantic import ValidationError

from .. import WorkbenchError
from ..gold import Annotation, GoldDocument
from .marking import part_mark, quantity
from .scheme import LABELS, PARTS, QUANTITY, Mark, Part, Sheet

_NUMBER = r"-?\d+(?:\.\d+)?"
_AMOUNT = re.compile(rf"(?:(about|over|under) )?({_NUMBER})(?:\.\.({_NUMBER}))?(?: (\S.*))?")
_GOAL = re.compile(rf"({_NUMBER})(?: (\S.*))?")
_DAYS = re.compile(r"([\d-]*)\.\.([\d-]*)")
SENTENCE_ENDS = "。！？\n"


class Gap(NamedTuple):
    """What no person said of a record: `amount`, `measure` and `role` of a new quantity, `days` of a new date."""

    doc_id: str
    record: int
    missing: tuple[str, ...]


class Reading(NamedTuple):
    """Documents as a format gave them back, what their records lack, and remarks on what could not be taken over."""

    documents: list[GoldDocument]
    gaps: list[Gap]
    remarks: list[str]


def read_sheets(sheets: list[Sheet]) -> Reading:
    """Return the documents of sheets; raise WorkbenchError, with document and place, for a note that cannot be read."""
    reading = Reading([], [], [])
    for sheet in sheets:
        _check_places(sheet)
        _astray(sheet, reading.remarks)
        found = [
            _record(sheet, number, reading)
            for number, mark in enumerate(sheet.marks)
            if mark.label == QUANTITY and mark.spans
        ]
        fields = {**sheet.header, "text": sheet.text, "records": tuple(_numbered(sheet.id, found))}
        try:
            doc = GoldDocument.model_validate(fields)
        except ValidationError as error:
            raise WorkbenchError(f"{sheet.id}: {complaint(error)}") from error
        reading.gaps.extend(_gaps(doc, found))
        reading.documents.append(doc)
    return reading


def _check_places(sheet: Sheet) -> None:
    for mark in sheet.marks:
        for start, end in mark.spans:
            if not 0 <= start < end <= len(sheet.text):
                raise WorkbenchError(f"{sheet.id}: the mark {mark.label} {[start, end]} lies outside the text")


class _Found(NamedTuple):
    """A record, whether it has an id of its own, and what it lacks."""

    record: Annotation
    named: bool
    missing: tuple[str, ...]


def _numbered(name: str, found: list[_Found]) -> list[Annotation]:
    """Give new records ids after all others; where there are new ones, the records come in text order."""
    if all(row.named for row in found):
        return [row.record for row in found]
    found.sort(key=lambda row: row.record.span)
    taken = [re.fullmatch(r".*#(\d+)", row.record.id, re.DOTALL) for row in found if row.named]
    number = max((int(match[1]) for match in taken if match), default=0)
    records = []
    for row in found:
        number += not row.named
        records.append(row.record if row.named else row.record.model_copy(update={"id": f"{name}#{number}"}))
    return records


def _gaps(doc: GoldDocument, found: list[_Found]) -> list[Gap]:
    return [Gap(doc.id, number, row.missing) for number, row in enumerate(found) if row.missing]


def _astray(sheet: Sheet, remarks: list[str]) -> None:
    """Remark on marks that are not of this scheme, and on those that belong to no quantity."""
    ends = ((head, tail) for link in sheet.links for head, tail in (link, link[::-1]))
    linked = {tail for head, tail in ends if sheet.marks[head].label == QUANTITY}
    strange = Counter(mark.label for mark in sheet.marks if mark.label not in (QUANTITY, *PARTS))
    alone = Counter(mark.label for at, mark in enumerate(sheet.marks) if mark.label in PARTS and at not in linked)
    for label, count in strange.items():
        remarks.append(f"{sheet.id}: {count} marks {label!r} are left out; labels are {', '.join((QUANTITY, *PARTS))}")
    for label, count in alone.items():
        remarks.append(f"{sheet.id}: {count} marks {label!r} belong to no quantity and are left out; link them to one")


def _record(sheet: Sheet, number: int, reading: Reading) -> _Found:
    mark = sheet.marks[number]
    where = f"{sheet.id} {list(mark.spans[0])}"
    if len(mark.spans) > 1:
        reading.remarks.append(f"{where}: a quantity has one span; the others are left out")
    parts, whole = _linked(sheet, number, where, reading.remarks)
    fields = _quantity(sheet.text, mark, where)
    start, end = mark.spans[0]
    for part, its in parts.items():
        fields[part] = _part(sheet.text, its, (start, end), where)
    if whole is not None:
        fields["part_of"] = sheet.text[slice(*whole.spans[0])]
    record = _valid(fields, where)
    missing = [name for name in ("amount", "measure", "role") if name not in mark.notes]
    if "date" in parts and not {"kind", "days"} <= parts["date"].notes.keys():
        missing.append("days")
    kept = set[str]()
    if "more" in mark.notes:
        record, kept = _with_more(sheet.text, record, _json(mark.notes["more"], where), where)
    missing = [name for name in missing if {"amount": "value", "days": "date"}.get(name, name) not in kept]
    return _Found(record, "record" in mark.notes or "id" in kept, tuple(missing))


def _linked(sheet: Sheet, number: int, where: str, remarks: list[str]) -> tuple[dict[Part, Mark], Mark | None]:
    """Return the marks that belong to a quantity by part, and its whole; a link may run either way to a part."""
    parts: dict[Part, Mark] = {}
    whole = None
    for head, tail in sheet.links:
        if number not in (head, tail):
            continue
        other = sheet.marks[tail if head == number else head]
        if other.label == QUANTITY:
            if whole and head == number:
                remarks.append(f"{where}: a part of more than one quantity; the first is taken")
            whole = whole or (other if head == number != tail else None)
        elif part := PARTS.get(other.label):
            before = parts.get(part)
            if before is None or part in ("metric", "program"):
                spans = {*(before.spans if before else ()), *other.spans}
                parts[part] = other._replace(spans=tuple(sorted(spans)))
            else:
                remarks.append(f"{where}: linked with more than one {other.label}; the first is taken")
    return parts, whole


def _quantity(text: str, mark: Mark, where: str) -> dict[str, Any]:
    notes = mark.notes
    start, end = mark.spans[0]
    unit, amount = _amount(notes["amount"], where) if "amount" in notes else ("", {"number": None})
    return {
        "id": notes.get("record", ""),
        "value": {"text": text[start:end], "start": start, "end": end, **amount},
        "unit": unit,
        "measure": notes.get("measure", "level"),
        "role": notes.get("role", "actual"),
        "scope": notes.get("scope", "core"),
        "commitment": notes.get("commitment"),
        "base": notes.get("base"),
        "part_of": notes.get("part_of"),
        "flags": tuple(notes.get("flags", "").split()),
        "confidence": notes.get("confidence"),
        "metric": {"text": "", "spans": ()},
    }


def _amount(note: str, where: str) -> tuple[str, dict[str, Any]]:
    match = _AMOUNT.fullmatch(note.strip())
    if not match or (match[1] and match[3]):
        raise WorkbenchError(f"{where}: an amount is written like '15 家', 'about 24000 人' or '3..5 个', not {note!r}")
    qualifier, number, high, unit = match.groups()
    if high:
        return unit or "", {"number": None, "low": number, "high": high, "qualifier": "range"}
    return unit or "", {"number": number, "qualifier": qualifier or "exact"}


def _part(text: str, mark: Mark, own: tuple[int, int], where: str) -> dict[str, Any]:
    notes = mark.notes
    words = "".join(text[start:end] for start, end in mark.spans)
    first, last = mark.spans[0][0], mark.spans[-1][1]
    match PARTS[mark.label]:
        case "metric" | "program":
            return {"text": words, "spans": mark.spans}
        case "region":
            return {"text": text[first:last], "name": notes.get("place_name"), "code": notes.get("place_code")}
        case "date":
            days = _DAYS.fullmatch(notes.get("days", "..").strip())
            if not days:
                raise WorkbenchError(f"{where}: days are written like '2022-01-01..2022-12-31', not {notes['days']!r}")
            between = text[min(last, own[1]) : max(first, own[0])]
            return {
                "text": text[first:last],
                "span": (first, last),
                "start": days[1] or None,
                "end": days[2] or None,
                "kind": notes.get("kind", "period"),
                "inherited": any(mark in between for mark in SENTENCE_ENDS),
            }
        case "target":
            goal = _GOAL.fullmatch(notes["goal"].strip()) if "goal" in notes else None
            if "goal" in notes and not goal:
                raise WorkbenchError(f"{where}: a goal is written like '22399 套', not {notes['goal']!r}")
            return {
                "text": text[first:last],
                "number": goal and goal[1],
                "unit": goal and goal[2],
                "deadline": notes.get("deadline"),
                "completion": notes.get("completion"),
                "record": notes.get("goal_record"),
            }


def _with_more(text: str, record: Annotation, more: dict[str, Any], where: str) -> tuple[Annotation, set[str]]:
    """Take from the note `more` what the marks of the sheet still agree with; a person's change of a mark wins."""
    wanted = _valid({**record.model_dump(), "confidence": record.confidence, **more}, where)
    kept = {name for name in more if name in Annotation.model_fields and _same_marks(text, record, wanted, name)}
    return record.model_copy(update={name: getattr(wanted, name) for name in kept}), kept


def _same_marks(text: str, record: Annotation, wanted: Annotation, field: str) -> bool:
    if field in LABELS:
        return part_mark(text, record, field) == part_mark(text, wanted, field)
    return quantity(text, record) == quantity(text, wanted)


def _json(note: str, where: str) -> dict[str, Any]:
    try:
        more = json.loads(note)
    except json.JSONDecodeError as error:
        raise WorkbenchError(f"{where}: the note 'more' is not JSON: {error}") from error
    if not isinstance(more, dict):
        raise WorkbenchError(f"{where}: the note 'more' is no JSON object")
    return more


def _valid(fields: dict[str, Any], where: str) -> Annotation:
    try:
        return Annotation.model_validate(fields)
    except ValidationError as error:
        raise WorkbenchError(f"{where}: {complaint(error)}") from error


def complaint(error: ValidationError) -> str:
    """Return the first thing that is wrong with fields, and which it is."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
