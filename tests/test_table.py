"""The flat columns: one list, three schemas, no value lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from pydantic import BaseModel

from samples import awkward_records, record
from zhengwu_extract.record import Record
from zhengwu_extract.table import (
    arrow_schema,
    arrow_table,
    columns,
    duckdb_table,
    row,
    to_dataframe,
    to_duckdb,
    to_polars,
)


def test_columns_cover_the_record() -> None:
    assert " ".join(column.name for column in columns()) == (
        "id doc_id value_text value_start value_end value_number value_low value_high value_qualifier unit measure "
        "role scope metric_text metric_spans indicator program_text program_spans date_text date_span date_start "
        "date_end date_kind date_inherited target_text target_number target_unit target_deadline target_completion "
        "target_record region_text region_name region_code part_of base commitment sentence_text sentence_start "
        "sentence_end confidence origin flags"
    )


def test_every_column_comes_from_its_field() -> None:
    cells = dict(zip([column.name for column in columns()], row(record(flags=("a", "b"))), strict=True))
    assert cells["value_number"] == Decimal(120)
    assert cells["metric_spans"] == "[[9,15]]"
    assert cells["date_start"] is None
    assert cells["date_end"] == date(2022, 8, 31)
    assert cells["date_inherited"] is False
    assert cells["origin"] == '{"metric":"own_words","date":"as_of"}'
    assert cells["flags"] == "a;b"


def test_a_missing_part_is_a_row_of_nulls() -> None:
    cells = dict(zip([column.name for column in columns()], row(record(target=None)), strict=True))
    assert {cell for name, cell in cells.items() if name.startswith("target_")} == {None}


def test_schemas_agree() -> None:
    schema = arrow_schema()
    assert schema.names == [column.name for column in columns()]
    assert [schema.field(n).type for n in ("value_number", "value_start", "date_inherited", "date_end", "flags")] == [
        pa.float64(),
        pa.int64(),
        pa.bool_(),
        pa.date32(),
        pa.string(),
    ]
    assert all(f'"{name}" ' in duckdb_table("records") for name in schema.names)


def test_a_number_wider_than_any_decimal_type_is_kept() -> None:
    numbers = arrow_table(Record, [row(r) for r in awkward_records()])["value_number"].to_pylist()
    assert numbers[4] == 1e40
    assert numbers[2] == pytest.approx(100 / 3, rel=1e-15)


def test_a_type_without_a_flat_form_is_refused() -> None:
    class Odd(BaseModel):
        blob: bytes

    with pytest.raises(TypeError, match=r"Odd\.blob: no flat column"):
        columns(Odd)


def test_dataframe_has_types_and_nulls() -> None:
    frame = to_dataframe(awkward_records())
    assert list(frame.columns) == [column.name for column in columns()]
    assert frame.value_number.sum() == pytest.approx(1e40)
    assert frame.date_end.dt.year.dropna().unique().tolist() == [2022]
    assert frame.program_text.isna().sum() == 1
    assert len(to_dataframe([])) == 0
    assert to_dataframe([]).dtypes.equals(frame.dtypes)


def test_polars_has_the_same_columns_types_and_nulls() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = to_polars(awkward_records())
    assert frame.columns == [column.name for column in columns()]
    assert frame["value_number"].max() == 1e40
    assert frame["date_end"].drop_nulls().unique().to_list() == [date(2022, 8, 31)]
    assert frame["program_text"].null_count() == 1
    assert frame.schema["date_inherited"] == polars.Boolean
    assert to_polars([]).schema == frame.schema


def test_duckdb_has_a_relation_that_can_become_a_table() -> None:
    connection = duckdb.connect()
    relation = to_duckdb(awkward_records(), connection)
    assert relation.columns == [column.name for column in columns()]
    assert relation.filter("part_of IS NOT NULL").fetchall()[0][0] == "a#8"
    relation.create("records")
    assert connection.sql("SELECT count(*), max(date_end) FROM records").fetchall() == [(10, date(2022, 8, 31))]
    connection.execute(duckdb_table("made"))
    described = "SELECT column_name, column_type FROM (DESCRIBE {})"
    assert connection.sql(described.format("records")).fetchall() == connection.sql(described.format("made")).fetchall()
    assert to_duckdb([]).fetchall() == []


@pytest.mark.parametrize(("call", "package"), [(to_dataframe, "pandas"), (to_polars, "polars")])
def test_a_frame_without_its_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, call: Callable[[list[Record]], object], package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModuleNotFoundError, match=f"{call.__name__} needs {package}.*pip install {package}"):
        call([record()])
