"""What a shard gives: the rows of its documents, and the files they become."""

from __future__ import annotations

import hashlib
import io
import json
import traceback
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeAlias

from pydantic import BaseModel

from ..intake.quarantine import Quarantined, twice
from ..intake.unread import Unread
from ..record import Record
from ..tagger.pack import digest
from .output import Format, opened_writer
from .sources import Source
from .storage import Storage

DONE, TRACEBACKS = "done", "tracebacks"


class Crash(NamedTuple):
    """A document that a fault of the program was met in: its quarantine, with a digest that names the traceback."""

    quarantined: Quarantined
    digest: str
    traceback: str

    @classmethod
    def of(cls, unread: Unread, error: Exception) -> Self:
        """Return an error as the crash of a document; errors of one place in the code have one digest.

        >>> try:
        ...     [][1]
        ... except IndexError as error:
        ...     Crash.of(Unread("a.txt", None, None, print), error).quarantined.reason[:33]
        'IndexError: list index out of ran'
        """
        frames = traceback.extract_tb(error.__traceback__)
        places = "\n".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        digest = hashlib.sha256(f"{type(error).__name__}\n{places}".encode()).hexdigest()[:12]
        reason = f"{type(error).__name__}: {error} (traceback {digest})"
        return cls(unread.refused(reason), digest, "".join(traceback.format_exception(error)))


Entry: TypeAlias = Quarantined | Crash | tuple[Source, list[Record]]


class Done(NamedTuple):
    """What became of a shard: counts, and size and SHA-256 of each of its files."""

    number: int
    documents: int
    records: int
    quarantined: int
    files: dict[str, tuple[int, str]]

    def to_json(self) -> bytes:
        """Return it as the marker of a finished shard holds it."""
        return json.dumps(self._asdict(), sort_keys=True).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Return what a marker says; raise ValueError for one that is cut off.

        >>> Done.from_json(Done(3, 20, 500, 1, {"records-00003.jsonl": (9, "ab")}).to_json()).records
        500
        """
        said: dict[str, Any] = json.loads(data)
        return cls(**{**said, "files": {name: (size, digest) for name, (size, digest) in said["files"].items()}})

    def is_there(self, folder: Storage) -> bool:
        """Return whether the files are there, as long as they were."""
        return all(folder.size(name) == size for name, (size, _) in self.files.items())


def marker(number: int) -> str:
    """Return the name of the file that says that a shard is done.

    >>> marker(7)
    'done/00007.json'
    """
    return f"{DONE}/{number:05d}.json"


def read_done(folder: Storage, number: int) -> Done | None:
    """Return what a shard gave, None when it is not done or one of its files is cut off or gone."""
    try:
        done = Done.from_json(folder.read(marker(number)))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    return done if done.number == number and done.is_there(folder) else None


def part_name(what: str, number: int, format: str) -> str:
    """Return the name of a shard's file.

    >>> part_name("records", 7, "jsonl")
    'records-00007.jsonl'
    """
    return f"{what}-{number:05d}.{format}"


class Made:
    """The rows of one shard, gathered as bytes and written together; a shard's marker is written last."""

    def __init__(self, format: Format) -> None:
        self._format = format
        self._tables = {"records": _Table(format, Record), "documents": _Table(format, Source)}
        self._refused: list[Quarantined] = []
        self._tracebacks: dict[str, str] = {}
        self._ids: set[str] = set()
        self._documents = self._records = 0

    def add(self, entry: Entry) -> None:
        """Add what became of one document."""
        if isinstance(entry, Crash):
            self._tracebacks.setdefault(entry.digest, entry.traceback)
            self._refused.append(entry.quarantined)
            return
        if isinstance(entry, Quarantined):
            self._refused.append(entry)
            return
        source, records = entry
        if source.id in self._ids:
            self._refused.append(Quarantined(source.path, None, source.id, twice(source.id)))
            return
        self._ids.add(source.id)
        self._documents += 1
        self._records += len(records)
        self._tables["records"].write(records)
        self._tables["documents"].write([source])

    def write(self, number: int, folder: Storage) -> Done:
        """Put the files of shard `number` into a folder, and its marker last."""
        data = {part_name(what, number, self._format): table.closed() for what, table in self._tables.items()}
        if self._refused:
            data[part_name("quarantine", number, "jsonl")] = b"".join(map(_line, self._refused))
        for place, text in self._tracebacks.items():
            folder.write(f"{TRACEBACKS}/{place}.txt", text.encode(errors="backslashreplace"))
        files = {name: (len(content), digest(content)) for name, content in data.items()}
        for name, content in data.items():
            folder.write(name, content)
        done = Done(number, self._documents, self._records, len(self._refused), files)
        folder.write(marker(number), done.to_json())
        return done


class _Table:
    """A table in memory."""

    def __init__(self, format: Format, model: type[BaseModel]) -> None:
        self._file = _Kept()
        self._writer = opened_writer(format, self._file, model)
        self.write = self._writer.write

    def closed(self) -> bytes:
        self._writer.close()
        return self._file.getvalue()


class _Kept(io.BytesIO):
    """Bytes that are still there when a writer has closed its file."""

    def close(self) -> None:
        self.flush()


def _line(entry: Quarantined) -> bytes:
    return f"{json.dumps(entry._asdict(), ensure_ascii=False)}\n".encode(errors="backslashreplace")
