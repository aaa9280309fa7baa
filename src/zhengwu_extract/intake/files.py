"""Inputs as people name them (files, folders, -) into open files, in one fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from .archive import ARCHIVE_ERRORS, WHOLE, Source, unpacked
from .quarantine import IntakeError, Quarantined
from .remote import is_address, listed, remote

# What a saved page brings along; nothing to read in them, and nothing to report.
_ASSETS = frozenset(
    {
        ".css",
        ".js",
        ".map",
        ".py",
        ".sh",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".ico",
        ".webp",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
    }
)


STDIN = "-"


class File(NamedTuple):
    """A file to be read: its path or address, the id of a document in it that names none, its size and last change.

    Size and change (in nanoseconds) are 0 for standard input.
    """

    path: str
    id: str
    size: int = 0
    changed: int = 0


def files_of(inputs: Sequence[str | Path]) -> Iterator[File | Quarantined]:
    """Yield the files under `inputs`, folders in the order of their names.

    Hidden files, README files, and the pictures, style sheets and scripts of saved pages are passed over in folders.
    """
    for given in inputs:
        if str(given) == STDIN:
            yield File(STDIN, "stdin")
        elif is_address(given):
            yield from _remote(str(given))
        elif not Path(given).is_dir():
            yield _file(Path(given))
        else:
            top = Path(given)
            # Of several folders, each gives its documents its own name, so that two index.html stay apart.
            prefix = f"{top.resolve().name}/" if len(inputs) > 1 else ""
            for found in _walk(top):
                if isinstance(found, Quarantined):
                    yield found
                else:
                    path, stat = found
                    id = prefix + path.relative_to(top).as_posix()
                    yield File(str(path), id, stat.st_size, stat.st_mtime_ns)


def sources_of(file: File, part: slice = WHOLE) -> Iterator[Source | Quarantined]:
    """Yield what a file holds: itself, or the files in an archive, each open until the next is asked for.

    Of a .zip, `part` says which of its files.
    """
    try:
        stream = open_file(file.path)
    except OSError as error:
        yield unopened(file.path, error)
        return
    try:
        yield from unpacked(Source(file.path, file.id, stream, file.size or None), part)
    except (IntakeError, OSError, *ARCHIVE_ERRORS) as error:
        yield Quarantined(file.path, None, None, str(error) or "the archive is damaged")
    finally:
        if file.path != STDIN:
            stream.close()


def open_file(path: str) -> BinaryIO:
    """Return a file, open for reading; raise OSError when it cannot be opened."""
    if path == STDIN:
        return sys.stdin.buffer
    return remote(path).open() if is_address(path) else Path(path).open("rb")


def unopened(path: str, error: OSError) -> Quarantined:
    """Return a file that cannot be opened as set aside."""
    return Quarantined(path, None, None, f"cannot be opened: {error.strerror or error}")


def _file(path: Path) -> File | Quarantined:
    try:
        stat = path.stat()
    except OSError as error:
        return unopened(str(path), error)
    return File(str(path), path.name, stat.st_size, stat.st_mtime_ns)


def _remote(address: str) -> Iterator[File | Quarantined]:
    try:
        for found in listed(address):
            if not any(_is_passed_over(part) for part in found.name.split("/")):
                yield File(found.address, found.name, found.size, found.changed)
    except OSError as error:
        yield unopened(address, error)


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "README")) or Path(name).suffix.lower() in _ASSETS


def _walk(folder: Path) -> Iterator[tuple[Path, os.stat_result] | Quarantined]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Quarantined(str(folder), None, None, f"the folder cannot be read: {error.strerror}")
        return
    for name in names:
        path = folder / name
        if _is_passed_over(name):
            continue
        try:
            stat = path.stat()
        except OSError as error:
            yield unopened(str(path), error)
            continue
        if S_ISREG(stat.st_mode):
            yield path, stat
        elif S_ISDIR(stat.st_mode) and path.is_symlink():
            yield Quarantined(str(path), None, None, "a link to a folder is not followed; name the folder itself")
        elif S_ISDIR(stat.st_mode):
            yield from _walk(path)
