"""The command line: arguments, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zhengwu_extract import __version__
from zhengwu_extract.cli import app

TEXT = "今年全市建成15家便民市场,其中6家已竣工营业。"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "新闻.txt"
    path.write_text(TEXT, "utf-8")
    return path


def zhengwu(*arguments: str | Path) -> Result:
    """Run the command line in this process, on a wide screen without colours."""
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_extract_writes_records_and_shows_what_it_did(page: Path, tmp_path: Path) -> None:
    result = zhengwu("extract", page, "-o", tmp_path / "新/out.jsonl", "--published", "2022-08-11")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert re.search(r"documents\s+1\s+records\s+2\s+quarantined\s+0", result.stderr)
    assert [record["unit"] for record in lines(tmp_path / "新/out.jsonl")] == ["家", "家"]
    assert lines(tmp_path / "新/out.documents.jsonl")[0]["published"] == "2022-08-11"


def test_extract_to_standard_output_is_jsonl_alone(page: Path) -> None:
    command = [sys.executable, "-m", "zhengwu_extract", "extract", str(page), "-o", "-"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
    assert [json.loads(line)["value"]["text"] for line in done.stdout.splitlines()] == ["15家", "6家"]


def test_some_quarantined_is_3_and_says_where_the_reasons_are(page: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "text": "建成15家"}\n{"id": "b", \n', "utf-8")
    result = zhengwu("extract", page, tmp_path / "bad.jsonl", "-o", tmp_path / "out.csv")
    assert result.exit_code == 3, result.output
    assert "out.quarantine.jsonl" in result.stderr
    (entry,) = lines(tmp_path / "out.quarantine.jsonl")
    assert (Path(str(entry["path"])).name, entry["line"]) == ("bad.jsonl", 2)


def test_nothing_read_is_1_and_leaves_no_table(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("missing", "empty"):
        result = zhengwu("extract", tmp_path / name, "-o", tmp_path / "out.csv")
        assert result.exit_code == 1, result.output
        assert result.stderr.splitlines()[-1].startswith("zhengwu: ")
        assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "out.xlsx"], ".jsonl, .csv, .parquet, .duckdb, or -"),
        (["-o", "-", "--format", "duckdb"], "cannot be written to standard output"),
        (["-o", "out.csv", "--published", "11.8.2022"], "write it as 2022-08-11"),
        (["-o", "out.csv", "--model", "my-model"], "no model folder"),
        (["-o", "out.csv", "--columns", "body=text"], "write FIELD=NAME"),
        (["-o", "新闻.jsonl"], "新闻.jsonl lies in the input"),
        ([], "Missing option"),
    ],
)
def test_bad_arguments_are_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = zhengwu("extract", tmp_path, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_output_that_cannot_be_written_is_4(page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = zhengwu("extract", page, "-o", tmp_path / "file/out.csv")
    assert result.exit_code == 4
    assert "could not be written" in result.stderr


def test_all_gives_peripheral_records_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("总投资超1亿元的17个项目开工。", "utf-8")
    counts = []
    for flags in ([], ["--all"]):
        zhengwu("extract", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl", *flags)
        counts.append(len(lines(tmp_path / "out.jsonl")))
    assert counts[0] < counts[1]


def test_columns_name_the_fields_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("docno,body\n第7号,建成15家便民市场。\n", "utf-8")
    result = zhengwu("extract", tmp_path / "in.csv", "-o", tmp_path / "out.jsonl", "--columns", "id=docno,text=body")
    assert result.exit_code == 0, result.output
    assert [record["doc_id"] for record in lines(tmp_path / "out.jsonl")] == ["第7号"]


def test_trace_shows_every_hop_with_rules_and_places(page: Path) -> None:
    result = zhengwu("trace", page, "--at", "15家", "--published", "2022-08-11")
    assert result.exit_code == 0, result.output
    stages = [line.split(":")[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert [stages[0], stages[-1]] == ["intake", "normalise"]
    assert "grammar/quantity" in stages
    assert re.search(r"15家: quantity 15 家, rule \w+ \(\w+\.py:\d+\)", result.stdout)
    assert re.search(r"metric: .*便民市场.*, rule \w+", result.stdout)
    assert "2022-12-31" in result.stdout


def test_trace_says_why_there_is_no_record(page: Path) -> None:
    assert "no quantity was found here" in zhengwu("trace", page, "--at", "便民").stdout


def test_trace_takes_the_nth_and_says_how_often_it_stands(page: Path) -> None:
    page.write_text(TEXT + "明年再建15家。", "utf-8")
    second = zhengwu("trace", page, "--at", "15家", "--nth", "2")
    assert f"{TEXT.index('。') + 5}-" in second.stdout
    third = zhengwu("trace", page, "--at", "15家", "--nth", "3")
    assert third.exit_code == 1
    assert "stands 2 times" in third.stderr


def test_rules_are_listed_and_shown() -> None:
    listed = zhengwu("rules").stdout.splitlines()
    name, where, _ = listed[0].split("\t")
    shown = zhengwu("rules", name)
    assert shown.exit_code == 0
    assert where in shown.stdout
    assert re.search(r"^    yes ", shown.stdout, re.M)
    assert re.search(r"^    no ", shown.stdout, re.M)
    assert zhengwu("rules", "no_such_rule").exit_code == 2


def test_help_names_exit_codes_and_version_is_printed() -> None:
    assert all(f"{code} " in zhengwu("extract", "--help").stdout for code in range(5))
    assert zhengwu("--version").stdout == f"zhengwu_extract {__version__}\n"


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom zhengwu_extract.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'pyarrow', 'duckdb', 'trafilatura', 'jieba', 'pandas', 'torch'} & set(sys.modules)))"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stdout.splitlines()[-1] == "[]"
    # Processor time, which other work on the machine does not lengthen as it does the clock.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
