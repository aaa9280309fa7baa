"""Everything a run writes: records, documents table, quarantine; in place together or not at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, NamedTuple, Self, get_args

from pydantic import BaseModel

from ..intake.readers import Quarantined
from ..intake.remote import is_address
from ..record import Record
from ..table import Cell
from .sources import Source
from .staging import OutputError, Staging
from .writers import Csv, DuckDB, JsonLines, Parquet, Writer

Format = Literal["jsonl", "csv", "parquet", "duckdb"]
FORMATS: tuple[Format, ...] = get_args(Format)


class Target(NamedTuple):
    """Where the records go, ``-`` being standard output, and in which format."""

    name: str
    format: Format

    @staticmethod
    def is_folder(name: str) -> bool:
        """Return whether a name means a folder of a sharded run: it has no ending of a format, or is one already.

        >>> Target.is_folder("out/"), Target.is_folder("out"), Target.is_folder("out.csv"), Target.is_folder("-")
        (True, True, False, False)
        """
        if name == "-":
            return False
        return name.endswith("/") or is_address(name) or not Path(name).suffix or Path(name).is_dir()

    @classmethod
    def of(cls, name: str, format: Format | None = None) -> Self:
        """Return the target that a name means; raise ValueError when name and format do not go together.

        >>> Target.of("out/records.parquet").format, Target.of("-").format
        ('parquet', 'jsonl')
        """
        if name == "-":
            if format in ("parquet", "duckdb"):
                raise ValueError(f"{format} cannot be written to standard output; use jsonl or csv, or name a file")
            return cls(name, format or "jsonl")
        ending = Path(name).suffix.lower().removeprefix(".")
        if ending not in FORMATS:
            endings = ", ".join(f".{known}" for known in FORMATS)
            raise ValueError(f"{name}: name a file that ends in one of {endings}, or - for standard output")
        if format not in (None, ending):
            raise ValueError(f"{name} ends in .{ending}, but the format asked for is {format}; change one of them")
        return cls(name, ending)

    def apart_from(self, inputs: Iterable[Path]) -> Self:
        """Return the target itself; raise ValueError when it is one of the inputs, or lies in one.

        >>> Target.of("dump/records.csv").apart_from([Path("dump")])
        Traceback (most recent call last):
        ...
        ValueError: dump/records.csv lies in the input dump, where the next run would read it; name another place
        """
        out = Path(self.name).resolve()
        for given in inputs:
            if self.name != "-" and given.resolve() in (out, *out.parents):
                raise ValueError(
                    f"{self.name} lies in the input {given}, where the next run would read it; name another place"
                )
        return self

    def beside(self, what: str, ending: str) -> Path:
        """Return the file beside the records that holds `what`.

        >>> Target.of("out/records.csv").beside("quarantine", "jsonl").name
        'records.quarantine.jsonl'
        """
        return Path(self.name).with_suffix(f".{what}.{ending}")


class Output:
    """A context in which a run writes; left by an exception it leaves no file behind.

    Raises OutputError when something cannot be written.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._tables, self._log = Staging(), Staging()
        self._writers: list[Writer] = []
        self._quarantine: BinaryIO | None = None
        self._documents = 0

    def __enter__(self) -> Self:
        with self._guard():
            self._writers = self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            with self._guard():
                self._finish()
        else:
            self._discard()

    def write(self, source: Source, records: Sequence[Record]) -> None:
        """Write one document's records and its row of the documents table."""
        self.extend([source], records)

    def extend(self, sources: Sequence[Source], records: Sequence[Record]) -> None:
        """Write several documents' rows."""
        self._documents += len(sources)
        with self._guard():
            for writer, rows in zip(self._writers, (records, sources), strict=False):
                writer.write(rows)

    def extend_rows(self, sources: Sequence[list[Cell]], records: Sequence[list[Cell]]) -> None:
        """Write several documents' rows that are in their flat form already."""
        self._documents += len(sources)
        with self._guard():
            for writer, rows in zip(self._writers, (records, sources), strict=False):
                writer.write_rows(rows)

    def quarantine(self, entry: Quarantined) -> None:
        """Note what could not be read: beside the records, or on standard error when they go to standard output."""
        line = json.dumps(entry._asdict(), ensure_ascii=False, default=str)
        if self._target.name == "-":
            print(f"quarantined: {line}", file=sys.stderr)
            return
        with self._guard():
            if self._quarantine is None:
                self._quarantine = self._log.path(self._target.beside("quarantine", "jsonl")).open("wb")
            self._quarantine.write(f"{line}\n".encode(errors="backslashreplace"))

    def _open(self) -> list[Writer]:
        name, format = self._target
        if name == "-":
            return [opened_writer(format, open(sys.stdout.fileno(), "wb", closefd=False), Record)]
        if Path(name).is_dir():
            raise IsADirectoryError(f"{name} is a folder")
        path = self._tables.path(Path(name))
        if format == "duckdb":
            records = DuckDB(path, "records", Record)
            return [records, DuckDB(records, "documents", Source)]
        beside = self._tables.path(self._target.beside("documents", format))
        return [opened_writer(format, path.open("wb"), Record), opened_writer(format, beside.open("wb"), Source)]

    def _finish(self) -> None:
        """Put the files in place; without a single document there is no table, only the quarantine."""
        while self._writers:
            self._writers.pop().close()
        if self._quarantine:
            self._quarantine.close()
        elif self._target.name != "-":
            # An earlier run's quarantine would be taken for this one's.
            self._target.beside("quarantine", "jsonl").unlink(missing_ok=True)
        self._log.commit()
        if self._documents:
            self._tables.commit()
        self._tables.discard()

    def _discard(self) -> None:
        writers, log = self._writers, self._quarantine
        self._writers, self._quarantine = [], None
        # What is thrown away need not reach the disk.
        for writer in writers:
            with suppress(OSError):
                writer.close()
        if log:
            with suppress(OSError):
                log.close()
        self._tables.discard()
        self._log.discard()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            self._discard()
            raise
        except OSError as error:
            self._discard()
            reason = error.strerror or error
            if self._target.name == "-":
                raise OutputError(f"standard output could not be written: {reason}") from error
            raise OutputError(
                f"{self._target.name} could not be written: {reason}; no part of it was left behind. "
                "Make room or name another place with -o."
            ) from error


def opened_writer(format: Format, file: BinaryIO, model: type[BaseModel]) -> Writer:
    """Return a writer of one table into an open file; not for a DuckDB database, which is no stream."""
    if format == "csv":
        return Csv(file, model)
    return Parquet(file, model) if format == "parquet" else JsonLines(file)
