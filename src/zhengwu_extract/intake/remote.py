"""Files that do not lie on this machine, named by an address (s3://bucket/dump): whatever Arrow or fsspec can read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

BUFFER = 1 << 20


class Remote(NamedTuple):
    """A file system with a path in it."""

    system: Any
    path: str

    def open(self) -> BinaryIO:
        """Return the file, open for reading; raise OSError when it cannot be opened."""
        return cast(BinaryIO, io.BufferedReader(self.system.open_input_file(self.path), BUFFER))

    def info(self) -> Any:
        """Return what Arrow knows of the file or folder: type, size, mtime_ns."""
        return self.system.get_file_info(self.path)


class Listed(NamedTuple):
    """A file of a remote folder: its address, its path in the folder, its size and the time it was changed."""

    address: str
    name: str
    size: int
    changed: int


def is_address(given: object) -> bool:
    """Return whether an input or output is named by an address.

    >>> is_address("s3://bucket/dump"), is_address("dump/news.jsonl")
    (True, False)
    """
    return "://" in str(given)


def remote(address: str) -> Remote:
    """Return the file system and path of an address; raise OSError when nothing installed knows its kind.

    >>> remote("file:///tmp/dump").path
    '/tmp/dump'
    """
    import pyarrow
    from pyarrow import fs

    try:
        return Remote(*fs.FileSystem.from_uri(address))
    except pyarrow.ArrowInvalid:
        pass
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise OSError(f"{address}: no installed file system knows this kind of address: {error}") from error
    return Remote(fs.PyFileSystem(fs.FSSpecHandler(system)), path)


def listed(address: str) -> Iterator[Listed]:
    """Yield the files under a remote folder, or the one file that an address names, in the order of their names."""
    from pyarrow import fs

    at = remote(address)
    top = at.info()
    if top.type == fs.FileType.NotFound:
        raise FileNotFoundError(f"{address}: there is no such file or folder")
    infos = [top] if top.is_file else at.system.get_file_info(fs.FileSelector(at.path, recursive=True))
    for info in sorted((info for info in infos if info.is_file), key=lambda info: info.path):
        name = PurePosixPath(info.path).name if top.is_file else info.path[len(at.path) :].lstrip("/")
        where = address if top.is_file else f"{address.rstrip('/')}/{name}"
        yield Listed(where, name, info.size or 0, info.mtime_ns or 0)
