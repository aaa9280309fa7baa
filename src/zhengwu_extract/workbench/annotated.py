"""Annotated documents from files of either form: JSON and JSON lines, or inline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import WorkbenchError
from .gold import GoldDocument, read_gold
from .inline import from_inline


def read_annotated(paths: Iterable[Path]) -> list[GoldDocument]:
    """Return the documents of files and folders: `.json`, `.jsonl`, and inline `.txt`.

    Raises WorkbenchError for what cannot be read, and for a document that comes twice.
    """
    found: dict[str, GoldDocument] = {}
    for path in paths:
        for doc in _of(path):
            if doc.id in found:
                raise WorkbenchError(f"{path}: document {doc.id!r} was read before; every document may come once")
            found[doc.id] = doc
    return list(found.values())


def _of(path: Path) -> list[GoldDocument]:
    if path.is_dir() and (inline := sorted(path.glob("*.txt"))):
        return [_inline(file) for file in inline]
    return [_inline(path)] if path.suffix == ".txt" else read_gold(path)


def _inline(path: Path) -> GoldDocument:
    try:
        source = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbenchError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    return from_inline(source, str(path))
