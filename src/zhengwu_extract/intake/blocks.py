"""Lines into blocks: furniture, headings, table cells, and paragraphs with their wrapped lines joined again."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Block, BlockKind
from .cell_unit import table_unit
from .cells import Grid, Span, cells_of, split_rows, stacked_rows
from .lines import Line, LineKind, lines_of
from .wrap import join_wrapped

_KINDS: dict[LineKind, BlockKind] = {"heading": "heading", "furniture": "furniture", "unit": "furniture"}
# A caption that says more than the unit is the title of its table.
_UNIT_ALONE = ("单位", "(单位", "计量单位", "(计量单位")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of `text` (folded) in order.

    >>> text = "一、农业\\n全年新建高标准农田20万亩,完成农村危房\\n改造300户。\\n网站首页 联系我们"
    >>> [(block.kind, block.start, block.end) for block in blocks_of(text)]
    [('heading', 0, 4), ('paragraph', 5, 33), ('furniture', 34, 43)]
    """
    lines = join_wrapped(text, lines_of(text))
    at = 0
    unit: str | None = None
    while at < len(lines):
        grid, used = _table(text, lines, at, unit)
        if used:
            yield from cells_of(text, grid, unit)
        else:
            yield _block(text, lines[at])
        unit = table_unit(text[lines[at].start : lines[at].end]) if lines[at].kind == "unit" else None
        at += used or 1


def _table(text: str, lines: list[Line], at: int, unit: str | None) -> tuple[Grid, int]:
    """Return the table that begins at line `at`, if one does, and how many lines it takes."""
    if lines[at].kind == "row":
        rows = _run(lines, at, "row")
        return split_rows(text, rows), len(rows)
    grid = stacked_rows(text, _run(lines, at, "heading")) if unit else []
    return grid, sum(map(len, grid))


def _run(lines: list[Line], at: int, kind: LineKind) -> list[Span]:
    out: list[Span] = []
    while at < len(lines) and lines[at].kind == kind:
        out.append((lines[at].start, lines[at].end))
        at += 1
    return out


def _block(text: str, line: Line) -> Block:
    kind = _KINDS.get(line.kind, "paragraph")
    if line.kind == "unit" and not text.startswith(_UNIT_ALONE, line.start):
        kind = "heading"
    return Block(line.start, line.end, kind)
