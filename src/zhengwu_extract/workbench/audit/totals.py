"""Totals of tables: the row that is called 合计 against the columns above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ...record import Record
from .arithmetic import bounds, sum_of
from .finding import Finding, shown

TOTAL = ("合计", "总计")
# Rows that are parts of other rows would be counted twice.
SUBTOTAL = ("小计", "其中")


def in_tables(records: Sequence[Record]) -> Iterator[Finding]:
    """Yield the totals of a document's tables that are not the sums of their columns."""
    for rows in _tables(records):
        *above, last = rows
        if not _is(last, TOTAL) or not above or any(_is(row, TOTAL + SUBTOTAL) for row in above):
            continue
        if all(len(row) == len(last) for row in above):
            for column in zip(*rows, strict=True):
                yield from _column(column)


def _column(column: Sequence[Record]) -> Iterator[Finding]:
    *parts, whole = column
    if any(part.unit != whole.unit or part.measure != whole.measure for part in parts) or whole.unit == "%":
        return
    computed, said = sum_of(parts), bounds(whole)
    if computed and said and not computed.meets(said):
        message = f"the column adds up to {shown(computed, whole.unit)}, its total says {shown(said, whole.unit)}"
        yield Finding.on("table", message, column)


def _tables(records: Sequence[Record]) -> Iterator[list[list[Record]]]:
    """Yield the tables of a document: rows of cells, down to each row of totals."""
    for cells, group in groupby(records, key=_is_cell):
        rows: list[list[Record]] = []
        for row in _rows(list(group)) if cells else ():
            rows.append(row)
            if _is(row, TOTAL):
                yield rows
                rows = []


def _rows(cells: Sequence[Record]) -> Iterator[list[Record]]:
    """Yield cells that stand side by side, with nothing but one separator between them."""
    row = [cells[0]]
    for left, right in pairwise(cells):
        if right.value.start - left.value.end != 1:
            yield row
            row = []
        row.append(right)
    yield row


def _is_cell(record: Record) -> bool:
    return record.sentence.text.strip() == record.value.text


def _is(row: Sequence[Record], words: Sequence[str]) -> bool:
    return any(word in record.metric.text for record in row for word in words)
