"""Label Studio: JSON tasks to import, the JSON of an export to read back, and the labelling configuration beside.

Offsets are code points. Label Studio's editor once counted UTF-16 units (issues #1008, #1347), but since 2021 it writes
code points (`charsToCodePoints` in its selection-tools.js), though some later versions showed marks behind an emoji
wrongly (#4988, #6057). A line feed and a carriage return count one each. An older export is known by the words that it
keeps of each mark: where more of them stand at UTF-16 places, those are meant.

Notes with a list of answers are choices of a mark, typed ones its text areas. A mark with gaps is one region a stretch.
Records that have a confidence are written as predictions, for people to correct, others as annotations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...record import Span
from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files, text_of
from .label_studio_config import LABEL, TEXT, configuration
from .offsets import Offsets
from .reading import Reading, read_sheets
from .scheme import CHOICES, Mark, Sheet, header_of, link_name
from .sheet import sheet_of

TASKS, CONFIGURATION = ".json", ".config.xml"
MODEL = "zhengwu_extract"


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return the tasks, one a document, and the labelling configuration that they need."""
    tasks = [_task(doc) for doc in documents]
    return {
        TASKS: (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode(),
        CONFIGURATION: configuration().encode(),
    }


def read(files: Files) -> Reading:
    """Return the documents of an export in the format JSON; of a task with several annotations, the first."""
    try:
        tasks = json.loads(text_of(files, TASKS))
    except json.JSONDecodeError as error:
        raise WorkbenchError(f"not JSON: {error}") from error
    remarks: list[str] = []
    sheets = []
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        try:
            sheets.append(_sheet(task, f"task-{task.get('id', number)}", remarks))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            if isinstance(error, WorkbenchError):
                raise
            message = f"task {number} is not as the export format JSON has it (JSON-MIN is another): {error!r}"
            raise WorkbenchError(message) from error
    reading = read_sheets(sheets)
    return reading._replace(remarks=remarks + reading.remarks)


# --- a document -> a task


def _task(doc: GoldDocument) -> dict[str, Any]:
    sheet = sheet_of(doc).without_gaps()
    data = {**sheet.header, TEXT: sheet.text}
    results = list(_results(sheet))
    sure = [record.confidence for record in doc.records if record.confidence is not None]
    if sure:
        score = sum(sure) / len(sure)
        return {"data": data, "predictions": [{"model_version": MODEL, "score": score, "result": results}]}
    return {"data": data, "annotations": [{"result": results}] if results else []}


def _results(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for number, mark in enumerate(sheet.marks, 1):
        start, end = mark.spans[0]
        region = {"id": f"m{number}", "to_name": TEXT}
        value = {"start": start, "end": end, "text": sheet.text[start:end], "labels": [mark.label]}
        yield {**region, "from_name": LABEL, "type": "labels", "value": value}
        for name, note in mark.notes.items():
            kind, answer = ("choices", "choices") if name in CHOICES.get(mark.label, {}) else ("textarea", "text")
            yield {**region, "from_name": name, "type": kind, "value": {"start": start, "end": end, answer: [note]}}
    for head, tail in sheet.links:
        ends = {"from_id": f"m{head + 1}", "to_id": f"m{tail + 1}", "direction": "right"}
        yield {"type": "relation", **ends, "labels": [link_name(sheet.marks[tail].label)]}


# --- a task -> a sheet


def _sheet(task: dict[str, Any], otherwise: str, remarks: list[str]) -> Sheet:
    data = task["data"]
    header, text = header_of(data, otherwise), data[TEXT]
    results = _chosen(task, header["id"], remarks)
    count = _code_points(text, results)
    regions: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str]] = []
    for result in results:
        if result["type"] == "relation":
            links.append((result["from_id"], result["to_id"]))
            continue
        value = result["value"]
        region = regions.setdefault(result["id"], {"label": "", "notes": {}, "span": None})
        if result["type"] == "labels":
            region["label"], region["span"] = value["labels"][0], _span(value, count, header["id"])
        elif note := " ".join(value.get("choices") or value.get("text") or ()):
            region["notes"][result["from_name"]] = note
    if nameless := sum(region["span"] is None for region in regions.values()):
        remarks.append(f"{header['id']}: {nameless} regions without a label are left out")
    regions = {name: region for name, region in regions.items() if region["span"]}
    at = {name: number for number, name in enumerate(regions)}
    marks = [Mark(region["label"], (region["span"],), region["notes"]) for region in regions.values()]
    known = [(at[head], at[tail]) for head, tail in links if head in at and tail in at]
    return Sheet(header, text, tuple(marks), tuple(known))


def _chosen(task: dict[str, Any], name: str, remarks: list[str]) -> list[dict[str, Any]]:
    """Return the results of the first annotation that was not skipped, or of the first prediction."""
    done = [row for row in task.get("annotations") or () if not row.get("was_cancelled")]
    if len(done) > 1:
        remarks.append(f"{name}: {len(done)} annotations; the first is taken")
    # An export names predictions by number alone.
    predicted = [row for row in task.get("predictions") or () if isinstance(row, dict)]
    if not done and not predicted and task.get("predictions"):
        remarks.append(f"{name}: not annotated yet, without records here")
    rows = done or predicted
    return list(rows[0]["result"]) if rows else []


def _span(value: dict[str, Any], count: Offsets | None, name: str) -> Span:
    start, end = value["start"], value["end"]
    try:
        return (count.point(start), count.point(end)) if count else (start, end)
    except IndexError as error:
        raise WorkbenchError(f"{name}: a region {[start, end]} lies outside the text") from error


def _code_points(text: str, results: list[dict[str, Any]]) -> Offsets | None:
    """Return the UTF-16 count when more of the marked words stand at its places than at the code points."""
    offsets = Offsets(text)
    marked = [row["value"] for row in results if row["type"] == "labels" and row["value"].get("text")]
    by_point = sum(_same(text[value["start"] : value["end"]], value["text"]) for value in marked)
    utf16 = text.encode("utf-16-le")
    by_unit = sum(
        _same(utf16[2 * value["start"] : 2 * value["end"]].decode("utf-16-le", "replace"), value["text"])
        for value in marked
    )
    return offsets if by_unit > by_point else None


def _same(ours: str, theirs: str) -> bool:
    """Compare words apart from white space, which Label Studio writes in ways of its own (#3078)."""
    return "".join(ours.split()) == "".join(theirs.replace("\\n", "").split())
