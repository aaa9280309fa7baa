"""Files inside .gz and .zip, with bounds on how much may come out of them."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from .quarantine import IntakeError, Quarantined


class Source(NamedTuple):
    """An open file: `path` for people, `id` for a document in it that names none, `size` in bytes where it is known.

    `first` is the line of the file that `stream` begins with; the header of a table counts as the line before its rows.
    `encoding` is that of a text whose beginning is not in `stream`.
    The `path` of a file in an archive has the archive's own in it. The ending of `id` tells the format; it has no .gz.
    """

    path: str
    id: str
    stream: BinaryIO
    size: int | None = None
    first: int = 1
    encoding: str = ""


# What reading a damaged archive raises.
ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
# News compresses to a tenth; what unpacks to more than this many times its size was made to fill a memory or a disk.
_MOST_TIMES = 200
_ALWAYS_ALLOWED = 20_000_000
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
WHOLE = slice(None)
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800


def unpacked(source: Source, part: slice = WHOLE) -> Iterator[Source | Quarantined]:
    """Yield the files in `source`, or itself when it is no archive; of a .zip only a part of its files, by number.

    Raises IntakeError, or one of ARCHIVE_ERRORS, when the archive cannot be read.
    """
    if is_packed(source.stream):
        yield Source(source.path, source.id.removesuffix(".gz"), gunzipped(source.stream, source.size))
    elif is_zip(source.stream, source.path):
        yield from _members(source, part)
    elif source.path.lower().endswith((".tar", ".tgz", ".7z", ".rar", ".xz", ".bz2")):
        raise IntakeError("this kind of archive is not read; unpack it, or make it a .zip or .gz")
    else:
        yield source


def peek(stream: BinaryIO) -> bytes:
    """Return the first bytes of a buffered stream without taking them."""
    return cast(io.BufferedReader, stream).peek(512)[:512]


def is_packed(stream: BinaryIO) -> bool:
    """Return whether a stream is a .gz."""
    return peek(stream).startswith(_GZIP)


def gunzipped(stream: BinaryIO, size: int | None) -> BinaryIO:
    """Return what a .gz of `size` bytes holds; reading raises IntakeError when that is more than it honestly can."""
    plain = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    return cast(BinaryIO, io.BufferedReader(_Bounded(plain, size)))


def is_zip(stream: BinaryIO, path: str) -> bool:
    """Return whether a stream is a .zip of files, and no office document, which is one too."""
    return peek(stream).startswith(_ZIP) and not path.endswith((".docx", ".xlsx", ".pptx"))


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files in an archive, in the order of their names."""
    return sorted((info for info in archive.infolist() if not info.is_dir()), key=_name)


def _members(source: Source, part: slice) -> Iterator[Source | Quarantined]:
    if not source.stream.seekable():
        raise IntakeError("a zip archive cannot be read from a pipe; give its file name")
    with zipfile.ZipFile(source.stream) as archive:
        infos = members(archive)
        _refuse_bomb(sum(info.file_size for info in infos), source.size)
        for info in infos[part]:
            name = _name(info)
            reason = _refusal(name, info)
            if reason:
                yield Quarantined(f"{source.path}/{name}", None, None, reason)
            else:
                yield from _member(archive, info, f"{source.path}/{name}", f"{source.id}/{name}")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, id: str) -> Iterator[Source | Quarantined]:
    try:
        with archive.open(info) as member:
            stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, member)))
            if peek(stream).startswith(_ZIP):
                yield Quarantined(path, None, None, "an archive inside an archive; unpack it first")
            else:
                yield from unpacked(Source(path, id, stream, info.compress_size))
    except (IntakeError, OSError, *ARCHIVE_ERRORS) as error:
        yield Quarantined(path, None, None, str(error) or "this member of the archive is damaged")


def _refusal(name: str, info: zipfile.ZipInfo) -> str | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name[:3]:
        return "its path leads out of the archive; the archive was not made by an honest packer"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack the archive with its password first"
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's name; Chinese systems wrote GBK where the format knows only CP437 and UTF-8."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _refuse_bomb(unpacked_size: int, size: int | None) -> None:
    if size is not None and unpacked_size > max(_ALWAYS_ALLOWED, _MOST_TIMES * size):
        raise IntakeError(
            f"unpacks to more than {_MOST_TIMES} times its {size:,} bytes, as archives do that are made to fill a "
            "disk; unpack it yourself if you trust it"
        )


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than an archive of `size` bytes honestly holds."""

    def __init__(self, stream: BinaryIO, size: int | None) -> None:
        self._stream, self._size, self._given = stream, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        _refuse_bomb(self._given, self._size)
        return len(data)
