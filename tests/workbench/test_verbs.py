"""The verbs evaluate, agreement and validate: what they print and write, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents import INLINE, sample
from lxml import html as lxml_html
from typer.testing import CliRunner, Result

from zhengwu_extract.cli import app
from zhengwu_extract.workbench.gold import GoldDocument


def zhengwu(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(copy(number).to_json() + "\n" for number in range(3)), "utf-8")
    return path


def copy(number: int) -> GoldDocument:
    return sample().model_copy(update={"id": f"a{number}"})


def predictions(path: Path, keep: int) -> Path:
    """Write the first `keep` gold records of each document as predictions."""
    rows = [r.model_dump(mode="json") | {"doc_id": f"a{n}"} for n in range(3) for r in copy(n).records[:keep]]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_the_engine_is_evaluated_when_no_records_are_given(gold: Path) -> None:
    result = zhengwu("evaluate", gold)
    assert result.exit_code == 0, result.output
    assert "3 documents, 12 gold records, 12 predicted" in result.output
    assert "expected calibration error" in result.output


def test_records_are_evaluated_and_the_figures_written(gold: Path, tmp_path: Path) -> None:
    result = zhengwu("evaluate", gold, predictions(tmp_path / "p.jsonl", 3), "--json", tmp_path / "figures.json")
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["ladder"]["tuple"] == pytest.approx(
        {"precision": 1.0, "recall": 0.75, "f1": 6 / 7, "low": 6 / 7, "high": 6 / 7}
    )
    assert figures["outcomes"] == {"correct": 9, "wrong value": 0, "wrong field": 0, "missed": 3, "spurious": 0}


def test_inline_documents_are_gold_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INLINE, "utf-8")
    assert "1 documents, 4 gold records" in zhengwu("evaluate", tmp_path).output


@pytest.mark.parametrize(("floor", "code"), [("tuple=0.8", 0), ("tuple=0.9", 5), ("metric=0.99", 5), ("mention=.5", 0)])
def test_a_floor_decides_the_exit_code(gold: Path, tmp_path: Path, floor: str, code: int) -> None:
    assert zhengwu("evaluate", gold, predictions(tmp_path / "p.jsonl", 3), "--floor", floor).exit_code == code


@pytest.mark.parametrize("floor", ["speed=0.5", "tuple", "tuple=high"])
def test_a_floor_that_means_nothing_is_refused(gold: Path, floor: str) -> None:
    assert zhengwu("evaluate", gold, "--floor", floor).exit_code == 2


def test_two_predictions_are_compared(gold: Path, tmp_path: Path) -> None:
    ours, theirs = predictions(tmp_path / "a.jsonl", 5), predictions(tmp_path / "b.jsonl", 2)
    result = zhengwu("evaluate", gold, ours, "--against", theirs)
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.output.splitlines()]
    assert ["tuple", "1.000", "0.667", "+0.333"] in [row[:4] for row in rows]
    assert ["a0", "4", "2"] in rows


def test_the_page_shows_each_error_in_its_sentence(gold: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "p.jsonl"
    row = copy(0).records[0].model_dump(mode="json") | {"doc_id": "a0", "unit": "<b>个</b>"}
    predicted.write_text(json.dumps(row), "utf-8")
    result = zhengwu("evaluate", gold, predicted, "--html", tmp_path / "page.html")
    assert result.exit_code == 0, result.output
    page = lxml_html.fromstring((tmp_path / "page.html").read_text("utf-8"))
    assert page.xpath("//section[@id='missed']/h2/text()") == ["missed: 11"]
    (error,) = page.xpath("//section[@id='value']/article")
    assert error.xpath(".//span[contains(@class, 'value')]/text()") == ["15家"]
    assert "<b>个</b>" in error.text_content()
    assert not page.xpath("//script | //link | //img")


def test_an_annotator_is_compared_with_another(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    records = tuple(record.model_copy(update={"role": "target"}) for record in copy(0).records)
    other.write_text(copy(0).model_copy(update={"records": records}).to_json(), "utf-8")
    result = zhengwu("agreement", gold, other, "--json", tmp_path / "figures.json")
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["documents"] == 1
    assert figures["f1"]["mention"] == 1
    assert figures["f1"]["tuple"] == pytest.approx(1 / 4)
    assert figures["differs in"] == {"role": 3}


def test_agreement_needs_documents_in_common(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(sample().to_json(), "utf-8")
    assert zhengwu("agreement", gold, other).exit_code == 1


def test_a_valid_gold_passes_and_an_invalid_one_is_refused_with_its_place(gold: Path, tmp_path: Path) -> None:
    assert zhengwu("validate", gold).output == "3 documents, 15 records, 0 problems\n"
    (tmp_path / "bad.txt").write_text(INLINE.replace("| 6 家 |", "| 6 只猫 |"), "utf-8")
    result = zhengwu("validate", tmp_path / "bad.txt")
    assert result.exit_code == 6
    assert "a [33:35]: unit '只猫' is not in lexicon/units.tsv" in result.output


def test_hints_show_where_the_engine_reads_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INLINE.replace("| 6 家 |", "| 7 家 |"), "utf-8")
    result = zhengwu("validate", "--hints", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert "look again: a [33:35]: '6家' is 7 家, for the engine 6 家" in result.output


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.jsonl", None, "no such file or folder"),
        ("empty.jsonl", "", "no documents"),
        ("a.jsonl", "{", "a.jsonl:1: not JSON"),
        ("b.jsonl", "[]", "b.jsonl:1: expected a JSON object, found list"),
        ("c.jsonl", '{"id": "x"}', "c.jsonl:1: 'x', text: Field required"),
        ("d.jsonl", '{"id": "x", "text": ""}\n{"id": "x", "text": ""}', "d.jsonl:2: document 'x' was read before"),
        ("e.txt", "headline: x", "e.txt:1: expected one of id"),
        ("f.jsonl", b"\xff\xfe{", "cannot be read as UTF-8"),
    ],
)
def test_gold_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: str | bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = zhengwu("evaluate", path)
    assert result.exit_code == 1
    assert message in result.output


def test_records_that_cannot_be_read_are_named(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"value": 3}\n', "utf-8")
    result = zhengwu("evaluate", gold, tmp_path / "p.jsonl")
    assert result.exit_code == 1
    assert "p.jsonl:1: neither a record (no doc_id)" in result.output


def test_figures_that_cannot_be_written_are_told(gold: Path, tmp_path: Path) -> None:
    assert zhengwu("evaluate", gold, "--json", tmp_path / "no/such/folder.json").exit_code == 4
