"""From inputs to documents: every format, lazily, one bad input never stopping the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from ..document import Document
from ..options import Options
from .archive import ARCHIVE_ERRORS, Source, peek
from .files import sources_of
from .pages import read_page, read_text
from .quarantine import IntakeError, Quarantined
from .rows import Columns, read_csv, read_json, read_jsonl
from .warc import read_warc

__all__ = ["IntakeError", "Quarantined", "read"]

Reader: TypeAlias = Callable[[Source, Options, Columns], Iterator[Document | Quarantined]]

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
    for source in sources_of(inputs):
        if isinstance(source, Quarantined):
            yield source
            continue
        try:
            for item in reader_of(source)(source, options, columns):
                yield _new(item, seen)
        except (IntakeError, OSError, *ARCHIVE_ERRORS) as error:
            yield Quarantined(source.path, None, None, str(error) or "the file ends in mid-archive")


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
        return Quarantined(
            item.path, None, item.id, f"an earlier document has the id {item.id!r} too; give each its own"
        )
    seen.add(item.id)
    return item
