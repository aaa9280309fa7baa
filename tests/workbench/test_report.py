"""The report before a browser sees it: what is read, what the page is given, and that no text can break it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from pages import ARTICLES, HOSTILE, dump, extracted, rows, zhengwu

from zhengwu_extract import Document, Record
from zhengwu_extract.table import columns, instance, row
from zhengwu_extract.workbench import WorkbenchError
from zhengwu_extract.workbench.report.articles import Piece, disagreement, of_document, quoted
from zhengwu_extract.workbench.report.content import content
from zhengwu_extract.workbench.report.page import HERE, SCRIPTS, allowance, inert, script
from zhengwu_extract.workbench.report.payload import payload
from zhengwu_extract.workbench.report.refused import LEFT_OUT, refused
from zhengwu_extract.workbench.stored import read_stored

WORDS: dict[str, dict[str, str]] = json.loads((HERE / "words.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    extracted(folder)
    return folder


@pytest.fixture(scope="module")
def records(folder: Path) -> Path:
    return folder / "records.jsonl"


@pytest.mark.parametrize("out", ["records.parquet", "run", "run.parquet"])
def test_every_form_of_a_run_gives_the_same_records(tmp_path: Path, records: Path, out: str) -> None:
    if out == "records.parquet":
        found = read_stored(extracted(tmp_path, out))
    else:
        format = "parquet" if out.endswith("parquet") else "jsonl"
        run = ("-o", f"{tmp_path}/out/", "--format", format, "--workers", "1", "--shard-mb", "0.0005")
        result = zhengwu("extract", dump(tmp_path), *run, "--model", "none", "--quiet")
        assert result.exit_code == 3, result.output
        assert len(list((tmp_path / "out").glob("records-*"))) > 1
        found = read_stored(tmp_path / "out")
    expected = read_stored(records)
    assert [record.to_dict() for record in found.records] == [record.to_dict() for record in expected.records]
    assert found.sources == {
        name: source.model_copy(update={"path": found.sources[name].path}) for name, source in expected.sources.items()
    }
    assert [entry.reason for entry in found.quarantined] == [entry.reason for entry in expected.quarantined]


def test_every_record_comes_back_from_its_flat_form(records: Path) -> None:
    for record in read_stored(records).records:
        assert instance(Record, row(record)) == record
        bare = record.model_copy(update={"date": None, "region": None, "target": None, "flags": ("a", "b")})
        assert instance(Record, row(bare)) == bare


def test_cells_of_another_table_are_no_record() -> None:
    with pytest.raises(ValueError, match="validation error"):
        instance(Record, [None] * len(columns()))


def test_of_documents_with_one_id_the_first_shard_counts(tmp_path: Path, records: Path) -> None:
    for name in ("records-00000.jsonl", "records-00001.jsonl"):
        shutil.copy(records, tmp_path / name)
    assert len(read_stored(tmp_path).records) == len(read_stored(records).records)


def test_a_run_that_is_not_finished_is_named(tmp_path: Path, records: Path) -> None:
    shutil.copy(records, tmp_path / "records-00000.jsonl")
    assert "the run is not finished" in content(tmp_path).remarks[0]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("none.jsonl", None, "none.jsonl: cannot be read: No such file"),
        ("a.jsonl", '{"id": 1}\n', "a.jsonl:1: not a record as extract writes it: id: Input should be a valid string"),
        ("b.jsonl", "\n{\n", "b.jsonl:2: not a record"),
        ("c.jsonl", b"\xff", "c.jsonl: not UTF-8"),
        ("d.parquet", "PAR1", "d.parquet: not a table as extract writes it"),
        ("e.csv", "", "records come as .jsonl, .parquet, or the folder of an extraction"),
        ("f/g.txt", "", "f: no records-"),
    ],
)
def test_records_that_cannot_be_read_are_named(
    tmp_path: Path, name: str, text: str | bytes | None, message: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = zhengwu("report", path.parent if "/" in name else path, "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert message in result.output
    assert not (tmp_path / "page.html").exists()


def test_a_record_that_comes_twice_is_named(tmp_path: Path, records: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text(records.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(WorkbenchError, match="two records have the id 'housing#1'"):
        read_stored(path)


def test_a_quarantine_that_cannot_be_read_is_named(tmp_path: Path, records: Path) -> None:
    shutil.copy(records, tmp_path / "r.jsonl")
    (tmp_path / "r.quarantine.jsonl").write_text('{"why": 1}\n', "utf-8")
    with pytest.raises(WorkbenchError, match=r"r\.quarantine\.jsonl:1: not a line of a quarantine"):
        read_stored(tmp_path / "r.jsonl")


def test_texts_that_are_at_hand_are_whole_and_others_are_quoted(folder: Path, records: Path) -> None:
    with_texts, without = content(records, [folder / "articles.jsonl"]), content(records)
    assert [article.whole for article in with_texts.articles] == [True] * 3
    assert [article.whole for article in without.articles] == [False] * 3
    assert without.articles[0].title == ARTICLES[0]["title"]
    assert not without.refused
    # What the extraction set aside is not told twice when its input is read again.
    assert len(with_texts.quarantined) == len(without.quarantined) == 2


def test_a_text_that_is_another_is_not_shown(tmp_path: Path, records: Path) -> None:
    changed = [dict(article) for article in ARTICLES[:2]]
    changed[0]["text"] = "通告：" + changed[0]["text"]
    path = tmp_path / "changed.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in changed), "utf-8")
    shown = content(records, [path])
    assert {article.id: article.whole for article in shown.articles} == {
        "housing": False,
        "markets": True,
        "odd": False,
    }
    assert shown.remarks[0].startswith("housing: its text is not the one the records were made from")
    assert shown.remarks[1].startswith("2 documents are not among --documents")


def test_a_document_without_records_is_shown_for_its_refused_numbers(tmp_path: Path, records: Path) -> None:
    path = tmp_path / "more.txt"
    path.write_text("市人大第十一次会议今天闭幕。", "utf-8")
    shown = content(records, [path])
    assert shown.articles[-1].id == "more.txt"
    assert [number.rule for number in shown.refused["more.txt"]] == ["ordinal"]


def test_a_disagreement_is_none_where_values_stand() -> None:
    assert disagreement(Document("今年建成15家。"), []) is None


def test_a_quantity_that_is_no_record_is_left_out() -> None:
    doc = Document("今年建成15家便民市场，第3个开业。", published=date(2022, 8, 11))
    assert [(number.rule, doc.text[number.start : number.end]) for number in refused(doc, [])] == [
        (LEFT_OUT, "15家"),
        ("ordinal", "3"),
    ]
    assert [number.rule for number in refused(doc, [(4, 7)])] == ["ordinal"]


def test_words_are_found_in_the_piece_of_their_quantity() -> None:
    article = of_document(Document("年度任务已定。完成年度任务的80%。"))
    assert article.place("年度任务", (14, 17)) == (9, 13)
    assert article.place("月度任务", (14, 17)) is None
    assert quoted("a", [Piece(5, "完成九成。")]).place("完成", (0, 2)) is None


def test_the_page_is_given_no_nulls_and_no_sentence_twice(folder: Path, records: Path) -> None:
    given = payload(content(records, [folder / "articles.jsonl"]))
    record = given["records"][1]
    assert "text" not in record["sentence"]
    assert "part_of" not in record
    text = str(ARTICLES[0]["text"])
    assert [text[start:end] for start, end in record["target"]["spans"]] == ["年度任务"]
    assert [text[start:end] for start, end in record["region"]["spans"]] == ["全市"]
    assert given["rules"]["ordinal"]["where"].startswith("refusal_rank.py:")
    assert given["rules"]["metric.own_words"]["reason"]


def keys_in(source: str) -> set[str]:
    return set(re.findall(r"""\bt\(\s*["']([a-z][\w.]*)["']""", source))


def test_both_languages_have_every_word() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    assert all(word for words in WORDS.values() for word in words.values())
    places = re.compile(r"\{\w+\}")
    for key, word in WORDS["en"].items():
        assert sorted(places.findall(word)) == sorted(places.findall(WORDS["zh"][key])), key


def test_every_word_that_is_asked_for_is_there() -> None:
    asked = keys_in(script()) | keys_in((HERE / "page.html.j2").read_text("utf-8"))
    assert len(asked) > 50
    assert asked - WORDS["en"].keys() == set()


def test_no_word_is_left_over() -> None:
    # Words of fields and of charts have keys that the scripts put together.
    pieced = re.compile(r"(tag|role|measure|scope|kind|qualifier|base|commitment|flag|rule|theme)\..*|chart\.\w+\.none")
    sources = script() + (HERE / "page.html.j2").read_text("utf-8") + (HERE / "charts.py").read_text("utf-8")
    named = set(re.findall(r'["@]([a-z][\w.]*)"', sources))
    assert {key for key in WORDS["en"] if not pieced.fullmatch(key)} - named == set()


def test_every_word_of_a_field_is_there() -> None:
    schema = Record.model_json_schema()
    for field in ("measure", "role", "scope"):
        assert {f"{field}.{value}" for value in schema["properties"][field]["enum"]} <= WORDS["en"].keys()
    assert {field for field in Record.model_fields if field not in WORDS["en"]} <= {"id", "doc_id", "origin", "unit"}
    kinds: dict[str, Any] = schema["$defs"]
    assert {f"kind.{kind}" for kind in kinds["Date"]["properties"]["kind"]["enum"]} <= WORDS["en"].keys()
    assert {f"qualifier.{q}" for q in kinds["Value"]["properties"]["qualifier"]["enum"]} <= WORDS["en"].keys()


def test_scripts_make_elements_and_never_markup() -> None:
    assert sorted(f"{name}.js" for name in SCRIPTS) == sorted(path.name for path in (HERE / "script").iterdir())
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script())
    assert all(len(path.read_text("utf-8").splitlines()) <= 400 for path in HERE.rglob("*.*") if path.suffix != ".pyc")


def test_half_a_pair_can_be_written() -> None:
    assert inert("a\ud800b") == '"a?b"'


@pytest.fixture(scope="module")
def page(folder: Path, records: Path) -> Path:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    out = folder / "pages" / "report.html"
    result = zhengwu("report", records, "--documents", folder / "articles.jsonl", "-o", out)
    assert result.exit_code == 0, result.output
    assert f"{out}: 12 records of 3 documents" in result.output
    return out


def test_the_page_is_one_file_that_runs_its_own_scripts_alone(page: Path) -> None:
    text = page.read_text("utf-8")
    tree = lxml_html.fromstring(text)
    assert tree.xpath("//script/@src | //link/@href | //img/@src | //iframe") == []
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert len(scripts) == 2
    assert f"script-src {' '.join(map(allowance, scripts))};" in policy
    assert "default-src 'none'" in policy


def test_a_text_cannot_end_the_data_of_the_page(page: Path) -> None:
    text = page.read_text("utf-8")
    assert HOSTILE not in text
    tree = lxml_html.fromstring(text)
    (data,) = tree.xpath("//script[@id='data']/text()")
    given = json.loads(data)
    assert given["documents"][1]["pieces"][0][1] == ARTICLES[1]["text"]
    assert {record["id"] for record in given["records"]} == {
        row["id"] for row in rows(page.parent.parent / "records.jsonl")
    }


def test_the_page_is_the_same_each_time(page: Path, folder: Path, records: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    assert zhengwu("report", records, "--documents", folder / "articles.jsonl", "-o", again).exit_code == 0
    assert again.read_bytes() == page.read_bytes()


def test_a_csv_with_other_columns_gives_the_texts(tmp_path: Path, page: Path, records: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text(f'docno,body\nodd,"{ARTICLES[2]["text"]}"\n', "utf-8")
    asked = ("--documents", path, "--columns", "id=docno,text=body")
    result = zhengwu("report", records, *asked, "-o", tmp_path / "page.html")
    assert result.exit_code == 0
    assert "2 documents are not among --documents; their sentences are shown: housing" in result.output


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path, page: Path, records: Path) -> None:
    (tmp_path / "file").touch()
    result = zhengwu("report", records, "-o", tmp_path / "file" / "page.html")
    assert result.exit_code == 4
    assert "page.html could not be written" in result.output


def test_missing_packages_are_named(tmp_path: Path, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    result = zhengwu("report", records, "-o", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "a report needs more packages: pip install 'zhengwu-extract[report]'" in result.output
