"""Documents in the rows of JSON Lines, JSON and CSV files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import BinaryIO, TypeAlias, cast

from ..document import Document
from ..options import Options
from .archive import Source
from .encoding import decode, detect
from .fields import Fields, document_of
from .quarantine import IntakeError
from .unread import Unread

# Field of a document → name of the column or key that holds it, where that is another.
Columns: TypeAlias = Mapping[str, str]

# In JSON a character may take six bytes (an escape), and a row has other fields than the text.
_BYTES_A_CHARACTER, _OTHER_FIELDS = 6, 100_000
_DISCARDED_AT_ONCE = 1 << 20
_DELIMITERS = ",\t;|"
# What looks like ASCII at its beginning may be UTF-8 farther on.
_ENCODINGS = {"ascii": "utf-8-sig"}


def read_jsonl(source: Source, options: Options, columns: Columns) -> Iterator[Unread]:
    """Yield the documents of a JSON Lines file, one a line that is not blank."""
    for number, line in enumerate(_raw_lines(source.stream, _longest(options)), source.first):
        if line is None or not line.isspace():
            yield Unread(source.path, number, None, partial(_of_line, line, number, source, options, columns))


def _of_line(line: bytes | None, number: int, source: Source, options: Options, columns: Columns) -> Document:
    if line is None:
        raise IntakeError(f"a line of more than {_longest(options):,} bytes; split the document")
    return _document(_object(line), number, source, options, columns)


def _longest(options: Options) -> int:
    """Return how many bytes a line with one document may have."""
    return options.max_chars * _BYTES_A_CHARACTER + _OTHER_FIELDS


def read_json(source: Source, options: Options, columns: Columns) -> Iterator[Unread]:
    """Yield the documents of a JSON file: one object, a list of objects, or JSON Lines under another name."""
    data = source.stream.read()
    first, _, rest = data.lstrip().partition(b"\n")
    if first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.strip():
        yield from read_jsonl(source._replace(stream=io.BytesIO(data)), options, columns)
        return
    whole = _object(data)
    for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield Unread(source.path, None, None, partial(_of_object, row, number, source, options, columns))


def _of_object(row: object, number: int, source: Source, options: Options, columns: Columns) -> Document:
    try:
        return _document(row, number, source, options, columns)
    except IntakeError as error:
        raise IntakeError(f"object {number}: {error}") from error


def read_csv(source: Source, options: Options, columns: Columns) -> Iterator[Unread]:
    """Yield the documents of a CSV file whose first row names the columns; the delimiter is the one used there.

    Raises IntakeError when there is no column for the text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), options.max_chars + 1))
    encoding = source.encoding or encoding_of(source.stream)
    text = io.TextIOWrapper(source.stream, _ENCODINGS.get(encoding, encoding), "surrogateescape", newline="")
    try:
        header = text.readline(_OTHER_FIELDS)
        delimiter = max(_DELIMITERS, key=header.count)
        names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
        _require(columns.get("text", "text"), names)
        for number, row in _numbered_rows(text, delimiter, source.first):
            yield Unread(source.path, number, None, partial(_of_row, names, row, number, source, options, columns))
    finally:
        # The wrapper would close the stream, which is not its own.
        text.detach()


def encoding_of(stream: BinaryIO) -> str:
    """Return the encoding of a table, by how it begins."""
    return detect(cast(io.BufferedReader, stream).peek())


def _of_row(
    names: list[str], row: list[str] | csv.Error, number: int, source: Source, options: Options, columns: Columns
) -> Document:
    return _document(_named(names, row), number, source, options, columns)


def _raw_lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Yield the lines of a file, None in the place of one that is too long to be held."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(_DISCARDED_AT_ONCE)):
            pass
        yield None


def _object(data: bytes) -> object:
    try:
        return json.loads(decode(data.strip(b"\r\n")).text)
    except RecursionError as error:
        raise IntakeError("not a document: JSON nested too deeply") from error
    except json.JSONDecodeError as error:
        raise IntakeError(
            f"not valid JSON: {error.msg} at character {error.pos}; one object a line is wanted"
        ) from error
    except ValueError as error:
        raise IntakeError(f"not valid JSON: {error}") from error


def _document(row: object, number: int, source: Source, options: Options, columns: Columns) -> Document:
    if not isinstance(row, dict):
        raise IntakeError(f"not an object with fields, but {str(row)[:40]!r}")
    _require(columns.get("text", "text"), row)
    values = Fields(*(row.get(columns.get(name, name)) for name in Fields._fields))
    return document_of(values, f"{source.id}#{number}", source.path, options)


def _require(name: str, names: Collection[str]) -> None:
    if name not in names:
        raise IntakeError(
            f"no field {name!r} for the text; there are {', '.join(map(repr, names)) or 'none'}: say which one holds "
            "it, as in --columns text=body (in Python: columns={'text': 'body'})"
        )


def _numbered_rows(lines: Iterable[str], delimiter: str, first: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each row, or why it is none, with the line it begins on; the header has taken the line before."""
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = rows.line_num + 1 + first
        try:
            yield number, next(rows)
        except csv.Error as error:
            yield number, error
        except StopIteration:
            return


def _named(names: list[str], row: list[str] | csv.Error) -> dict[str, str]:
    if isinstance(row, csv.Error):
        raise IntakeError(f"not a row of CSV: {row}; put cells with quotes or line ends in quotes")
    if len(row) != len(names):
        raise IntakeError(f"{len(row)} cells where the header has {len(names)}; put cells with delimiters in quotes")
    return dict(zip(names, row, strict=True))
