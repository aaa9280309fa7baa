"""From inputs to documents: every format, lazily, one bad input never stopping the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from ..document import Document
from ..options import Options
from .archive import Source, peek
from .files import files_of, sources_of
from .pages import read_page, read_text
from .quarantine import IntakeError, Quarantined, twice
from .rows import Columns, read_csv, read_json, read_jsonl
from .unread import READING_ERRORS, Unread, reason
from .warc import read_warc

__all__ = ["IntakeError", "Quarantined", "read"]

Reader: TypeAlias = Callable[[Source, Options, Columns], Iterator[Unread]]

READERS: Mapping[str, Reader] = {
    ".html": read_page,
    ".htm": read_page,
    ".shtml": read_page,
    ".xhtml": read_page,
    ".jhtml": read_page,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".warc": read_warc,
}


def read(
    inputs: Sequence[str | Path], options: Options | None = None, columns: Columns | None = None
) -> Iterator[Document | Quarantined]:
    """Yield the documents of `inputs` in order: files, folders, .zip and .gz archives, ``-`` for standard input.

    `columns` says which column or key holds a field (id, title, published, region, agency, text) where it has another
    name: ``{"text": "body"}``. What cannot be read comes as a Quarantined with its place and reason; of two documents
    with one id the later does. Nothing is raised for a bad input.

    >>> [str(item) for item in read(["no/such/file.txt"])]
    ['no/such/file.txt: cannot be opened: No such file or directory']
    """
    options, columns = options or Options(), columns or {}
    seen: set[str] = set()
    for file in files_of(inputs):
        if isinstance(file, Quarantined):
            yield file
            continue
        for source in sources_of(file):
            for item in unread(source, options, columns):
                yield _new(item if isinstance(item, Quarantined) else item.read(), seen)


def unread(source: Source | Quarantined, options: Options, columns: Columns) -> Iterator[Unread | Quarantined]:
    """Yield what a source holds, each to be read before the next is asked for; what cannot be read as set aside."""
    if isinstance(source, Quarantined):
        yield source
        return
    try:
        yield from reader_of(source)(source, options, columns)
    except READING_ERRORS as error:
        yield Quarantined(source.path, None, None, reason(error))


def reader_of(source: Source) -> Reader:
    """Return the reader for a file, by its ending, or by how it begins where the ending says nothing."""
    known = READERS.get(PurePosixPath(source.id).suffix.lower())
    if known:
        return known
    head = peek(source.stream).lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, reader in ((b"WARC/", read_warc), (b"<", read_page), (b"{", read_json)):
        if head.startswith(mark):
            return reader
    return read_text


def _new(item: Document | Quarantined, seen: set[str]) -> Document | Quarantined:
    if isinstance(item, Quarantined):
        return item
    if item.id in seen:
        return Quarantined(item.path, None, item.id, twice(item.id))
    seen.add(item.id)
    return item
