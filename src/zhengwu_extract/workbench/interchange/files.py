"""What a format is on the disk: named pieces of bytes; reading and writing them, whole or not at all.

A format of one file names its pieces by ending (``.csv``, and ``.documents.csv`` beside it); a format that is a folder
names them as they stand in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from ...batch.staging import Staging
from .. import WorkbenchError

Files: TypeAlias = dict[str, bytes]
# What a file may not be called on one system or another, or would be hidden by.
_UNSAFE = '%/\\:*?"<>|' + "".join(map(chr, range(32))) + "\x7f"
LONGEST = 200


def text_of(files: Files, name: str, encoding: str = "utf-8-sig") -> str:
    """Return one of the files as text, without a byte-order mark; raise WorkbenchError when it is not UTF-8.

    Line ends stay as they are. An article's own text is read as `utf-8`, for offsets count a mark at its beginning.
    """
    try:
        return files[name].decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbenchError(f"{name}: not UTF-8: {error}") from error


def file_name(doc_id: str) -> str:
    """Return a document's id as the name of a file.

    >>> file_name("石家庄/2022"), doc_id("石家庄%2F2022")
    ('石家庄%2F2022', '石家庄/2022')
    """
    name = "".join(quote(char, safe="") if char in _UNSAFE else char for char in doc_id)
    name = "%2E" + name[1:] if name.startswith(".") else name
    if not name or len(name.encode()) > LONGEST:
        raise WorkbenchError(f"document id {doc_id!r} cannot be the name of a file; give the document a shorter one")
    return name


def doc_id(name: str) -> str:
    """Return the id of the document that has this file name."""
    return unquote(name)


def load(path: Path, endings: Sequence[str], folder: bool) -> Files:
    """Return the files of a format: of a folder those with these endings, else `path` and what lies beside it.

    The first ending of a format of one file is that of `path` itself, whatever it really ends in.
    """
    try:
        if folder and not path.is_dir():
            names = {*endings, *(path.stem + ending for ending in endings)}
            found = {file.name: file.read_bytes() for file in sorted(path.parent.iterdir()) if file.name in names}
        elif path.is_dir():
            found = {
                file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.name.endswith(tuple(endings))
            }
        else:
            found = {endings[0]: path.read_bytes()}
            beside = {ending: path.with_name(path.stem + ending) for ending in endings[1:]}
            found |= {ending: file.read_bytes() for ending, file in beside.items() if file.is_file()}
    except OSError as error:
        raise WorkbenchError(f"{path}: cannot be read: {error.strerror}") from error
    if not found:
        raise WorkbenchError(f"{path}: holds no file that ends in {' or '.join(endings)}")
    return found


def store(path: Path, files: Files, folder: bool) -> list[Path]:
    """Write the files of a format under temporary names and rename them into place; raise OSError when that fails."""
    return _store_folder(path, files) if folder else _store_beside(path, files)


def _store_beside(path: Path, files: Files) -> list[Path]:
    staging = Staging()
    main, *_ = files
    targets = {ending: path if ending == main else path.with_name(path.stem + ending) for ending in files}
    try:
        for ending, content in files.items():
            staging.path(targets[ending]).write_bytes(content)
        staging.commit()
    finally:
        staging.discard()
    return list(targets.values())


def _store_folder(path: Path, files: Files) -> list[Path]:
    """Fill a folder beside, and rename it; an empty folder gives way, one with files does not."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        temporary.mkdir(parents=True)
        for name, content in files.items():
            with (temporary / name).open("wb") as file:
                file.write(content)
                os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return [path]
