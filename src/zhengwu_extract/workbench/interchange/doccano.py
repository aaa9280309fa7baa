"""doccano: JSON lines for a sequence-labelling project with relations, and its labels to import beside them.

Offsets are UTF-16 code units, the count of doccano's page in a project without grapheme mode: its server hands them
through as they are, and its editor (v-annotator) counts `text.length`, so an emoji is two (doccano #99, #1931).
Grapheme mode counts clusters and is not read here.

doccano has no notes on a span. They travel beside the text, by label and place: every key that doccano does not know it
keeps as metadata and gives back on export. A mark with gaps is one span a stretch, each linked with the quantity.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ...record import Span
from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files, text_of
from .offsets import Offsets
from .reading import Reading, read_sheets
from .scheme import LABELS, LOOKS, Mark, Sheet, header_of, link_name
from .sheet import sheet_of

LINES, SPAN_LABELS, RELATION_LABELS = ".jsonl", ".span-labels.json", ".relation-labels.json"


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return one line a document, and the labels that doccano's label pages import."""
    lines = (json.dumps(_row(sheet_of(doc).without_gaps()), ensure_ascii=False) + "\n" for doc in documents)
    spans = [_label(name, colour, key) for name, (colour, key) in LOOKS.items()]
    relations = [_label(name, "#455a64", None) for name in (*LABELS, "part_of")]
    return {
        LINES: "".join(lines).encode(),
        SPAN_LABELS: json.dumps(spans, indent=1).encode(),
        RELATION_LABELS: json.dumps(relations, indent=1).encode(),
    }


def read(files: Files) -> Reading:
    """Return the documents of an export, with relations or without; comments are named and left out."""
    remarks: list[str] = []
    sheets = []
    for number, line in enumerate(text_of(files, LINES).split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
                sheets.append(_sheet(row, remarks))
            except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
                raise WorkbenchError(f"line {number}: no document of a doccano export: {error!r}") from error
    reading = read_sheets(sheets)
    return reading._replace(remarks=remarks + reading.remarks)


def _label(text: str, colour: str, key: str | None) -> dict[str, str | None]:
    return {"text": text, "prefixKey": None, "suffixKey": key, "backgroundColor": colour, "textColor": "#ffffff"}


def _row(sheet: Sheet) -> dict[str, Any]:
    """Return a line; all have the same keys, for doccano reads them as a table, where a key left out becomes NaN."""
    units = Offsets(sheet.text).units
    entities, notes = [], []
    for number, mark in enumerate(sheet.marks, 1):
        start, end = (units(point) for point in mark.spans[0])
        entities.append({"id": number, "label": mark.label, "start_offset": start, "end_offset": end})
        if mark.notes:
            notes.append({"label": mark.label, "start": start, "end": end, **mark.notes})
    relations = [
        {"id": number, "from_id": head + 1, "to_id": tail + 1, "type": link_name(sheet.marks[tail].label)}
        for number, (head, tail) in enumerate(sheet.links, 1)
    ]
    return {**sheet.header, "text": sheet.text, "notes": notes, "entities": entities, "relations": relations}


def _sheet(row: dict[str, Any], remarks: list[str]) -> Sheet:
    header = header_of(row, "doccano")
    text: str = row["text"]
    offsets = Offsets(text)
    notes: dict[tuple[str, int, int], list[dict[str, str]]] = {}
    for note in row.get("notes") or ():
        rest = {name: str(value) for name, value in note.items() if name not in ("label", "start", "end")}
        notes.setdefault((note["label"], note["start"], note["end"]), []).append(rest)
    marks: list[Mark] = []
    ids: dict[int, int] = {}
    for entity in _entities(row):
        label, place = entity["label"], (entity["start_offset"], entity["end_offset"])
        ids[entity["id"]] = len(marks)
        noted = notes.get((label, *place))
        marks.append(Mark(label, (_span(offsets, place, header["id"]),), noted.pop(0) if noted else {}))
    links = [(ids[link["from_id"]], ids[link["to_id"]]) for link in row.get("relations") or ()]
    for comment in row.get("Comments") or ():
        said = comment.get("comment") if isinstance(comment, dict) else comment
        remarks.append(f"{header['id']}: a comment is left out: {said!r}")
    return Sheet(header, text, tuple(marks), tuple(links))


def _entities(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the spans of a line; a project without relations exports them as [start, end, label]."""
    if "entities" in row:
        return list(row["entities"])
    return [
        {"id": number, "label": label, "start_offset": start, "end_offset": end}
        for number, (start, end, label) in enumerate(row.get("label") or row.get("labels") or ())
    ]


def _span(offsets: Offsets, place: tuple[int, int], name: str) -> Span:
    try:
        return offsets.point(place[0]), offsets.point(place[1])
    except IndexError as error:
        raise WorkbenchError(f"{name}: a span {list(place)} lies outside the text") from error
