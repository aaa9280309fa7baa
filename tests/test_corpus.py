"""The example corpus: what its README says of it is so, and its hand-checked records are found."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from zhengwu_extract import Document, Options, Pipeline, Record
from zhengwu_extract.intake.readers import read

CORPUS = Path(__file__).parent.parent / "corpus"
ENOUGH = 0.6
ARTICLES = {row["id"]: row for path in CORPUS.glob("articles/*.jsonl") for row in map(json.loads, path.open("rb"))}
PAGES = sorted(CORPUS.glob("web/*.html"))
# Where an article was made to contradict itself: a result whose stated rate is not result ÷ goal.
CONTRADICTIONS = {
    ("hebei-work-summary-2022.txt", "3010套"),
    ("heilongjiang-press-conference-2025.txt", "512万亩"),
}
FURNITURE = (
    "ICP备",
    "网站标识码",
    "发布时间",
    "发布日期",
    "浏览",
    "访问",
    "电话",
    "主办",
    "上一篇",
    "下一篇",
    "索引号",
)


class Expected(NamedTuple):
    """One hand-checked record, as written in expected.tsv."""

    document: str
    value: str
    number: str
    unit: str
    measure: str
    role: str
    metric: str
    program: str
    date_start: str
    date_end: str


class Listed(NamedTuple):
    """One article, as the table in the README has it."""

    document: str
    published: str
    characters: int


def expected() -> list[Expected]:
    lines = (Path(__file__).parent / "expected.tsv").read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    header = next(rows)
    assert header == list(Expected._fields)
    return [Expected(*row) for row in rows]


def listed() -> list[Listed]:
    lines = (CORPUS / "README.md").read_text("utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return [Listed(row[0], row[3], int(row[4])) for row in rows]


@cache
def documents() -> dict[str, Document]:
    """Return the articles that the README tells of one by one."""
    found = {item.id: item for item in read([CORPUS]) if isinstance(item, Document)}
    return {name: doc for name, doc in found.items() if not {name, Path(name).stem} & ARTICLES.keys()}


@cache
def records(document: str) -> list[Record]:
    return Pipeline(Options(model="none", all=True)).records(documents()[document])


def places(text: str, value: str) -> list[int]:
    """Return where `value` stands in `text` and is not the end of a longer number."""
    return [m.start() for m in re.finditer(rf"(?<![\d.,]){re.escape(value)}", text)]


def record_at(document: str, value: str) -> Record | None:
    """Return the record that shares the most characters with `value`, which stands once in the text."""
    (start,) = places(documents()[document].text, value)
    end = start + len(value)
    shared = {r.id: min(end, r.value.end) - max(start, r.value.start) for r in records(document)}
    best = max(records(document), key=lambda r: shared[r.id], default=None)
    return best if best is not None and shared[best.id] > 0 else None


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] not in "PZC")


def dice(a: str, b: str) -> float:
    """Return the share of two-character pieces that two names have in common; 1 for the same name."""
    a, b = plain(a), plain(b)
    pieces_a, pieces_b = Counter(pairwise(a)), Counter(pairwise(b))
    total = pieces_a.total() + pieces_b.total()
    return 2 * (pieces_a & pieces_b).total() / total if total else float(a == b)


def day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def known_misses() -> set[tuple[str, str]]:
    """Return (document, value) of the records the engine is known to get wrong; one that it learns is struck off."""
    lines = (Path(__file__).parent / "known_misses.tsv").read_text("utf-8").splitlines()
    return {(cells[0], cells[1]) for cells in (line.split("\t") for line in lines if not line.startswith("#"))}


def hand_checked() -> list[ParameterSet]:
    missed = known_misses()
    return [
        pytest.param(
            row,
            id=f"{row.document}:{row.value}",
            marks=[pytest.mark.xfail(strict=True)] if (row.document, row.value) in missed else [],
        )
        for row in expected()
    ]


@pytest.mark.parametrize("row", hand_checked())
def test_a_hand_checked_record_is_found(row: Expected) -> None:
    record = record_at(row.document, row.value)
    assert record is not None, "no record at this value"
    found = (record.value.number, record.unit, record.measure, record.role)
    assert found == (Decimal(row.number), row.unit, row.measure, row.role)
    dated = (record.date.start, record.date.end) if record.date else (None, None)
    assert dated == (day(row.date_start), day(row.date_end))
    assert dice(record.metric.text, row.metric) >= ENOUGH, f"{record.metric.text} for {row.metric}"
    program = record.program.text if record.program else ""
    assert dice(program, row.program) >= ENOUGH, f"program {program or None} for {row.program or None}"


def test_a_hand_checked_value_stands_once_in_its_article() -> None:
    counts = {(row.document, row.value): len(places(documents()[row.document].text, row.value)) for row in expected()}
    assert {value: count for value, count in counts.items() if count != 1} == {}


def test_twelve_articles_have_six_to_ten_hand_checked_records() -> None:
    counts = Counter(row.document for row in expected())
    assert len(counts) == 12
    assert {document: count for document, count in counts.items() if not 6 <= count <= 10} == {}


def test_the_readme_lists_every_article() -> None:
    assert {row.document for row in listed()} == set(documents())


@pytest.mark.parametrize("row", listed(), ids=lambda row: row.document)
def test_an_article_is_as_the_readme_says(row: Listed) -> None:
    document = documents()[row.document]
    assert str(document.published) == row.published
    assert document.title
    assert document.flags == ()
    assert 500 <= len(document.text) <= 1600
    assert row.characters == len(document.text)


@pytest.mark.parametrize("document", sorted(documents()))
def test_no_record_stands_in_the_furniture_of_its_page(document: str) -> None:
    text = documents()[document].text
    lines = [line for line in text.split("\n") if any(word in line for word in FURNITURE) and "。" not in line]
    spans = [(text.index(line), text.index(line) + len(line)) for line in lines]
    inside = [r.value.text for r in records(document) if any(s <= r.value.start < e for s, e in spans)]
    assert inside == []


@pytest.mark.parametrize(("document", "value"), sorted(CONTRADICTIONS))
def test_a_planted_contradiction_is_flagged(document: str, value: str) -> None:
    record = record_at(document, value)
    assert record is not None
    assert "completion_mismatch" in record.flags


@pytest.mark.parametrize("document", sorted(documents()))
def test_nothing_but_a_planted_contradiction_is_flagged(document: str) -> None:
    flagged = {(document, r.value.text): r.flags for r in records(document) if r.flags}
    assert {key: flags for key, flags in flagged.items() if key not in CONTRADICTIONS} == {}


def test_the_pages_have_the_encodings_they_are_there_for() -> None:
    def raw(name: str) -> bytes:
        return (CORPUS / "pages" / name).read_bytes()

    gb18030 = raw("anhui-statistics-bulletin-2018.html")
    assert b"charset=gb2312" in gb18030
    assert "䶮" in gb18030.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        gb18030.decode("gb2312")
    assert raw("henan-livelihood-projects-2023.html").startswith(b"\xef\xbb\xbf")
    undeclared = raw("shaanxi-press-conference-2009.html")
    assert b"charset" not in undeclared
    assert "宝鸡" in undeclared.decode("gbk")


def test_the_corpus_is_as_large_and_as_varied_as_its_readme_says() -> None:
    years = {row["published"][:4] for row in ARTICLES.values()}
    provinces = {row["region"][:2] for row in ARTICLES.values()}
    assert len(ARTICLES) + len(documents()) == 210
    assert len(years) == 19
    assert len(provinces) == 31
    assert all(280 <= len(row["text"]) <= 2500 for row in ARTICLES.values())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_the_text_of_its_article(path: Path) -> None:
    (page,) = read([path])
    assert isinstance(page, Document)
    article = ARTICLES[path.stem]
    whole, read_back = (text.replace("\u3000", " ") for text in (article["text"], page.text))
    # A first line such as 时间：… belongs to the masthead for a reader of pages.
    assert whole.endswith(read_back)
    assert len(whole) - len(read_back) < 20
    assert (page.title, str(page.published)) == (article["title"], article["published"])


def test_twenty_articles_are_pages_in_several_encodings() -> None:
    assert len(PAGES) + len(list(CORPUS.glob("pages/*.html"))) == 20
    declared = {re.search(rb'charset="?([\w-]+)', path.read_bytes()) for path in PAGES}
    assert {match and match[1].lower() for match in declared} == {b"utf-8", b"gb2312", b"gbk", None}


@pytest.mark.parametrize("script", ["annotations/build.py", "corpus/make_pages.py"])
def test_what_is_built_is_up_to_date(script: str) -> None:
    run = subprocess.run([sys.executable, script, "--check"], cwd=CORPUS.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
