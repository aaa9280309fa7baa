"""The audit: every planted contradiction is found and named, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import get_args

import pytest
from planted import PLANTED, Planted, extracted
from typer.testing import CliRunner, Result

from zhengwu_extract.cli import app
from zhengwu_extract.workbench.audit.finding import HEADINGS, Kind
from zhengwu_extract.workbench.audit.run import audit
from zhengwu_extract.workbench.extraction import Extracted, read_extraction

CORPUS = Path(__file__).parents[2] / "corpus"
# What the articles of the corpus say against themselves; each was read and reckoned again by hand.
OF_THE_CORPUS: dict[str, list[Kind]] = {
    "anhui-statistics-bulletin-2010": ["parts"],  # 19 + 8 of 26
    "gansu-monthly-economy-2009": ["completion"],  # 45 of 60 as 72%
    "gansu-report-review-2024": ["parts", "table"],  # 11 + 9 of 18; 1912 + 655 + 698 as 3275
    "guangdong-monthly-economy-2019": ["parts"],  # 52.3 + 121.1 of 168.4
    "guangxi-livelihood-projects-2022": ["parts"],  # 1860 + 1250 + 330 of 3240
    "guizhou-budget-audit-2012": ["parts"],  # 6.2 + 5.8 + 6.1 + 8.9 + 5.6 of 31.6
    "guizhou-budget-audit-2014": ["parts"],  # 5.62 + 2.37 + 4.95 of 12.84
    "hainan-statistics-bulletin-2022": ["growth"],  # 0.21 up to 4.86 as 6.4%
    "hebei-work-summary-2022": ["completion"],  # 3010 of 3500 as 90.2%
    "heilongjiang-press-conference-2025": ["completion"],  # 512 of 560 as 94.1%
    "henan-emergency-bulletin-2011": ["parts"],  # 3900 + 6700 + 2100 of 12000
    "shandong-report-plan-2016": ["parts"],  # 560 + 180 + 410 + 150 of 1200
    "sichuan-press-conference-2012": ["parts"],  # 71 + 38 + 27 of 126
    "sichuan-report-review-2021": ["parts"],  # 52 + 21 + 19 of 86
    "yunnan-five-year-plan-2010": ["parts"],  # 3040 + 1600 + 580 of 5120
    "yunnan-livelihood-projects-2008": ["parts"],  # 2150 + 4150 of 6200
}


def kinds(documents: list[Extracted]) -> list[Kind]:
    return [finding.kind for finding in audit(documents).findings]


def named(planted: Planted) -> str:
    return f"{planted.kind}-{planted.wrong}"


@pytest.mark.parametrize("planted", PLANTED, ids=named)
def test_a_planted_contradiction_is_found_once_and_nothing_else(planted: Planted) -> None:
    (finding,) = audit(planted.extracted(planted.wrong)).findings
    assert finding.kind == planted.kind
    texts = {f"d{number}": text.replace("{}", planted.wrong) for number, (_, text) in enumerate(planted.documents, 1)}
    assert all(texts[each.doc_id][each.start : each.end] == each.text for each in finding.evidence)


@pytest.mark.parametrize("planted", PLANTED, ids=named)
def test_with_the_right_figure_nothing_is_found(planted: Planted) -> None:
    assert kinds(planted.extracted(planted.right)) == []


def test_each_kind_is_planted_twice_at_least() -> None:
    assert {kind for kind, count in Counter(each.kind for each in PLANTED).items() if count > 1} == set(get_args(Kind))
    assert set(HEADINGS) == set(get_args(Kind))


@pytest.mark.parametrize(
    "text",
    [
        "2022年，全市建成便民市场142家，其中乡镇98家、城区44家，乡镇便民市场中带冷库的61家。",
        "2022年，全市建成便民市场41家，其中县级9家、乡镇级32家，剩余7家年内建成。",
        "2022年，全市受理办件426万件，日均4.7万件，其中桃城区受理88.5万件。",
        "2022年，居民人均可支配收入2.76万元，其中城镇居民人均可支配收入3.61万元。",
        "2022年，家庭医生签约率26.3%，其中重点人群签约率48.5%。",
        "2022年，农村公路由2015年的1645公里增至1937公里，同比增长2%。",
        "2022年，地区生产总值由上年的771亿元增加到828亿元，按可比价格计算增长5.1%。",
        "2022年，贷款余额突破1000亿元，比年初增加158亿元，增长12%。",
        "2022年，审批时限由120个工作日压减到43个工作日，压减64%以上。",
        "2022年，森林覆盖率由五成四提高到百分之五十六。",
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(text: str) -> None:
    assert kinds([extracted("d1", text, "2023-01-10")]) == []


def test_real_growth_and_goals_told_twice_are_no_contradiction_between_reports() -> None:
    documents = [
        extracted("d1", "2021年，全市地区生产总值1500亿元。全市城镇新增就业计划3.1万人。", "2022-01-10"),
        extracted(
            "d2", "2022年，全市地区生产总值1620亿元，增长4.1%。年初提出，2022年城镇新增就业3.3万人。", "2023-01-10"
        ),
    ]
    assert kinds(documents) == []


@pytest.mark.slow
@pytest.mark.parametrize("model", ["none", "auto"])
def test_the_corpus_holds_these_contradictions_and_no_others(tmp_path: Path, model: str) -> None:
    records = tmp_path / "records.jsonl"
    inputs = (CORPUS / name for name in ("articles", "articles.jsonl", "pages"))
    assert zhengwu("extract", *inputs, *CORPUS.glob("*.txt"), "-o", records, "--model", model).exit_code == 0
    found = audit(read_extraction(records)).findings
    rows = sorted((finding.doc_ids[0].removesuffix(".txt"), finding.kind) for finding in found)
    assert {name: [kind for _, kind in group] for name, group in groupby(rows, key=lambda row: row[0])} == OF_THE_CORPUS


def zhengwu(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


def written(path: Path, planted: Planted, figure: str) -> Path:
    """Write the records of a planted text."""
    path.write_text("".join(r.to_json() + "\n" for each in planted.extracted(figure) for r in each.records), "utf-8")
    return path


def test_the_verb_tells_figures_places_and_confidence_and_ends_with_7(tmp_path: Path) -> None:
    records = written(tmp_path / "records.jsonl", PLANTED[1], PLANTED[1].wrong)
    result = zhengwu("audit", records, "--json", tmp_path / "findings.json")
    assert result.exit_code == 7, result.output
    assert "512万亩 of 560万亩 is called 94.1 %; it is 91.26 to 91.6 %" in result.stdout
    assert "1 documents, 3 records: 1 contradictions" in result.stdout
    (finding,) = json.loads((tmp_path / "findings.json").read_text("utf-8"))
    assert (finding["kind"], [each["text"] for each in finding["evidence"]]) == ("completion", ["512万亩", "560万亩"])
    assert 0 < finding["confidence"] < 1


def test_nothing_found_is_0(tmp_path: Path) -> None:
    records = written(tmp_path / "records.jsonl", PLANTED[1], PLANTED[1].right)
    result = zhengwu("audit", records)
    assert (result.exit_code, result.stdout) == (0, "1 documents, 3 records: no contradiction found\n")


def test_unsure_findings_are_left_out_when_asked(tmp_path: Path) -> None:
    records = written(tmp_path / "records.jsonl", PLANTED[1], PLANTED[1].wrong)
    assert zhengwu("audit", records, "--sure", "0.99").exit_code == 0


def test_findings_that_cannot_be_written_are_4(tmp_path: Path) -> None:
    records = written(tmp_path / "records.jsonl", PLANTED[1], PLANTED[1].wrong)
    result = zhengwu("audit", records, "--json", tmp_path / "no/such/folder.json")
    assert result.exit_code == 4, result.output
    assert "could not be written" in result.stderr
