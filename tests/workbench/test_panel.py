"""The panel: the right table for ten indicators of the corpus' work reports, and how a cell is settled."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from planted import extracted
from typer.testing import CliRunner, Result

from zhengwu_extract import Document, Options, Pipeline
from zhengwu_extract.batch.sources import Source
from zhengwu_extract.cli import app
from zhengwu_extract.normalise.indicator import indicator
from zhengwu_extract.normalise.region import place
from zhengwu_extract.record import Place, Record
from zhengwu_extract.workbench.extraction import Extracted
from zhengwu_extract.workbench.gold import Annotation, GoldDocument, read_gold
from zhengwu_extract.workbench.panel.observation import LeftOut, observations
from zhengwu_extract.workbench.panel.rows import ASPECTS, Row
from zhengwu_extract.workbench.panel.settle import Preference
from zhengwu_extract.workbench.panel.table import Axis, Panel, panel
from zhengwu_extract.workbench.predict import day

ROOT = Path(__file__).parents[2]
REPORTS = ("report-review", "report-plan")


class Expected(NamedTuple):
    """A cell that the work reports state; see the head of panel_expected.tsv."""

    region: str
    period: str
    indicator: str
    cell: str
    qualifier: str
    number: str
    unnamed: str
    missed: str


def expected() -> list[Expected]:
    lines = Path(__file__).with_name("panel_expected.tsv").read_text("utf-8").splitlines()
    return [Expected(*line.split("\t")) for line in lines if not line.startswith("#")][1:]


def work_reports() -> Iterable[Extracted]:
    """Yield the work reports of the corpus as rules alone read them."""
    pipeline = Pipeline(Options(model="none"))
    for name in REPORTS:
        for line in (ROOT / f"corpus/articles/{name}.jsonl").read_text("utf-8").splitlines():
            article = json.loads(line)
            told = {name: article[name] for name in ("text", "id", "title", "region")}
            doc = Document(**told, published=day(article["published"]))
            records = pipeline.records(doc)
            yield Extracted(doc.id, Source.of(doc, len(records)), tuple(records))


def annotated() -> Iterable[Extracted]:
    """Yield the same work reports with the records that people wrote for them."""
    for part in ("train", "dev", "test"):
        for doc in read_gold(ROOT / f"annotations/gold/{part}.jsonl"):
            if any(f"-{name}-" in doc.id for name in REPORTS):
                source = Document(doc.text, id=doc.id, published=day(doc.published), region=doc.region)
                records = tuple(as_record(doc, number, each) for number, each in enumerate(doc.records))
                yield Extracted(doc.id, Source.of(source, len(records)), records)


def as_record(doc: GoldDocument, number: int, annotation: Annotation) -> Record:
    """Return an annotation with what extraction adds to it."""
    region = annotation.region
    name, code = place(region.text, doc.region) if region else (None, None)
    added = {
        "id": f"{doc.id}#{number}",
        "doc_id": doc.id,
        "indicator": indicator(annotation.metric.text),
        "region": region and Place(text=region.text, name=name, code=code),
        "part_of": None,
        "sentence": {"text": doc.text, "start": 0, "end": len(doc.text)},
        "confidence": 1.0,
        "origin": {},
    }
    return Record.model_validate(annotation.model_dump() | added)


def cells(rows: Iterable[Row]) -> set[tuple[str, ...]]:
    """Return what a panel shows, as the expectations are written."""
    return {
        (str(row.region), str(row.period), row.indicator, aspect, cell.qualifier, f"{cell.number:f}")
        for row in rows
        for aspect in ASPECTS
        if (cell := getattr(row, aspect))
    }


@pytest.fixture(scope="module")
def ten() -> Panel:
    return panel(observations(work_reports(), {each.indicator for each in expected()}))


def test_ten_indicators_of_the_work_reports(ten: Panel) -> None:
    shown = cells(ten.rows)
    assert len({each.indicator for each in expected()}) == 10
    assert [each for each in expected() if each[:6] not in shown and not each.missed] == []
    assert [each for each in expected() if each[:6] in shown and each.missed] == []


def test_ten_indicators_of_the_work_reports_as_annotated() -> None:
    table = panel(observations(annotated(), {each.indicator for each in expected()}))
    shown = cells(table.rows)
    assert [each for each in expected() if (each[:6] in shown) == bool(each.unnamed)] == []
    # Two more reports are among these in the annotations, by the names of their genres.
    others = {row[0] for row in shown - {each[:6] for each in expected()}}
    assert {re.sub(r".*（(.*)）", r"\1", name) for name in others} == {"岳阳市", "shandong-work-report-review-2024"}
    assert not table.conflicts


def test_what_the_panel_shows_beyond_the_expected_is_what_rules_misread(ten: Panel) -> None:
    assert cells(ten.rows) - {each[:6] for each in expected()} == {
        # Goals: 年初人代会提出.
        ("福建省", "2016", "城镇居民人均可支配收入", "growth", "exact", "8"),
        ("福建省", "2016", "农村居民人均可支配收入", "growth", "exact", "8.5"),
        # For 2008 and goals: the report is on what is to come.
        ("同心县", "2007", "城镇新增就业", "level", "exact", "1350"),
        ("同心县", "2007", "城镇登记失业率", "level", "under", "4.3"),
        # Of 城镇居民: the sentence before says so.
        ("余干县", "2007", "居民人均可支配收入", "level", "exact", "8460"),
        ("余干县", "2007", "居民人均可支配收入", "growth", "exact", "14.2"),
    }


def table_of(
    *texts: tuple[str, str], by: tuple[Axis, ...] = ("region", "period"), prefer: Preference = "none"
) -> Panel:
    """Return the panel of documents of one city, each with its publish date."""
    documents = [extracted(f"d{number}", text, published) for number, (published, text) in enumerate(texts, 1)]
    return panel(observations(documents), by, prefer)


def test_units_are_converted_to_the_usual_one_of_the_indicator() -> None:
    (row,) = table_of(
        ("2023-01-10", "2022年，全市粮食产量88.6亿斤，增长2.1%。"), ("2023-03-10", "2022年，全市粮食产量443万吨。")
    ).rows
    assert (row.region, row.region_code, row.period, row.unit) == ("衡水市", "131100", "2022", "吨")
    assert row.level
    assert (row.level.number, row.level.record, row.conflicts) == (Decimal(4430000), "d1#1", ())
    assert row.growth
    assert row.growth.number == Decimal("2.1")


def test_what_does_not_convert_has_a_row_of_its_own() -> None:
    rows = table_of(("2023-01-10", "2022年，全市实际使用外资13.2亿美元。全市实际使用外资90亿元。")).rows
    assert sorted(row.unit for row in rows) == ["元", "美元"]


DISAGREE = (
    ("2023-01-10", "2022年，全市城镇新增就业3.42万人。"),
    ("2023-04-20", "2022年，全市城镇新增就业3.62万人。"),
)


@pytest.mark.parametrize(("prefer", "shown"), [("none", None), ("latest", 36200), ("surest", 36200)])
def test_sources_that_disagree_are_told_and_never_averaged(prefer: Preference, shown: int | None) -> None:
    table = table_of(*DISAGREE, prefer=prefer)
    (row,) = table.rows
    assert row.conflicts == ("level",)
    assert (row.level and row.level.number) == shown
    assert [(trace.number, trace.source_doc) for trace in table.conflicts] == [
        (Decimal(34200), "d1"),
        (Decimal(36200), "d2"),
    ]
    assert [trace.shown for trace in table.traces] == [False, shown is not None]


def test_figures_that_agree_within_their_rounding_are_one_and_the_most_exact_is_shown() -> None:
    table = table_of(
        ("2023-01-10", "2022年，全市城镇新增就业34186人。"), ("2023-04-20", "2022年，全市城镇新增就业3.42万人。")
    )
    (row,) = table.rows
    assert row.level
    assert (row.level.number, row.conflicts) == (Decimal(34186), ())
    assert table.conflicts == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021年，全市粮食产量30万吨。", "2021"),
        ("2022年末，全市养老床位1.2万张。", "2022"),
        ("到2025年，全市养老床位达到2万张。", "2025"),
        ("截至8月底，全市养老床位1.3万张。", "../2022-08-31"),
        ("今年以来，全市城镇新增就业2万人。", "2022-01-01/2022-11-20"),
        ("今年，全市城镇新增就业2万人。", "2022-01-01/2022-11-20"),
        ("1—8月，全市城镇新增就业2万人。", "2022-01/2022-08"),
        ("三季度，全市城镇新增就业2万人。", "2022-Q3"),
        ("“十三五”时期，全市城镇新增就业20万人。", "2016/2020"),
    ],
)
def test_the_period_of_a_row(text: str, period: str) -> None:
    assert [row.period for row in table_of(("2022-11-20", text)).rows] == [period]


def test_by_year_takes_whole_years_and_counts_the_rest() -> None:
    left_out: LeftOut = LeftOut()
    texts = "2021年，全市城镇新增就业3万人。1—8月，全市城镇新增就业2万人。"
    table = panel(observations([extracted("d1", texts, "2022-11-20")]), ("region", "year"), left_out=left_out)
    assert [(row.period, row.region) for row in table.rows] == [("2021", "衡水市")]
    assert left_out == {"not of one whole year": 1}


def test_by_document_keeps_sources_apart() -> None:
    rows = table_of(*DISAGREE, by=("period", "document")).rows
    assert [(row.doc_id, row.region, row.conflicts) for row in rows] == [("d1", None, ()), ("d2", None, ())]


def test_a_part_is_not_its_whole_and_growth_against_another_base_is_none() -> None:
    table = table_of(
        (
            "2021-01-08",
            "2020年，全市新增公办学位6.5万个，其中义务教育公办学位4.2万个。全市粮食产量30万吨，比2015年增长11%，年均增长2%。",
        )
    )
    assert [(row.indicator, row.growth, row.conflicts) for row in table.rows] == [
        ("公办学位", None, ()),
        ("粮食产量", None, ()),
    ]
    assert [trace.aspect for trace in table.traces] == ["level", "level", "other", "other"]


def test_a_metric_is_named_by_its_words_too() -> None:
    document = extracted("d1", "2022年，全市改造老旧小区120个。2023年，全市计划改造老旧小区150个。", "2023-01-10")
    rows = panel(observations([document], ["改造老旧小区"])).rows
    assert [(row.indicator, row.period, row.unit, row.level is None, row.target is None) for row in rows] == [
        ("改造老旧小区", "2022", "个", False, True),
        ("改造老旧小区", "2023", "个", True, False),
    ]


def zhengwu(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(params=["records.jsonl", "run"])
def records(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return what extract wrote of two articles: a file, or the folder of a sharded run."""
    articles = tmp_path / "articles.jsonl"
    rows = [
        {"id": f"d{number}", "text": text, "published": published, "region": "河北省衡水市"}
        for number, (published, text) in enumerate(DISAGREE, 1)
    ]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    out = tmp_path / str(request.param)
    assert zhengwu("extract", articles, "-o", out, "--model", "none", "--quiet").exit_code == 0
    return out


