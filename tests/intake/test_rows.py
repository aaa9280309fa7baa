"""Rows of JSON Lines, JSON and CSV: every good row is read, every bad one set aside with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from zhengwu_extract.document import Document
from zhengwu_extract.intake.readers import Quarantined, read
from zhengwu_extract.options import Options

TEXT = "今年以来，全市新建便民市场15家。"
ROW = {"id": "x", "title": "题", "published": "2022-08-11", "region": "某市", "agency": "某局", "text": TEXT}
FULL = Document(TEXT, id="x", title="题", published=date(2022, 8, 11), region="某市", agency="某局")


def places(items: Iterator[Document | Quarantined]) -> list[str | tuple[int | None, str]]:
    """Return ids of what was read, and line and first words of the reason for what was not."""
    return [item.id if isinstance(item, Document) else (item.line, item.reason[:24]) for item in items]


def test_every_field_of_a_json_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW), "utf-8")
    (doc,) = read([path])
    assert doc == Document(**{name: getattr(FULL, name) for name in ROW}, path=str(path))


def test_every_field_of_a_csv_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n", "utf-8")
    (doc,) = read([path])
    assert doc == Document(**{name: getattr(FULL, name) for name in ROW}, path=str(path))


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_fields_may_have_other_names(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    row = {"编号": "x", "正文": TEXT}
    path.write_text(json.dumps(row) if ending == "jsonl" else "编号,正文\nx,今年以来，全市新建便民市场15家。", "utf-8")
    (doc,) = read([path], columns={"text": "正文", "id": "编号"})
    assert isinstance(doc, Document)
    assert (doc.id, doc.text) == ("x", TEXT)


def test_a_row_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'\n{{"text": "{TEXT}"}}\n', "utf-8")
    (tmp_path / "b.csv").write_text(f'text\n"{TEXT}\n第二行"\n{TEXT}\n', "utf-8")
    assert places(read([tmp_path])) == ["a.jsonl#2", "b.csv#2", "b.csv#4"]


def test_each_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT}),
        '{"id": "b", "text": "没有结',
        "",
        "[1, 2]",
        '"只是一句话"',
        '{"id": "c"}',
        '{"id": "d", "text": 15}',
        '{"id": "e", "text": null}',
        '{"id": "f", "text": "半个字\\ud800"}',
        '{"id": "g", "text": "新建15家。", "title": ["题"]}',
        "[" * 100_000,
        '{"id": "h", "text": "新建15家。", "published": 20220811}',
        '{"id": "i", "text": "' + "新" * 2000 + '"}',
        '{"text": "' + "x" * 200_000 + '"}',
        "\ufeff" + json.dumps({"id": "j", "text": TEXT}),
    ]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert places(read([tmp_path], Options(max_chars=1000))) == [
        "a",
        (2, "not valid JSON: Unterminated"[:24]),
        (4, "not an object with fields, but"[:24]),
        (5, "not an object with fields, but"[:24]),
        (6, "no field 'text' for the text"[:24]),
        (7, "the text is a number, not"[:24]),
        (8, "no text: the field is empty"[:24]),
        (9, "half a character or a broken"[:24]),
        (10, "a field is a list, not a"[:24]),
        (11, "not a document: JSON nested"[:24]),
        "h",
        (13, "2,000 characters, more than"[:24]),
        (14, "a line of more than 106,000"[:24]),
        "j",
    ]


def test_lines_of_one_file_may_be_in_several_encodings(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": name, "text": TEXT}, ensure_ascii=False).encode(name) for name in ("utf-8", "gbk", "gb18030")
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\r\n".join(rows))
    found = list(read([tmp_path]))
    assert [item.text for item in found if isinstance(item, Document)] == [TEXT] * 3


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (json.dumps(ROW, indent=1), ["x"]),
        (json.dumps([ROW, {"id": "y", "text": TEXT}, 7]), ["x", "y", (None, "object 3: not an object "[:24])]),
        (json.dumps(ROW) + "\n" + json.dumps({"id": "y", "text": TEXT}), ["x", "y"]),
        ("{", [(None, "not valid JSON: Expectin")]),
        ("[]", []),
    ],
)
def test_a_json_file_holds_one_document_or_a_list(content: str, ids: list[object], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content, "utf-8")
    assert places(read([tmp_path])) == ids


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_any_encoding_and_with_any_delimiter(encoding: str, delimiter: str, tmp_path: Path) -> None:
    rows = [["id", "text"], ["x", TEXT], ["y", TEXT]]
    (tmp_path / "a.csv").write_text("\r\n".join(delimiter.join(row) for row in rows), encoding)
    found = list(read([tmp_path]))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [("x", TEXT), ("y", TEXT)]


def test_cells_may_hold_line_ends_quotes_and_delimiters(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\nx,"第一行,\n“引号”和""引号""。"\n', "utf-8")
    (doc,) = read([tmp_path])
    assert isinstance(doc, Document)
    assert doc.text == '第一行,\n“引号”和"引号"。'


def test_a_cell_may_be_longer_than_the_csv_module_expects(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\nx," + "新" * 300_000 + "\n", "utf-8")
    (doc,) = read([tmp_path])
    assert isinstance(doc, Document)
    assert len(doc.text) == 300_000


def test_each_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    rows = ["id,text", f"a,{TEXT}", "b", "c,新建15家,改造3家", "d,", 'e,"新建"15家', f"f,{TEXT}", f"a,{TEXT}"]
    (tmp_path / "a.csv").write_bytes("\n".join(rows).encode() + b"\ng,\xff\xff\xff\n")
    assert places(read([tmp_path])) == [
        "a",
        (3, "1 cells where the header has"[:24]),
        (4, "3 cells where the header has"[:24]),
        (5, "no text: the field is empty"[:24]),
        (6, "not a row of CSV: ',' expected"[:24]),
        "f",
        (None, "an earlier document has the"[:24]),
        (9, "half a character or a broken"[:24]),
    ]


@pytest.mark.parametrize(("content", "found"), [("", "none"), ("标题,正文\n题,新建15家。\n", "'标题', '正文'")])
def test_a_csv_without_a_text_column_is_set_aside_with_the_columns_it_has(
    content: str, found: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    (bad,) = read([tmp_path])
    assert isinstance(bad, Quarantined)
    assert bad.reason == (
        f"no field 'text' for the text; there are {found}: say which one holds it, "
        "as in --columns text=body (in Python: columns={'text': 'body'})"
    )
