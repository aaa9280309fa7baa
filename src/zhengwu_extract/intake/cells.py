"""Tables in plain text: rows of cells, and tables whose cells stand one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ..document import Block
from .cell_unit import header_unit, is_rate, is_unit

Span: TypeAlias = tuple[int, int]
Grid: TypeAlias = list[list[Span]]

_SEPARATOR = re.compile(r"[\t|]")
# A number, with its own unit or not, or the mark of a missing one; a year or a month is a header.
_NUMBER = re.compile(r"[-+±<>]?\d[\d,]*(?:\.\d+)?(?:(?![年月日季])[^\d\s,]){0,6}|-{1,2}|…")
# What is left of a printed row: a name with no stop in it, then numbers between spaces.
_SPACED_ROW = re.compile(r"(\d{0,2}[\u4e00-\u9fff][^。;,\t|]{1,40}?)\s+((?:[-<>]?\d[\d.]*%?\s+)+[-<>]?\d[\d.]*%?)")
_ENDS_ROW = "0123456789%"
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"\S+")
_BARE = re.compile(r"[^\u4e00-\u9fff%‰]*\d[^\u4e00-\u9fff%‰]*")
_BULLET = re.compile(r"(?:[(\d一二三四五六七八九十]{1,4}[.、)]|[·●■◆\-])")
_RULER = re.compile(r"[\s:|+\-]*")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_MOST_HEADER_ROWS = 3
_LONGEST_STACKED_CELL = 30


class Column(NamedTuple):
    """What the header rows say of a column: their words, and the unit in them or over the table."""

    header: str | None
    unit: str | None


def is_row(line: str) -> bool:
    """Tell whether `line` (folded) is a row of a table: cells between tabs or vertical bars, or a name and numbers.

    >>> is_row("棚户区改造\\t1200套"), is_row("| 指标 | 数量 |"), is_row("生猪存栏(万头) 31.5 32.8")
    (True, True, True)
    >>> is_row("一、\\t总体要求"), is_row("甲|乙"), is_row("改造老旧小区 1200")
    (False, False, False)
    """
    if "\t" not in line and "|" not in line:
        return line[-1] in _ENDS_ROW and _SPACED_ROW.fullmatch(line) is not None
    cells = [cell.strip() for cell in _SEPARATOR.split(line) if cell.strip()]
    if "\t" not in line and len(cells) < 3 and line[0] != "|":
        return False
    return len(cells) >= 2 and (len(cells) > 2 or not _BULLET.fullmatch(cells[0]))


def cells_of(text: str, grid: Grid, unit: str | None) -> Iterator[Block]:
    """Yield the cells of a table of `text` (folded), each with its header and unit; `unit` is that of the whole table.

    A unit beside the row's name, or in a column of units, goes before that of the column's header, and that before
    the table's.

    >>> text = "指标\\t总量(亿元)\\t增速\\n工业\\t12.5\\t3%"
    >>> cells = list(cells_of(text, split_rows(text, [(0, 12), (13, 23)]), None))
    >>> text[cells[4].start : cells[4].end], cells[4].header, cells[4].unit
    ('12.5', '总量(亿元)', '亿元')
    """
    top = _header_rows(text, grid)
    columns = _columns(text, grid[:top], max(map(len, grid), default=0), unit)
    for row in grid[:top]:
        yield from (Block(*cell, "cell") for cell in row if cell[0] < cell[1])
    for row in grid[top:]:
        row_unit = _row_unit(text, row, columns)
        for cell, column in zip(row, columns, strict=False):
            if cell[0] < cell[1]:
                bare = _BARE.fullmatch(text, *cell) is not None
                yield Block(*cell, "cell", (row_unit or column.unit) if bare else None, column.header)


def split_rows(text: str, lines: Sequence[Span]) -> Grid:
    """Return the rows of cells that `lines` of `text` (folded) are, without the rulers between them.

    >>> text = "|指标|数量|\\n|---|---|\\n|新建||"
    >>> split_rows(text, [(0, 7), (8, 17), (18, 23)])
    [[(1, 3), (4, 6)], [(19, 21), (22, 22)]]
    """
    return [_split(text, *line) for line in lines if not _RULER.fullmatch(text, *line)]


def stacked_rows(text: str, lines: Sequence[Span]) -> Grid:
    """Return the rows of a table whose cells stand one to a line, or nothing where `lines` do not repeat a pattern.

    The header is as long as the first row, and each row is one name and then numbers.

    >>> text = "指标\\n总量\\n增速\\n工业\\n12.5\\n3.1\\n农业\\n8\\n2.2"
    >>> spans = [(m.start(), m.end()) for m in re.finditer(r"[^\\n]+", text)]
    >>> [[text[slice(*cell)] for cell in row] for row in stacked_rows(text, spans)]
    [['指标', '总量', '增速'], ['工业', '12.5', '3.1'], ['农业', '8', '2.2']]
    """
    numeric: list[bool] = []
    for start, end in lines:
        if end - start > _LONGEST_STACKED_CELL:
            break
        numeric.append(_is_number(text, (start, end)))
    width = numeric.index(True) - 1 if True in numeric else 0
    if width < 2:
        return []
    rows = [list(lines[:width])]
    row_shape = [False] + [True] * (width - 1)
    for at in range(width, len(numeric), width):
        if numeric[at : at + width] != row_shape:
            break
        rows.append(list(lines[at : at + width]))
    return rows if len(rows) > 2 else []


def _split(text: str, start: int, end: int) -> list[Span]:
    """Return the cells of one row without their outer white space; an empty cell is an empty span."""
    spaced = _SPACED_ROW.fullmatch(text, start, end)
    if spaced:
        return [spaced.span(1), *(number.span() for number in _TOKEN.finditer(text, *spaced.span(2)))]
    bar = text.find("\t", start, end) < 0
    if bar:
        start += text[start] == "|"
        end -= text[end - 1] == "|"
    else:
        # The line has been stripped, and its first cells may be empty.
        start = text.rfind("\n", 0, start) + 1
    out: list[Span] = []
    for piece in text[start:end].split("|" if bar else "\t"):
        left = start + len(piece) - len(piece.lstrip())
        out.append((left, max(left, start + len(piece.rstrip()))))
        start += len(piece) + 1
    return out


def _header_rows(text: str, grid: Grid) -> int:
    """Return how many rows at the top hold names only; none where no row holds numbers."""
    for count, row in enumerate(grid):
        if any(_is_number(text, cell) for cell in row):
            return count if count <= _MOST_HEADER_ROWS else 0
    return 0


def _columns(text: str, header_rows: Grid, width: int, unit: str | None) -> list[Column]:
    out: list[Column] = []
    for index in range(width):
        words = [text[slice(*row[index])] for row in header_rows if index < len(row) and row[index][0] < row[index][1]]
        header = " ".join(words) or None
        own = next((found for word in reversed(words) if (found := header_unit(word))), None)
        out.append(Column(header, own or (None if is_rate(header or "") else unit)))
    return out


def _row_unit(text: str, row: list[Span], columns: list[Column]) -> str | None:
    """Return the unit in the row's column of units, or in the brackets behind its name."""
    for cell, column in zip(row, columns, strict=False):
        word = text[slice(*cell)]
        if column.header and _UNIT_COLUMN.fullmatch(column.header):
            return word if is_unit(word) else None
    return header_unit(text[slice(*row[0])]) if row else None


def _is_number(text: str, cell: Span) -> bool:
    return _NUMBER.fullmatch(text, *cell) is not None and _YEAR.fullmatch(text, *cell) is None