def test_the_verb_writes_rows_sources_and_conflicts(records: Path, tmp_path: Path) -> None:
    result = zhengwu("panel", records, "-o", tmp_path / "panel.csv", "--metrics", "城镇新增就业", "--prefer", "latest")
    assert result.exit_code == 0, result.output
    assert "1 rows from 2 records, 1 cells in conflict" in result.stderr
    (row,) = csv.DictReader((tmp_path / "panel.csv").read_text("utf-8-sig").splitlines())
    assert (row["region"], row["level_number"], row["level_record"], row["conflicts"]) == (
        "衡水市",
        "36200",
        "d2#1",
        "level",
    )
    traces = list(csv.DictReader((tmp_path / "panel.sources.csv").read_text("utf-8-sig").splitlines()))
    assert (tmp_path / "panel.conflicts.csv").read_text("utf-8") == (tmp_path / "panel.sources.csv").read_text("utf-8")
    for trace, (published, text) in zip(traces, DISAGREE, strict=True):
        assert trace["published"] == published
        assert text[int(trace["value_start"]) : int(trace["value_end"])] == trace["value_text"]
        assert text[int(trace["sentence_start"]) : int(trace["sentence_end"])] == trace["sentence_text"]


def test_parquet_keeps_types(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    assert zhengwu("panel", records, "-o", out).exit_code == 0
    found = duckdb.connect().execute(f"SELECT period_start, level_number, conflicts FROM '{out}'").fetchall()
    assert found == [(date(2022, 1, 1), None, "level")]


def test_flat_parts_give_the_same_panel(records: Path, tmp_path: Path) -> None:
    made = zhengwu("extract", tmp_path / "articles.jsonl", "-o", tmp_path / "flat", "--format", "parquet", "--quiet")
    assert made.exit_code == 0, made.output
    for name, read in (("flat", tmp_path / "flat"), ("nested", records)):
        assert zhengwu("panel", read, "-o", tmp_path / f"{name}.csv").exit_code == 0
    assert (tmp_path / "flat.csv").read_bytes() == (tmp_path / "nested.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "region,month"], "'month' is no axis"),
        (["--by", "period,year"], "periods or whole years, not both"),
        (["-o", "panel.xlsx"], ".csv, .parquet, .jsonl"),
    ],
)
def test_bad_arguments_are_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "records.jsonl").touch()
    result = zhengwu("panel", tmp_path / "records.jsonl", "-o", tmp_path / "panel.csv", *arguments)
    assert result.exit_code == 2, result.output
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bad.jsonl", "bad.jsonl:1: not a record as extract writes it"),
        ("missing.jsonl", "missing.jsonl: cannot be read"),
        ("records.csv", "records come as .jsonl, .parquet, or the folder"),
        ("folder", "is it the folder of an extraction?"),
    ],
)
@pytest.mark.parametrize("verb", [["panel", "-o", "panel.csv"], ["audit"]], ids=["panel", "audit"])
def test_what_cannot_be_read_is_1_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str], name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.jsonl").write_text('{"id": "a#1"}\n', "utf-8")
    Path("folder").mkdir()
    result = zhengwu(*verb, name)
    assert result.exit_code == 1, result.output
    assert message in result.stderr


def test_an_output_that_cannot_be_written_is_4_and_leaves_nothing(records: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    result = zhengwu("panel", records, "-o", tmp_path / "taken/panel.csv")
    assert result.exit_code == 4, result.output
    assert "could not be written" in result.stderr
