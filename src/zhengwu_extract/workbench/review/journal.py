"""The journal of a review: articles as they came and everything done since, a line each, never changed.

It is what the review is made of again after the page or the server died. A line that was cut off while it was written
is dropped; a line that says nothing sensible ends the review with its number.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from ...batch.lock import lock
from .. import WorkbenchError


class Journal:
    """An open journal, kept from being opened by another review at the same time.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.journal"
    >>> with Journal(path) as journal:
    ...     journal.add({"undo": True})
    >>> with Journal(path) as journal:
    ...     list(journal.entries())
    [{'undo': True}]
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None

    def __enter__(self) -> Journal:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: what a full disk refused must not be written later, with the entry after it.
        self._file = self._path.open("a+b", buffering=0)
        if not lock(self._file.fileno()):
            self._file.close()
            raise WorkbenchError(f"{self._path}: another review is at work here; end it, or name another --out")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def file(self) -> FileIO:
        """The open file."""
        assert self._file is not None, "the journal is not open"
        return self._file

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield every entry, and cut off what was not written to its end.

        Raises WorkbenchError for a line that is no entry.
        """
        self.file.seek(0)
        whole = 0
        for number, line in enumerate(self.file.read().split(b"\n")[:-1], 1):
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise WorkbenchError(f"{self._path}:{number}: not an entry of a review: {error}") from error
            whole += len(line) + 1
            yield entry
        self.file.truncate(whole)

    def add(self, *entries: dict[str, Any]) -> None:
        """Append entries and see them onto the disk; raise OSError, with nothing appended, when that fails."""
        end = self.end
        lines = "".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n" for entry in entries)
        data = lines.encode("utf-8", "surrogatepass")
        try:
            while data:  # a disk that is nearly full takes a part
                data = data[self.file.write(data) :]
            os.fsync(self.file.fileno())
        except OSError:
            self.cut(end)
            raise

    @property
    def end(self) -> int:
        """Where the next entry begins."""
        return self.file.seek(0, os.SEEK_END)

    def cut(self, end: int) -> None:
        """Take back everything from `end` on; a disk that is full lets a file become shorter."""
        with suppress(OSError):
            self.file.truncate(end)
            os.fsync(self.file.fileno())
