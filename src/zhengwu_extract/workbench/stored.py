"""What an extraction left behind: records, the table of documents, and what was set aside."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from ..batch.folder import DUPLICATES, MANIFEST
from ..batch.output import Target
from ..batch.sources import Source
from ..intake.quarantine import Quarantined
from ..record import Record
from ..table import instance
from . import WorkbenchError

Model = TypeVar("Model", bound=BaseModel)
ENDINGS = (".jsonl", ".parquet")


class Stored(NamedTuple):
    """The records of a run in their order, its documents by id (as far as they were noted), and its quarantine."""

    records: list[Record]
    sources: dict[str, Source]
    quarantined: list[Quarantined]
    finished: bool = True


def read_stored(path: Path) -> Stored:
    """Return what `extract` wrote: a `.jsonl` or `.parquet` file and those beside it, or the folder of a sharded run.

    Raises WorkbenchError for what is no such thing, with the line where it can be told.
    """
    if path.is_dir():
        records, documents = _parts(path, "records"), _parts(path, "documents")
        if not records:
            raise WorkbenchError(f"{path}: no records-*.jsonl or records-*.parquet; is it the folder of an extraction?")
        quarantine = [*sorted(path.glob("quarantine-*.jsonl")), path / DUPLICATES]
    elif path.suffix in ENDINGS:
        records = [path]
        documents = [path.with_suffix(f".documents{path.suffix}")]
        quarantine = [Target(str(path), "jsonl").beside("quarantine", "jsonl")]
    else:
        raise WorkbenchError(f"{path}: records come as .jsonl, .parquet, or the folder of an extraction (-o out/)")
    return Stored(
        _records(records),
        {source.id: source for file in documents if file.exists() for source in _rows(file, Source)},
        [entry for file in quarantine if file.exists() for entry in _refused(file)],
        finished=not path.is_dir() or (path / MANIFEST).exists(),
    )


def _records(files: Sequence[Path]) -> list[Record]:
    """Return the records of all files; of documents that have one id, those of the first file, as `collect` does.

    Raises WorkbenchError when one file has two records with one id.
    """
    found: dict[str, Record] = {}
    earlier: set[str] = set()
    for file in files:
        documents = set()
        for record in _rows(file, Record):
            if record.doc_id in earlier:
                continue
            if record.id in found:
                raise WorkbenchError(f"{file}: two records have the id {record.id!r}; each needs its own")
            found[record.id] = record
            documents.add(record.doc_id)
        earlier |= documents
    return list(found.values())


def _parts(folder: Path, what: str) -> list[Path]:
    return sorted(file for file in folder.glob(f"{what}-*") if file.suffix in ENDINGS)


def _rows(file: Path, model: type[Model]) -> Iterator[Model]:
    if file.suffix == ".parquet":
        yield from _of_parquet(file, model)
        return
    for where, line in _lines(file):
        try:
            yield model.model_validate_json(line)
        except ValidationError as error:
            raise WorkbenchError(
                f"{where}: not a {model.__name__.lower()} as extract writes it: {_first(error)}"
            ) from error


def _of_parquet(file: Path, model: type[Model]) -> Iterator[Model]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(_bytes(file)))
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            yield instance(model, row)
    except (pa.ArrowInvalid, ValidationError, ValueError) as error:
        raise WorkbenchError(f"{file}: not a table as extract writes it: {error}") from error


def _refused(file: Path) -> Iterator[Quarantined]:
    for where, line in _lines(file):
        try:
            yield Quarantined(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise WorkbenchError(f"{where}: not a line of a quarantine: {error}") from error


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each line that is not blank with its place; U+2028 ends no line of JSON."""
    try:
        text = _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WorkbenchError(f"{file}: not UTF-8: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{file}:{number}", line


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WorkbenchError(f"{file}: cannot be read: {error.strerror or error}") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
