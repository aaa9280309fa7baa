"""Inputs as people name them (files, folders, -) into open files, in one fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .archive import ARCHIVE_ERRORS, Source, unpacked
from .quarantine import IntakeError, Quarantined

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


def sources_of(inputs: Sequence[str | Path]) -> Iterator[Source | Quarantined]:
    """Yield the files under `inputs`, each open until the next is asked for, folders in the order of their names.

    Hidden files, README files, and the pictures, style sheets and scripts of saved pages are passed over in folders.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _unpacked(Source("-", "stdin", sys.stdin.buffer))
            continue
        top = Path(given)
        if not top.is_dir():
            yield from _opened(top, top.name)
            continue
        # Of several folders, each gives its documents its own name, so that two index.html stay apart.
        prefix = f"{top.resolve().name}/" if len(inputs) > 1 else ""
        for found in _walk(top):
            if isinstance(found, Quarantined):
                yield found
            else:
                yield from _opened(found, prefix + found.relative_to(top).as_posix())


def _walk(folder: Path) -> Iterator[Path | Quarantined]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Quarantined(str(folder), None, None, f"the folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "README")) or path.suffix.lower() in _ASSETS:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif entry.is_dir():
            yield Quarantined(str(path), None, None, "a link to a folder is not followed; name the folder itself")
        elif entry.is_file() or entry.is_symlink():
            yield path


def _opened(path: Path, default_id: str) -> Iterator[Source | Quarantined]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield Quarantined(str(path), None, None, f"cannot be opened: {error.strerror}")
        return
    with stream:
        yield from _unpacked(Source(str(path), default_id, stream, path.stat().st_size))


def _unpacked(source: Source) -> Iterator[Source | Quarantined]:
    try:
        yield from unpacked(source)
    except (IntakeError, OSError, *ARCHIVE_ERRORS) as error:
        yield Quarantined(source.path, None, None, str(error) or "the archive is damaged")
