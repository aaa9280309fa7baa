"""One writer a format; each streams instances of one pydantic model into one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from pydantic import BaseModel

from ..table import Cell, arrow_schema, arrow_table, columns, duckdb_table, row

if TYPE_CHECKING:
    import duckdb

# Rows kept in memory before a columnar writer passes them on: records take about 5 kB each.
BATCH = 5_000
# What a spreadsheet takes for the beginning of a formula, full-width forms included, and the mark that prevents it.
FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\r\n'")


class Writer(Protocol):
    """Takes instances of one model in batches of any size; raises OSError when they cannot be written."""

    def write(self, instances: Sequence[BaseModel]) -> None:
        """Write some rows."""

    def write_rows(self, rows: Sequence[list[Cell]]) -> None:
        """Write some rows in their flat form; only tables take them."""

    def close(self) -> None:
        """Write what is left and let go of the file."""


class JsonLines:
    """One JSON object a line, nested as the model is.

    >>> from .sources import Source
    >>> from ..document import Document
    >>> file = io.BytesIO()
    >>> JsonLines(file).write([Source.of(Document("建成15家。", id="a"), 1)])
    >>> file.getvalue()[:24]
    b'{"id":"a","title":null,"'
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, instances: Sequence[BaseModel]) -> None:
        """Write one line an instance."""
        self._file.write("".join(i.model_dump_json() + "\n" for i in instances).encode())

    def write_rows(self, rows: Sequence[list[Cell]]) -> None:
        """Refuse: a flat row is not nested as the model is."""
        raise NotImplementedError("JSON Lines are not made of flat rows")

    def close(self) -> None:
        """Flush and close the file."""
        self._file.close()


class Csv:
    """The flat columns as CSV for spreadsheets: UTF-8 with BOM, quoted as in RFC 4180, formulas made inert."""

    def __init__(self, file: BinaryIO, model: type[BaseModel]) -> None:
        self._file = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow([column.name for column in columns(model)])

    def write(self, instances: Sequence[BaseModel]) -> None:
        """Write one row an instance."""
        self.write_rows([row(instance) for instance in instances])

    def write_rows(self, rows: Sequence[list[Cell]]) -> None:
        """Write rows in their flat form."""
        self._rows.writerows([csv_cell(cell) for cell in each] for each in rows)

    def close(self) -> None:
        """Flush and close the file."""
        self._file.close()


def csv_cell(cell: Cell) -> str | int | float:
    """Return a cell as CSV holds it: empty for null, plain digits for a Decimal, an apostrophe before a formula.

    A text that begins with an apostrophe gets one too, so taking one leading apostrophe off a text gives it back.

    >>> csv_cell("=1+1"), csv_cell("15家"), csv_cell(Decimal("1.50E+9")), csv_cell(Decimal("-5.10")), csv_cell(True)
    ("'=1+1", '15家', '1500000000', '-5.1', 'true')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return "'" + cell if cell[:1] in FORMULA_STARTS else cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, Decimal):
        digits = f"{cell:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)  # what a flat file gives back of 15 is 15.0
    return cell if isinstance(cell, int | float) else cell.isoformat()


class Parquet:
    """The flat columns as Parquet, compressed with zstd, one row group a batch."""

    def __init__(self, file: BinaryIO, model: type[BaseModel]) -> None:
        import pyarrow.parquet as pq

        self._file = file
        self._model = model
        self._rows: list[list[Cell]] = []
        self._parquet = pq.ParquetWriter(file, arrow_schema(model), compression="zstd")

    def write(self, instances: Sequence[BaseModel]) -> None:
        """Keep the rows, and write a row group when there are enough."""
        self.write_rows([row(instance) for instance in instances])

    def write_rows(self, rows: Sequence[list[Cell]]) -> None:
        """Keep rows in their flat form, and write a row group when there are enough."""
        self._rows += rows
        if len(self._rows) >= BATCH:
            self._write_group()

    def close(self) -> None:
        """Write the last row group and the footer, and close the file."""
        with closing(self._file), closing(self._parquet):
            self._write_group()

    def _write_group(self) -> None:
        if self._rows:
            self._parquet.write_table(arrow_table(self._model, self._rows))
            self._rows = []


class DuckDB:
    """A table of the flat columns in a DuckDB database; the writer that opened the database closes it."""

    def __init__(self, database: Path | DuckDB, name: str, model: type[BaseModel]) -> None:
        import duckdb

        self._name, self._model = name, model
        self._rows: list[list[Cell]] = []
        self._owner = isinstance(database, Path)
        with self._as_os_error():
            self._connection: duckdb.DuckDBPyConnection = (
                database._connection
                if isinstance(database, DuckDB)
                else duckdb.connect(str(database), config={"memory_limit": "1GB"})
            )
            self._connection.execute(duckdb_table(name, model))

    def write(self, instances: Sequence[BaseModel]) -> None:
        """Keep the rows, and insert them when there are enough."""
        self.write_rows([row(instance) for instance in instances])

    def write_rows(self, rows: Sequence[list[Cell]]) -> None:
        """Keep rows in their flat form, and insert them when there are enough."""
        self._rows += rows
        if len(self._rows) >= BATCH:
            self._insert()

    def close(self) -> None:
        """Insert the last rows; the owner moves the log into the database, so that one file holds everything."""
        self._insert()
        if self._owner:
            with self._as_os_error():
                self._connection.execute("CHECKPOINT")
                self._connection.close()

    def _insert(self) -> None:
        if not self._rows:
            return
        with self._as_os_error():
            self._connection.register("batch", arrow_table(self._model, self._rows))
            self._connection.execute(f"INSERT INTO {self._name} SELECT * FROM batch")
            self._connection.unregister("batch")
        self._rows = []

    @contextmanager
    def _as_os_error(self) -> Iterator[Any]:
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            raise OSError(str(error)) from error
