"""From files, folders and standard input to documents, and what is set aside with which reason."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengwu_extract.document import Document
from zhengwu_extract.intake.readers import READERS, Quarantined, read
from zhengwu_extract.options import Options

TEXT = "今年以来，全市新建便民市场15家，其中6家已竣工营业。"
RAW = (
    f"网站首页\n政务公开\n全市新建便民市场15家\n发布时间：2022-08-11 09:08 来源：某网\n{TEXT}\n网站标识码：1300000001\n"
)
PAGE = f"<title>全市新建便民市场</title><div id='zoom'><p>{TEXT}</p></div>"


def docs(items: Iterator[Document | Quarantined]) -> list[Document]:
    out = list(items)
    assert [item for item in out if isinstance(item, Quarantined)] == []
    return [item for item in out if isinstance(item, Document)]


def reasons(items: Iterator[Document | Quarantined]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Quarantined)]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


# --- what is read ---


def test_a_raw_text_is_kept_whole_with_what_it_says_of_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": RAW})
    (doc,) = docs(read([tmp_path / "a.txt"]))
    assert doc.text == RAW
    assert (doc.id, doc.title, doc.published, doc.agency) == (
        "a.txt",
        "全市新建便民市场15家",
        date(2022, 8, 11),
        "某网",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": RAW.encode(encoding)})
    assert docs(read([tmp_path / "a.txt"]))[0].text == RAW


def test_line_ends_are_those_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": RAW.replace("\n", "\r\n")})
    assert docs(read([tmp_path / "a.txt"]))[0].text == RAW.replace("\n", "\r\n")


def test_a_folder_is_read_to_its_depth_in_the_order_of_names(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.html", "a/b/c.txt", "a/y.txt", "c.TXT"]
    write(tmp_path, {name: PAGE if name.endswith("html") else RAW for name in names})
    write(tmp_path, {"a/style.css": "p {}", "a/logo.png": b"\x89PNG", ".hidden/x.txt": RAW, ".x.txt": RAW})
    found = docs(read([tmp_path]))
    assert [doc.id for doc in found] == ["a/b/c.txt", "a/y.txt", "a/z.html", "b.txt", "c.TXT"]
    assert found[0].path == str(tmp_path / "a/b/c.txt")


def test_the_same_name_in_two_folders_is_two_documents(tmp_path: Path) -> None:
    write(tmp_path, {"2021/index.txt": RAW, "2022/index.txt": RAW})
    assert [doc.id for doc in docs(read([tmp_path / "2021", tmp_path / "2022"]))] == [
        "2021/index.txt",
        "2022/index.txt",
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [(RAW, RAW), (PAGE, TEXT), (json.dumps({"text": TEXT}), TEXT), ("\ufeff" + json.dumps({"text": TEXT}), TEXT)],
)
def test_a_file_without_a_known_ending_is_read_by_how_it_begins(content: str, text: str, tmp_path: Path) -> None:
    write(tmp_path, {"a": content})
    assert [doc.text for doc in docs(read([tmp_path / "a"]))] == [text]


@pytest.mark.parametrize("content", [RAW, PAGE, json.dumps({"id": "x", "text": TEXT}, ensure_ascii=False)])
def test_standard_input_is_read(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BufferedReader(io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    (doc,) = docs(read(["-"]))
    assert doc.text in (RAW, TEXT)
    assert doc.id in ("stdin", "x")


def test_reading_is_lazy(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": RAW})
    items = read([tmp_path / "a.txt", tmp_path / "no-such-file.txt"])
    assert isinstance(next(items), Document)
    (tmp_path / "no-such-file.txt").write_text(TEXT, "utf-8")
    assert isinstance(next(items), Document)


def test_the_options_fill_in_what_a_text_does_not_say(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": RAW})
    one, two = docs(read([tmp_path], Options(published=date(2020, 1, 2), region="某市")))
    assert (one.published, one.region, one.flags) == (date(2020, 1, 2), "某市", ("published_assumed",))
    assert (two.published, two.region, two.flags) == (date(2022, 8, 11), "某市", ())


def test_a_damaged_byte_is_noted(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": RAW.encode() * 9 + b"\xff"})
    (doc,) = docs(read([tmp_path / "a.txt"]))
    assert doc.flags == ("encoding_damaged",)


# --- what is set aside ---

BAD: dict[str, tuple[str, str | bytes, str]] = {
    "an empty file": ("a.txt", b"", "the file is empty"),
    "an empty page": ("a.html", b"", "the file is empty"),
    "white space": ("a.txt", " \n\n", "nothing but white space"),
    "binary data": ("a.txt", bytes(range(256)) * 9, "binary data, not text"),
    "binary data as a page": ("a.html", bytes(range(256)) * 9, "binary data, not text"),
    "a pdf": ("a.pdf", b"%PDF-1.7 xxx", "a PDF, not text"),
    "an office file": ("a.docx", b"PK\x03\x04xxxx", "a zip archive or Office file, not text"),
    "a broken encoding": ("a.txt", TEXT.encode() + b"\xff\xfe\xfd" * 40, "broken encoding"),
    "one line too long": ("a.txt", "新" * 300_000, "more than 4,000 bytes"),
    "a text a little too long": ("a.txt", "a" * 1500, "1,500 characters, more than the 1,000 allowed"),
    "a page without a body": ("a.html", "<html><body></body></html>", "no article in the page"),
    "a page of markup only": ("a.html", "<div>" * 2000, "no article in the page"),
    "a damaged gzip": ("a.txt.gz", b"\x1f\x8b\x08\x00xxxxxxxxxxxx", ""),
    "a cut zip": ("a.zip", b"PK\x03\x04xxxx", "File is not a zip file"),
    "a tar": ("a.tar", b"x" * 600, "this kind of archive is not read"),
}


@pytest.mark.parametrize(("name", "content", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_set_aside_and_the_next_is_read(
    name: str, content: str | bytes, reason: str, tmp_path: Path
) -> None:
    write(tmp_path, {name: content, "z.txt": TEXT})
    bad, good = read([tmp_path], Options(max_chars=1000))
    assert isinstance(bad, Quarantined)
    assert isinstance(good, Document)
    assert bad.path == str(tmp_path / name)
    assert reason in bad.reason
    assert bad.reason


def test_a_file_that_is_not_there_is_set_aside(tmp_path: Path) -> None:
    assert reasons(read([tmp_path / "a.txt"])) == ["cannot be opened: No such file or directory"]


def test_a_dangling_link_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    assert reasons(read([tmp_path])) == ["cannot be opened: No such file or directory"]


def test_a_folder_that_may_not_be_read_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/x.txt": RAW, "b.txt": RAW})
    listdir = os.listdir

    def refuse(path: Path) -> object:
        # A folder's rights do not bind the superuser, who may be running the tests.
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr("os.listdir", refuse)
    closed, doc = read([tmp_path])
    assert closed == Quarantined(str(tmp_path / "a"), None, None, "the folder cannot be read: Permission denied")
    assert isinstance(doc, Document)


def test_a_link_to_its_own_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": RAW})
    (tmp_path / "a/again").symlink_to(tmp_path / "a")
    link, doc = read([tmp_path])
    assert isinstance(doc, Document)
    assert isinstance(link, Quarantined)
    assert (link.path, link.reason[:37]) == (str(tmp_path / "a/again"), "a link to a folder is not followed; n")


def test_of_two_documents_with_one_id_the_later_is_set_aside(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": TEXT}, {"id": "y", "text": TEXT}, {"id": "x", "text": TEXT}]
    write(tmp_path, {"a.jsonl": "\n".join(map(json.dumps, rows))})
    *good, bad = read([tmp_path / "a.jsonl"])
    assert [item.id for item in good if isinstance(item, Document)] == ["x", "y"]
    assert isinstance(bad, Quarantined)
    assert (bad.doc_id, bad.reason) == ("x", "an earlier document has the id 'x' too; give each its own")


@given(content=st.binary(max_size=300), ending=st.sampled_from([*READERS, ".gz", ".zip", ""]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_stops_a_run(content: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    for item in read([path]):
        assert isinstance(item, Document) or item.reason


def test_a_quarantined_input_names_file_and_line() -> None:
    assert str(Quarantined("a.jsonl", 3, "x", "not valid JSON")) == "a.jsonl:3: not valid JSON"
    assert str(Quarantined(None, None, None, "the file is empty")) == "the file is empty"
