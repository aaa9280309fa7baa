"""CSV: one row a record, in the flat columns of `extract`, and a file of the documents with their texts beside it.

Offsets are code points. Numbers keep all their digits, spans are JSON, flags are joined by `;`. Words that a
spreadsheet would take for a formula have an apostrophe before them, as in the CSV of `extract`. An empty cell is null.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from ...batch.writers import csv_cell
from ...table import Cell, Kind, columns, row
from .. import WorkbenchError
from ..gold import Annotation, GoldDocument
from ..inline import HEADER
from .files import Files, text_of
from .reading import Reading, complaint

RECORDS, DOCUMENTS = ".csv", ".documents.csv"
# The parts of a record that are several columns.
GROUPS = ("value", "metric", "program", "date", "target", "region")


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return the table of records and the table of documents."""
    names = ["doc_id", *(column.name for column in columns(Annotation))]
    records = ([doc.id, *row(record)] for doc in documents for record in doc.records)
    headers = ([*(getattr(doc, name) for name in HEADER[:-1]), ";".join(doc.domain), doc.text] for doc in documents)
    return {RECORDS: _table(names, records), DOCUMENTS: _table([*HEADER, "text"], headers)}


def read(files: Files) -> Reading:
    """Return the documents of both tables."""
    if DOCUMENTS not in files:
        raise WorkbenchError("a table of records has no texts; a file that ends in .documents.csv belongs beside it")
    by_document = records_of(text_of(files, RECORDS))
    documents = []
    for where, cells in _rows(text_of(files, DOCUMENTS), DOCUMENTS):
        if "text" not in cells or "id" not in cells:
            raise WorkbenchError(f"{where}: no column id or text; name the articles by --texts")
        header: dict[str, Any] = {name: cells.get(name) or None for name in HEADER[1:-1]}
        header["domain"] = tuple(cells["domain"].split(";")) if cells.get("domain") else ()
        records = tuple(by_document.pop(cells["id"], ()))
        documents.append(GoldDocument(id=cells["id"], **header, text=cells["text"], records=records))
    if by_document:
        raise WorkbenchError(f"records of {next(iter(by_document))!r}, which is not among the documents")
    return Reading(documents, [], [])


def records_of(table: str) -> dict[str, list[Annotation]]:
    """Return the records of a table by document; columns that no annotation has are left out."""
    records: dict[str, list[Annotation]] = {}
    for where, cells in _rows(table, RECORDS):
        if "doc_id" not in cells:
            raise WorkbenchError(f"{where}: no column doc_id; this is no table of records")
        try:
            record = Annotation.model_validate(_fields(cells))
        except ValidationError as error:
            raise WorkbenchError(f"{where}: {complaint(error)}") from error
        except json.JSONDecodeError as error:
            raise WorkbenchError(f"{where}: a cell is not JSON: {error}") from error
        records.setdefault(cells["doc_id"], []).append(record)
    return records


def _table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([csv_cell(cell) for cell in cells] for cells in rows)
    return file.getvalue().encode("utf-8-sig")


def _rows(table: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(table) + 1))
    reader = csv.DictReader(io.StringIO(table, newline=""))
    for cells in reader:
        plain = {column: (cell or "").removeprefix("'") for column, cell in cells.items() if column is not None}
        yield f"{name}, line {reader.line_num}", plain


def _fields(cells: dict[str, str]) -> dict[str, Any]:
    """Return the nested fields of a row; a part whose cells are all empty is null."""
    fields: dict[str, Any] = {}
    held: set[str] = set()
    for name, kind in columns(Annotation):
        if (cell := cells.get(name)) is None:
            continue
        group, _, inner = name.partition("_")
        if group in GROUPS:
            fields.setdefault(group, {})[inner] = _value(cell, kind, name)
            held |= {group} if cell else set()
        else:
            fields[name] = _value(cell, kind, name)
    return {name: None if name in GROUPS and name not in held else value for name, value in fields.items()}


def _value(cell: str, kind: Kind, name: str) -> Any:
    if not cell:
        words = name in ("id", "unit") or name.endswith("_text")
        return {"list": (), "boolean": False}.get(kind, "" if words else None)
    if kind == "json":
        return json.loads(cell)
    return cell.split(";") if kind == "list" else cell
