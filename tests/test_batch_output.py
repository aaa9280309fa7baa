"""Each format read back and equal; files that appear whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from pydantic import BaseModel

from samples import TEXT, awkward_records, record
from zhengwu_extract.batch.output import FORMATS, Format, Output, Target
from zhengwu_extract.batch.sources import Source
from zhengwu_extract.batch.staging import OutputError
from zhengwu_extract.batch.writers import BATCH, csv_cell
from zhengwu_extract.document import Document
from zhengwu_extract.intake.readers import Quarantined
from zhengwu_extract.record import Record
from zhengwu_extract.table import Cell, arrow_table, columns, row

DOC = Document(TEXT, id="a", title="标题", published=date(2022, 9, 1), path="资料/甲.txt", flags=("date_assumed",))


def write(target: Target, records: list[Record]) -> None:
    with Output(target) as output:
        output.write(Source.of(DOC, len(records)), records)


def rows_of_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rows_of_duckdb(path: Path, table: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(f"SELECT * FROM {table}")
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, cells, strict=True)) for cells in found.fetchall()]


def flat(model: type[BaseModel], instances: list[Any], cell: Callable[[Cell], Any]) -> list[dict[str, Any]]:
    names = [column.name for column in columns(model)]
    return [dict(zip(names, map(cell, row(instance)), strict=True)) for instance in instances]


@pytest.mark.parametrize("name", ["records.jsonl", "数据 输出.jsonl"])
def test_jsonl_reads_back(tmp_path: Path, name: str) -> None:
    records = [r for r in awkward_records() if r.id != "a#2"]  # a third is no JSON number
    target = Target.of(str(tmp_path / name))
    write(target, records)
    lines = Path(target.name).read_text("utf-8").splitlines()
    assert [Record.model_validate_json(line) for line in lines] == records
    source = json.loads(target.beside("documents", "jsonl").read_text("utf-8"))
    assert Source.model_validate(source | {"flags": tuple(source["flags"])}) == Source.of(DOC, len(records))


def test_csv_reads_back(tmp_path: Path) -> None:
    records = awkward_records()
    target = Target.of(str(tmp_path / "记录.csv"))
    write(target, records)
    assert rows_of_csv(Path(target.name)) == flat(Record, records, lambda cell: str(csv_cell(cell)))
    assert Path(target.name).read_bytes().startswith(b"\xef\xbb\xbfid,")
    documents = rows_of_csv(target.beside("documents", "csv"))
    assert documents == flat(Source, [Source.of(DOC, len(records))], lambda cell: str(csv_cell(cell)))


def test_csv_holds_no_formula_and_gives_texts_back(tmp_path: Path) -> None:
    records = awkward_records()
    target = Target.of(str(tmp_path / "records.csv"))
    write(target, records)
    for read, written in zip(rows_of_csv(Path(target.name)), records, strict=True):
        assert not read["metric_text"].startswith(("=", "+", "-", "@"))
        assert read["metric_text"].removeprefix("'") == written.metric.text
    assert rows_of_csv(Path(target.name))[5]["value_number"] == "-2.5"


def test_parquet_reads_back(tmp_path: Path) -> None:
    records = awkward_records()
    target = Target.of(str(tmp_path / "记录.parquet"))
    write(target, records)
    assert pq.read_table(target.name).to_pylist() == arrow_table(Record, [row(r) for r in records]).to_pylist()
    documents = pq.read_table(target.beside("documents", "parquet")).to_pylist()
    assert documents == arrow_table(Source, [row(Source.of(DOC, len(records)))]).to_pylist()


def test_duckdb_reads_back_both_tables(tmp_path: Path) -> None:
    records = awkward_records()
    target = Target.of(str(tmp_path / "记录.duckdb"))
    write(target, records)
    assert rows_of_duckdb(Path(target.name), "records") == arrow_table(Record, [row(r) for r in records]).to_pylist()
    assert rows_of_duckdb(Path(target.name), "documents")[0]["n_records"] == len(records)
    assert [path.name for path in tmp_path.iterdir()] == ["记录.duckdb"]


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_more_rows_than_one_batch(tmp_path: Path, format: str) -> None:
    target = Target.of(str(tmp_path / f"many.{format}"))
    one = record()
    with Output(target) as output:
        for _ in range(3):
            output.write(Source.of(DOC, BATCH // 2), [one] * (BATCH // 2))
    with duckdb.connect() as connection:
        if format == "duckdb":
            connection.execute(f"ATTACH '{target.name}' AS many")
        table = "many.records" if format == "duckdb" else f"'{target.name}'"
        count = connection.execute(f"SELECT count(*), sum(value_number) FROM {table}").fetchone()
    assert count == (3 * (BATCH // 2), 120.0 * 3 * (BATCH // 2))


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_that_fails_leaves_nothing_and_keeps_what_was_there(tmp_path: Path, format: Format) -> None:
    target = Target.of(str(tmp_path / f"records.{format}"))
    Path(target.name).write_text("an earlier run")
    with suppress(KeyboardInterrupt), Output(target) as output:
        output.write(Source.of(DOC, 1), [record()])
        output.quarantine(Quarantined("乙.txt", None, None, "empty"))
        raise KeyboardInterrupt
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(f"records.{format}", "an earlier run")]


def test_quarantine_is_written_only_when_needed_and_an_old_one_goes(tmp_path: Path) -> None:
    target = Target.of(str(tmp_path / "records.csv"))
    quarantine = target.beside("quarantine", "jsonl")
    with Output(target) as output:
        output.write(Source.of(DOC, 0), [])
        output.quarantine(Quarantined("乙.txt", 3, "b", "not \udcff UTF-8"))
    assert json.loads(quarantine.read_text("utf-8")) == {
        "path": "乙.txt",
        "line": 3,
        "doc_id": "b",
        "reason": "not \udcff UTF-8",
    }
    write(target, [record()])
    assert not quarantine.exists()


def test_without_a_document_there_is_a_quarantine_and_no_table(tmp_path: Path) -> None:
    target = Target.of(str(tmp_path / "records.parquet"))
    with Output(target) as output:
        output.quarantine(Quarantined("乙.txt", None, None, "empty"))
    assert [path.name for path in tmp_path.iterdir()] == ["records.quarantine.jsonl"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_place_that_cannot_be_written(tmp_path: Path, format: Format) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / f"folder.{format}").mkdir()
    for name in (f"file/records.{format}", f"folder.{format}"):
        with pytest.raises(OutputError, match=r"could not be written: .*; no part of it"):
            write(Target.of(str(tmp_path / name)), [record()])
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.parametrize(
    ("name", "format", "message"),
    [
        ("records.xlsx", None, r"\.jsonl, \.csv, \.parquet, \.duckdb, or -"),
        ("records", None, "name a file that ends in"),
        ("records.csv", "jsonl", "ends in .csv, but the format asked for is jsonl"),
        ("-", "parquet", "cannot be written to standard output"),
    ],
)
def test_targets_that_are_refused(name: str, format: Format | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Target.of(name, format)
