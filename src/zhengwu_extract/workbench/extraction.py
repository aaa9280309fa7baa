"""What an extraction wrote, read back: its documents, each with its records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ..batch.sources import Source
from ..record import Record
from . import WorkbenchError
from .stored import read_stored


class Extracted(NamedTuple):
    """A document and its records; of a document that no table tells of, only the id is known."""

    id: str
    source: Source | None
    records: tuple[Record, ...]


def read_extraction(path: Path) -> Iterator[Extracted]:
    """Yield the documents that have records, in order, from a file of records or the folder of a finished run.

    The documents table is looked for beside a file: records.documents.jsonl of records.jsonl. Raises WorkbenchError for
    what cannot be read, with file and line, and for a run that is not finished.
    """
    stored = read_stored(path)
    if not stored.finished:
        raise WorkbenchError(f"{path} holds no finished run; the command that began it goes on with it")
    for id, group in groupby(stored.records, key=lambda record: record.doc_id):
        yield Extracted(id, stored.sources.get(id), tuple(group))
