"""The flat form: columns generated from a pydantic model, and its Arrow, DuckDB, CSV, pandas and polars shapes.

A part of the model becomes a group of columns with a common prefix (``value`` → ``value_text``, ``value_number``).
Numbers are doubles: a double holds every integer up to 2**53 exactly, is what statistics programs compute with, equals
the number of the JSON form, and never refuses a value, while decimal128 fails on the first figure wider than its
declared digits. The words of the text stand beside it (``value_text``).
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from .record import Record

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

Kind = Literal["text", "integer", "number", "boolean", "date", "list", "json"]
Model = TypeVar("Model", bound=BaseModel)
Cell: TypeAlias = str | int | float | Decimal | date | None

KINDS: dict[type, Kind] = {
    str: "text",
    bool: "boolean",
    int: "integer",
    float: "number",
    Decimal: "number",
    date: "date",
}
DUCKDB_TYPES: dict[Kind, str] = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
PANDAS_TYPES: dict[Kind, str] = {
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


class Column(NamedTuple):
    """A flat column: its name and what it holds."""

    name: str
    kind: Kind


@cache
def columns(model: type[BaseModel] = Record) -> tuple[Column, ...]:
    """Return the flat columns of a model, in the order of its fields.

    Raises TypeError for a field whose type has no flat form.

    >>> [(c.name, c.kind) for c in columns()[2:6]]
    [('value_text', 'text'), ('value_start', 'integer'), ('value_end', 'integer'), ('value_number', 'number')]
    """
    found: list[Column] = []
    for name, kind, part in _fields(model):
        found += [Column(f"{name}_{c.name}", c.kind) for c in columns(part)] if part else [Column(name, kind)]
    return tuple(found)


def row(instance: BaseModel) -> list[Cell]:
    """Return the cells of one instance: numbers as Decimal or float, dates as date, lists joined, the rest as JSON.

    >>> from zhengwu_extract import extract
    >>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
    >>> dict(zip([c.name for c in columns()], row(record)))["value_number"]
    Decimal('15')
    """
    cells: list[Cell] = []
    for name, kind, part in _fields(type(instance)):
        value = getattr(instance, name)
        if value is None:
            cells += [None] * (len(columns(part)) if part else 1)
        elif part:
            cells += row(value)
        elif kind == "list":
            cells.append(";".join(value))
        elif kind == "json":
            cells.append(to_json(value).decode())
        else:
            cells.append(value)
    return cells


def instance(model: type[Model], cells: Sequence[Cell]) -> Model:
    """Return the instance whose cells, as `row` gives them or a table keeps them, these are.

    Raises ValidationError for cells that are not of this model.

    >>> from zhengwu_extract import extract
    >>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
    >>> instance(Record, row(record)) == record
    True
    """
    values: dict[str, Any] = {}
    at = 0
    for name, kind, part in _fields(model):
        width = len(columns(part)) if part else 1
        values[name] = _value(kind, part, cells[at : at + width])
        at += width
    return model.model_validate(values)


def _value(kind: Kind, part: type[BaseModel] | None, cells: Sequence[Cell]) -> Any:
    first = cells[0]
    if part:
        return None if all(cell is None for cell in cells) else instance(part, cells)
    if kind == "list":
        return tuple(str(first).split(";")) if first else ()
    return from_json(str(first)) if kind == "json" and first is not None else first


def arrow_schema(model: type[BaseModel] = Record) -> pyarrow.Schema:
    """Return the Arrow schema of a model; every column may hold nulls.

    >>> arrow_schema().field("date_end").type
    DataType(date32[day])
    """
    import pyarrow as pa

    kinds = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    return pa.schema([(c.name, kinds.get(c.kind, pa.string())) for c in columns(model)])


def arrow_table(model: type[BaseModel], rows: Sequence[Sequence[Cell]]) -> pyarrow.Table:
    """Return rows of a model, as `row` gives them, as an Arrow table."""
    import pyarrow as pa

    by_column = zip(*rows, strict=True) if rows else [()] * len(columns(model))
    cells = [
        [None if n is None else float(n) for n in column] if kind == "number" else column
        for (_, kind), column in zip(columns(model), by_column, strict=True)
    ]
    schema = arrow_schema(model)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(cells, schema, strict=True)], schema=schema)


def duckdb_table(name: str, model: type[BaseModel] = Record) -> str:
    """Return the statement that creates a model's table.

    >>> print(duckdb_table("records")[:40])
    CREATE TABLE records ("id" VARCHAR, "doc
    """
    fields = ", ".join(f'"{c.name}" {DUCKDB_TYPES.get(c.kind, "VARCHAR")}' for c in columns(model))
    return f"CREATE TABLE {name} ({fields})"


def to_dataframe(records: Iterable[Record]) -> pandas.DataFrame:
    """Return records as a pandas DataFrame with the flat columns, one row a record.

    Raises ModuleNotFoundError when pandas is not installed.

    >>> from zhengwu_extract import extract
    >>> frame = to_dataframe(extract("今年建成15家便民市场。", published="2022-08-11"))
    >>> float(frame.value_number.sum())
    15.0
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise _missing("to_dataframe", "pandas") from error
    frame = pd.DataFrame([row(record) for record in records], columns=[c.name for c in columns()], dtype=object)
    return frame.astype({c.name: PANDAS_TYPES.get(c.kind, "object") for c in columns()})


def to_polars(records: Iterable[Record]) -> polars.DataFrame:
    """Return records as a polars DataFrame with the flat columns, one row a record.

    Raises ModuleNotFoundError when polars is not installed.

    >>> from zhengwu_extract import extract
    >>> to_polars(extract("今年建成15家便民市场。", published="2022-08-11"))["value_number"].sum()
    15.0
    """
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise _missing("to_polars", "polars") from error
    frame: polars.DataFrame = pl.from_arrow(arrow_table(Record, [row(record) for record in records]))  # type: ignore[assignment]  # a Series only of an array
    return frame


def to_duckdb(
    records: Iterable[Record], connection: duckdb.DuckDBPyConnection | None = None
) -> duckdb.DuckDBPyRelation:
    """Return records as a DuckDB relation with the flat columns, of a connection or else of DuckDB's own.

    ``relation.create("records")`` makes a table of it.

    >>> from zhengwu_extract import extract
    >>> relation = to_duckdb(extract("今年建成15家便民市场。", published="2022-08-11"))
    >>> relation.aggregate("unit, sum(value_number)").fetchall()
    [('家', 15.0)]
    """
    import duckdb

    return duckdb.from_arrow(arrow_table(Record, [row(record) for record in records]), connection=connection)


def _missing(call: str, package: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f"{call} needs {package}, which is not installed: pip install {package}", name=package)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, Kind, type[BaseModel] | None], ...]:
    """Return name, kind and, where it is a part of its own, the model of each field."""
    found: list[tuple[str, Kind, type[BaseModel] | None]] = []
    for name, info in model.model_fields.items():
        inner = _inner(info.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found.append((name, "json", inner))
        else:
            found.append((name, _kind(inner, f"{model.__name__}.{name}"), None))
    return tuple(found)


def _inner(annotation: Any) -> Any:
    """Return an annotation without ``| None`` and ``Annotated``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inner(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return _inner(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _kind(annotation: Any, where: str) -> Kind:
    if annotation in KINDS:
        return KINDS[annotation]
    origin = get_origin(annotation)
    if origin is Literal:
        return "text"
    if origin is tuple and get_args(annotation) == (str, ...):
        return "list"
    if origin in (tuple, dict):
        return "json"
    raise TypeError(f"{where}: no flat column for {annotation!r}; add its type to KINDS in table.py")
