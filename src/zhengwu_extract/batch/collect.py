"""One table of a finished run's shards: `zhengwu collect out/ -o records.parquet`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from ..intake.quarantine import Quarantined
from ..record import Record
from ..table import Cell
from ..tagger.pack import digest
from .documents import duplicates
from .folder import MANIFEST, RunError
from .made import DONE, Done, part_name
from .output import Format, Output, Target
from .runner import Summary
from .sources import Source
from .storage import Storage, storage


def collect(run: str, target: Target) -> Summary:
    """Write the records, documents and quarantine of a run's folder into one target, in the order of its input.

    Of documents with one id the first is kept and the others are quarantined. Raises RunError when the run is not
    finished or its parts are not what the manifest says, OutputError when the target cannot be written.
    """
    folder = storage(run)
    done, format = _finished(folder, run)
    if format == "parquet" and target.format == "jsonl":
        raise RunError(
            f"{run} holds Parquet parts, which are flat; run again with --format jsonl to get nested records"
        )
    twofold = duplicates(folder, done)
    summary = Summary()
    with Output(target) as output:
        for each in done.values():
            again = {entry.doc_id for number, entry in twofold if number == each.number and entry.doc_id}
            documents, records = _copy(folder, each, format, again, output, run)
            for entry in _refused(folder, each, run):
                output.quarantine(entry)
            summary = summary._replace(
                documents=summary.documents + documents,
                records=summary.records + records,
                quarantined=summary.quarantined + each.quarantined,
            )
        for _, entry in twofold:
            output.quarantine(entry)
    return summary._replace(quarantined=summary.quarantined + len(twofold))


def _finished(folder: Storage, run: str) -> tuple[dict[int, Done], Format]:
    if MANIFEST not in folder.names():
        raise RunError(f"{run} holds no finished run; zhengwu extract … -o {run} makes one, or goes on with it")
    said = json.loads(folder.read(MANIFEST))
    found = [Done.from_json(folder.read(f"{DONE}/{name}")) for name in sorted(folder.names(DONE))]
    return {each.number: each for each in sorted(found)}, said["parts"]["format"]


def _copy(folder: Storage, done: Done, format: Format, again: set[str], output: Output, run: str) -> tuple[int, int]:
    """Copy a shard's documents and records, without those of the ids in `again`; return how many."""
    names = [part_name(what, done.number, format) for what in ("documents", "records")]
    data = [_checked(folder, done, name, run) for name in names]
    if format == "jsonl":
        sources = [Source.model_validate_json(line) for line in data[0].splitlines()]
        records = [Record.model_validate_json(line) for line in data[1].splitlines()]
        sources = [source for source in sources if source.id not in again]
        records = [record for record in records if record.doc_id not in again]
        output.extend(sources, records)
        return len(sources), len(records)
    rows = [_rows(data[0], "id", again), _rows(data[1], "doc_id", again)]
    output.extend_rows(*rows)
    return len(rows[0]), len(rows[1])


def _rows(data: bytes, id: str, again: set[str]) -> list[list[Cell]]:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    at = table.column_names.index(id)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return [list(row) for row in rows if row[at] not in again]


def _refused(folder: Storage, done: Done, run: str) -> Iterator[Quarantined]:
    name = part_name("quarantine", done.number, "jsonl")
    if name in done.files:
        for line in _checked(folder, done, name, run).splitlines():
            said: dict[str, Any] = json.loads(line)
            yield Quarantined(**said)


def _checked(folder: Storage, done: Done, name: str, run: str) -> bytes:
    data = folder.read(name)
    if len(data) != done.files[name][0] or digest(data) != done.files[name][1]:
        raise RunError(f"{run}: {name} is not what was written; remove it and run the extraction again")
    return data
