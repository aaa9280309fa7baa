"""A folder that a run writes into, on this machine or at an address; a file in it appears whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from ..intake.remote import Remote, is_address, remote

# Of stores that put an object in place when all of it is there: renaming would copy it.
OBJECT_STORES = frozenset({"s3", "gcs", "abfs"})
PARTIAL = ".partial"


class Storage(Protocol):
    """Files by name; every method raises OSError when it cannot do its work."""

    def names(self, folder: str = "") -> set[str]:
        """Return the names of the files in the folder, or in one inside it."""

    def read(self, name: str) -> bytes:
        """Return a file's content."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, None when it is not there."""


def storage(out: str) -> Storage:
    """Return the folder that a run's output names.

    >>> type(storage("out/")).__name__
    'LocalFolder'
    """
    return RemoteFolder(remote(out)) if is_address(out) else LocalFolder(Path(out))


class LocalFolder:
    """A folder on this machine.

    >>> import tempfile
    >>> folder = LocalFolder(Path(tempfile.mkdtemp()))
    >>> folder.write("done/1.json", b"{}")
    >>> folder.names("done"), folder.read("done/1.json"), folder.size("2.json")
    ({'1.json'}, b'{}', None)
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self, folder: str = "") -> set[str]:
        """Return the names of the files in the folder, or in one inside it."""
        try:
            return {entry.name for entry in os.scandir(self.path / folder) if entry.is_file()}
        except FileNotFoundError:
            return set()

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place: written beside it, flushed to the disk, renamed."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{target.name}.{os.getpid()}{PARTIAL}")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, None when it is not there."""
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None


class RemoteFolder:
    """A folder at an address, on any file system that Arrow or fsspec knows."""

    def __init__(self, at: Remote) -> None:
        self._system: Any = at.system
        self._path = at.path.rstrip("/")

    def names(self, folder: str = "") -> set[str]:
        """Return the names of the files in the folder, or in one inside it."""
        from pyarrow import fs

        selector = fs.FileSelector(self._at(folder).rstrip("/"), allow_not_found=True)
        return {info.base_name for info in self._system.get_file_info(selector) if info.is_file}

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        with self._system.open_input_stream(self._at(name)) as stream:
            data: bytes = stream.read()
            return data

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place; where the store does not do so by itself, by renaming."""
        target = self._at(name)
        self._system.create_dir(target.rpartition("/")[0], recursive=True)
        atomic = self._system.type_name in OBJECT_STORES
        temporary = target if atomic else f"{target}.{os.getpid()}{PARTIAL}"
        with self._system.open_output_stream(temporary) as stream:
            stream.write(data)
        if not atomic:
            self._system.move(temporary, target)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            self._system.delete_file(self._at(name))

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, None when it is not there."""
        info = self._system.get_file_info(self._at(name))
        return info.size if info.is_file else None

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if name else self._path
