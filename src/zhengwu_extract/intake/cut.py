"""A long file in parts that can be read each for itself: stretches of lines of a .jsonl or .csv, members of a .zip.

Where a file is cut depends on its bytes alone. Reading all cuts of a file in order gives what reading the file gives,
line numbers and ids included. Files in other formats are read in one piece.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import BinaryIO, Literal, NamedTuple, cast

from ..options import Options
from .archive import ARCHIVE_ERRORS, WHOLE, Source, gunzipped, is_packed, is_zip, members, peek
from .files import STDIN, File, open_file, sources_of, unopened
from .quarantine import IntakeError, Quarantined
from .readers import READERS, unread
from .rows import Columns, encoding_of, read_csv, read_jsonl
from .unread import Unread

Unit = Literal["file", "bytes", "members"]


class Cut(NamedTuple):
    """A part of a file: `start` to `stop` in `unit`; of bytes, unpacked ones, that begin at the line `first`.

    Of a table every cut is read with the header, which takes the first `header` bytes, in the `encoding` of the whole.
    """

    file: File
    unit: Unit = "file"
    start: int = 0
    stop: int = 0
    first: int = 1
    header: int = 0
    encoding: str = ""


def cuts(file: File, size: int) -> Iterator[Cut]:
    """Yield the parts of a file, each of about `size` bytes or, of an archive, `size` bytes of its members.

    A file that cannot be read is one part: whoever reads it says why.
    """
    try:
        found = list(_cuts(file, size)) if file.size > size and file.path != STDIN else []
    except (OSError, IntakeError, *ARCHIVE_ERRORS):
        found = []
    yield from found or [Cut(file)]


def unread_of(cut: Cut, options: Options, columns: Columns) -> Iterator[Unread | Quarantined]:
    """Yield what a cut holds, each to be read before the next is asked for."""
    if cut.unit == "bytes":
        try:
            yield from _of_bytes(cut, options, columns)
        except OSError as error:
            yield unopened(cut.file.path, error)
        return
    which = slice(cut.start, cut.stop) if cut.unit == "members" else WHOLE
    for found in sources_of(cut.file, which):
        yield from unread(found, options, columns)


def _of_bytes(cut: Cut, options: Options, columns: Columns) -> Iterator[Unread | Quarantined]:
    with open_file(cut.file.path) as stream, _plain(stream) as plain:
        part = cast(BinaryIO, io.BufferedReader(_Part(plain, cut)))
        id = cut.file.id.removesuffix(".gz")
        source = Source(cut.file.path, id, part, first=cut.first, encoding=cut.encoding)
        yield from unread(source, options, columns)


def _cuts(file: File, size: int) -> Iterator[Cut]:
    with open_file(file.path) as stream:
        if is_zip(stream, file.path):
            yield from _of_members(file, stream, size)
            return
        reader = READERS.get(PurePosixPath(file.id.removesuffix(".gz")).suffix.lower())
        if reader not in (read_jsonl, read_csv):
            return
        plain = gunzipped(stream, file.size) if is_packed(stream) else stream
        yield from _of_lines(file, plain, size) if reader is read_jsonl else _of_rows(file, plain, size)


def _of_members(file: File, stream: BinaryIO, size: int) -> Iterator[Cut]:
    start = packed = 0
    with zipfile.ZipFile(stream) as archive:
        infos = members(archive)
    for number, info in enumerate(infos):
        packed += info.compress_size
        if packed >= size or number == len(infos) - 1:
            yield Cut(file, "members", start, number + 1)
            start, packed = number + 1, 0


def _of_lines(file: File, stream: BinaryIO, size: int) -> Iterator[Cut]:
    start, first = 0, 1
    while block := stream.read(size):
        block += stream.readline()
        yield Cut(file, "bytes", start, start + len(block), first)
        start += len(block)
        first += block.count(b"\n")


def _of_rows(file: File, stream: BinaryIO, size: int) -> Iterator[Cut]:
    """Cut between rows as the csv module sees them, in Latin-1: quotes, delimiters and line ends are ASCII."""
    if peek(stream).startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # UTF-16: its line ends are two bytes
    encoding = encoding_of(stream)
    text = io.TextIOWrapper(stream, "latin-1", newline="")
    lines = _Counted(text)
    header = len(text.readline())
    start = stop = header
    first = 1
    rows = csv.reader(lines, strict=True)
    more = True
    while more:
        with suppress(csv.Error):  # a bad row ends somewhere too
            more = next(rows, None) is not None
        stop = header + lines.characters
        if stop - start >= size or (not more and stop > start):
            yield Cut(file, "bytes", start, stop, first, header, encoding)
            start, first = stop, 1 + lines.lines
    text.detach()


class _Counted:
    """The lines of a text, counted."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.lines = self.characters = 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.lines += 1
        self.characters += len(line)
        return line


class _Part(io.RawIOBase):
    """The bytes of a cut as a file of their own, after the header of its table."""

    def __init__(self, stream: BinaryIO, cut: Cut) -> None:
        self._stream = stream
        self._head = stream.read(cut.header)
        stream.seek(cut.start)
        self._left = cut.stop - cut.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._stream.read(min(len(buffer), self._left))
            self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def _plain(stream: BinaryIO) -> BinaryIO:
    """Return the unpacked stream, in which a cut can be found by its place; its size was looked at when it was cut."""
    packed = is_packed(stream)
    return cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=stream))) if packed else stream
