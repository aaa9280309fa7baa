"""A file read in cuts gives what the file gives, wherever it is cut."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwu_extract.document import Document
from zhengwu_extract.intake.cut import Cut, cuts, unread_of
from zhengwu_extract.intake.files import files_of
from zhengwu_extract.intake.quarantine import Quarantined
from zhengwu_extract.intake.readers import read
from zhengwu_extract.options import Options


def in_cuts(path: Path, size: int) -> tuple[list[Cut], list[Document | Quarantined]]:
    """Return the cuts of a file and what reading all of them gives."""
    (file,) = files_of([path])
    assert not isinstance(file, Quarantined)
    parts = list(cuts(file, size))
    items = (item for part in parts for item in unread_of(part, Options(), {}))
    return parts, [item if isinstance(item, Quarantined) else item.read() for item in items]


def jsonl(texts: list[str]) -> bytes:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode()


def table(texts: list[str], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("title", "text"), *(("标题", text) for text in texts)])
    return out.getvalue().encode(encoding)


TEXTS = [f"今年建成{number}家市场，\n“{number}”、3,{number:03}家。" for number in range(40)]
DAMAGED = b'{"text": "a"}\n\nno json\n' + jsonl(TEXTS[:20]) + b'{"text": ""}'
LOOSE = table(TEXTS[:9]) + b'only one cell\r\n"a "b" c",d\r\n' + table(TEXTS[9:])
FILES = {
    "news.jsonl": jsonl(TEXTS),
    "damaged.jsonl": DAMAGED,
    "packed.jsonl.gz": gzip.compress(jsonl(TEXTS)),
    "news.csv": table(TEXTS),
    "gbk.csv": table(TEXTS, "gb18030"),
    "loose.csv": LOOSE,
    "packed.csv.gz": gzip.compress(table(TEXTS)),
    "no_text.csv": b"title,body\r\n" + b"a,b\r\n" * 100,
}


@pytest.mark.parametrize("size", [40, 300, 1500])
@pytest.mark.parametrize("name", FILES)
def test_cuts_give_what_the_file_gives(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    parts, found = in_cuts(path, size)
    if name != "no_text.csv":  # every cut of it says that it has no text
        assert found == list(read([path]))
    assert len(parts) > 1 or path.stat().st_size <= 2 * size


def test_a_zip_is_cut_between_its_files(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, text in enumerate(TEXTS):
            archive.writestr(f"{number:02}.txt", text * 20)
        archive.writestr("../out.txt", "leads out")
    parts, found = in_cuts(path, 1000)
    assert len(parts) > 3
    assert found == list(read([path]))


@pytest.mark.parametrize("name", ["page.html", "damaged.jsonl.gz", "utf16.csv"])
def test_what_cannot_be_cut_is_one_part(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = {"page.html": b"<p>" * 500, "damaged.jsonl.gz": b"\x1f\x8b" + b"x" * 500}
    path.write_bytes(content.get(name) or table(TEXTS, "utf-16"))
    parts, found = in_cuts(path, 100)
    assert [part.unit for part in parts] == ["file"]
    assert found == list(read([path]))


def test_what_unpacks_to_far_too_much_is_one_part_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 60_000_000))
    parts, found = in_cuts(path, 1000)
    assert [part.unit for part in parts] == ["file"]
    assert "unpacks to more than" in str(found[-1])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet='家3"\n\r,; 年', min_size=1, max_size=12), min_size=1, max_size=12),
    st.integers(1, 60),
    st.booleans(),
)
def test_any_rows_are_cut_between(texts: list[str], size: int, quoted: bool) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("news.csv" if quoted else "news.jsonl")
        path.write_bytes(table(texts) if quoted else jsonl(texts))
        _, found = in_cuts(path, size)
        assert found == list(read([path]))
