"""CoNLL-2003 columns, one character a line, for taggers: token, two columns not used, a BIO tag.

One document a -DOCSTART-, with its id in the second column; an empty line is a line feed of the text. Other white
space, control characters and the backslash are escapes (``\\x20;``), for columns are split at white space. Offsets are
code points, one a line. A character has one tag: quantities come first, then dates, metrics, programs, targets and
regions where there is room. There are no links and no notes, so of a record only the place of its quantity comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...record import Span
from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files, text_of
from .reading import Reading, read_sheets
from .scheme import QUANTITY, Mark, Sheet
from .sheet import sheet_of

COLUMNS, START = ".conll", "-DOCSTART-"
ORDER = (QUANTITY, "Date", "Metric", "Program", "Target", "Region")


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return the columns of all documents.

    >>> print(write([GoldDocument(id="a", text="新建")])[".conll"].decode(), end="")
    -DOCSTART- a -X- O
    <BLANKLINE>
    新 -X- _ O
    建 -X- _ O
    <BLANKLINE>
    """
    return {COLUMNS: "".join(line for doc in documents for line in _lines(sheet_of(doc))).encode()}


def read(files: Files) -> Reading:
    """Return documents with a record for each quantity; whole words in the first column are taken as they are."""
    sheets: list[Sheet] = []
    rows: list[tuple[int, str]] = []
    name = ""
    lines = text_of(files, COLUMNS).removesuffix("\n").split("\n")
    for number, line in enumerate([*lines, START], 1):
        if not line.startswith(START):
            rows.append((number, line.rstrip("\r")))
            continue
        if name or any(row for _, row in rows):
            sheets.append(_sheet(name or "-X-", rows, len(sheets) + 1))
        name, rows = [*line.split(), "-X-"][1], []
    return read_sheets(sheets)


def left_out(documents: Sequence[GoldDocument]) -> dict[str, int]:
    """Return how many stretches of each label are not tagged, because another stretch is tagged there."""
    counts: dict[str, int] = {}
    for doc in documents:
        for label, _ in _placed(sheet_of(doc))[1]:
            counts[label] = counts.get(label, 0) + 1
    return counts


def _placed(sheet: Sheet) -> tuple[list[tuple[str, Span]], list[tuple[str, Span]]]:
    """Return the stretches that get tags, and those for which there is no room."""
    stretches = dict.fromkeys((mark.label, span) for mark in sheet.marks for span in mark.spans)
    taken: set[int] = set()
    placed, without = [], []
    for label, span in sorted(stretches, key=lambda row: (ORDER.index(row[0]), row[1])):
        if taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            placed.append((label, span))
        else:
            without.append((label, span))
    return placed, without


def _lines(sheet: Sheet) -> Iterator[str]:
    tags = ["O"] * len(sheet.text)
    for label, (start, end) in _placed(sheet)[0]:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    yield f"{START} {_escaped(sheet.id)} -X- O\n\n"
    for char, tag in zip(sheet.text, tags, strict=True):
        yield "\n" if char == "\n" else f"{_escaped(char)} -X- _ {tag}\n"
    yield "\n"


def _sheet(name: str, rows: list[tuple[int, str]], number: int) -> Sheet:
    """Read the rows between two -DOCSTART- lines: the empty ones at both ends belong to the format."""
    if rows and not rows[0][1]:
        rows = rows[1:]
    if rows and not rows[-1][1]:
        rows = rows[:-1]
    text: list[str] = []
    marks: list[Mark] = []
    at, last = 0, "O"
    for line, row in rows:
        columns = row.split(" ") if " " in row else row.split("\t")
        if len(columns) < 2 and row:
            raise WorkbenchError(f"line {line}: expected a token and a tag, found {row!r}")
        if not row:
            # A mark that goes on in the next line goes over the line feed too.
            text.append("\n")
            at += 1
            continue
        token, tag = _plain(columns[0]), columns[-1]
        if tag.startswith("I-") and last[2:] == tag[2:]:
            start, _ = marks[-1].spans[0]
            marks[-1] = marks[-1]._replace(spans=((start, at + len(token)),))
        elif tag != "O":
            marks.append(Mark(tag[2:], ((at, at + len(token)),), {}))
        text.append(token)
        at, last = at + len(token), tag
    doc_id = f"document-{number}" if name == "-X-" else _plain(name)
    return Sheet({"id": doc_id}, "".join(text), tuple(marks))


def _escaped(words: str) -> str:
    return "".join(
        char if char.isprintable() and char not in " \\" and not char.isspace() else f"\\x{ord(char):x};"
        for char in words
    )


def _plain(words: str) -> str:
    return re.sub(r"\\x([0-9a-f]+);", lambda match: chr(int(match[1], 16)), words)
