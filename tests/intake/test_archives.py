"""Files inside .zip and .gz: read like others, and never more of them than an honest archive holds."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from zhengwu_extract.document import Document
from zhengwu_extract.intake.readers import Quarantined, read

TEXT = "今年以来，全市新建便民市场15家，其中6家已竣工营业。"
ROWS = "\n".join(json.dumps({"id": name, "text": TEXT}) for name in "xy")


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def ids(path: Path) -> list[str | None]:
    return [item.id if isinstance(item, Document) else None for item in read([path])]


def test_a_zip_is_read_like_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"b/z.txt": TEXT.encode(), "a.txt": TEXT.encode("gbk"), "c.jsonl": ROWS.encode()})
    found = list(read([path]))
    assert [item.id for item in found if isinstance(item, Document)] == ["a.zip/a.txt", "a.zip/b/z.txt", "x", "y"]
    assert {item.text for item in found if isinstance(item, Document)} == {TEXT}
    assert found[1].path == f"{path}/b/z.txt"


def test_a_gzip_is_read_like_the_file_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROWS.encode()))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    found = list(read([tmp_path]))
    assert [item.id for item in found if isinstance(item, Document)] == ["x", "y", "b.txt"]
    assert found[2].path == str(tmp_path / "b.txt.gz")


def test_a_gzip_inside_a_zip_is_read(tmp_path: Path) -> None:
    assert ids(zipped(tmp_path / "a.zip", {"b.jsonl.gz": gzip.compress(ROWS.encode())})) == ["x", "y"]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bulletin.txt": TEXT.encode()})
    # An old packer writes the bytes of GBK and no mark of an encoding.
    path.write_bytes(path.read_bytes().replace(b"bulletin", "公报公报".encode("gbk")))
    assert ids(path) == ["a.zip/公报公报.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_path_that_leads_out_of_the_archive_is_set_aside(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {name: TEXT.encode(), "z.txt": TEXT.encode()})
    found = list(read([path]))
    assert [type(item) for item in found if item.path and not item.path.endswith("z.txt")] == [Quarantined]
    (bad,) = [item for item in found if isinstance(item, Quarantined)]
    assert bad.reason.startswith("its path leads out of the archive")


def test_a_zip_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {f"{i}.txt": b"0" * 8_000_000 for i in range(4)})
    (bad,) = read([path])
    assert isinstance(bad, Quarantined)
    assert bad.reason.startswith("unpacks to more than 200 times its")


def test_a_gzip_that_unpacks_to_far_more_than_it_is_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(ROWS.encode() + b"\n" + b" \n" * 20_000_000))
    *good, bad = read([tmp_path])
    assert [type(item) for item in good] == [Document, Document]
    assert isinstance(bad, Quarantined)
    assert bad.reason.startswith("unpacks to more than 200 times its")


def test_an_archive_inside_an_archive_is_set_aside(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": TEXT.encode()}).read_bytes()
    outer = zipped(tmp_path / "outer.zip", {"inner.zip": inner, "z.txt": TEXT.encode()})
    bad, good = read([outer])
    assert isinstance(bad, Quarantined)
    assert (bad.path, bad.reason) == (f"{outer}/inner.zip", "an archive inside an archive; unpack it first")
    assert isinstance(good, Document)


def test_a_member_under_a_password_is_set_aside(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT.encode()})
    data = bytearray(path.read_bytes())
    # The flag of encryption, in the member's own header and in the directory at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (bad,) = read([path])
    assert isinstance(bad, Quarantined)
    assert bad.reason.startswith("encrypted; unpack the archive")


def test_a_member_with_wrong_bytes_is_set_aside_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT)
    path.write_bytes(path.read_bytes().replace("15家".encode(), "16家".encode(), 1))
    bad, good = read([path])
    assert isinstance(bad, Quarantined)
    assert "Bad CRC-32" in bad.reason
    assert isinstance(good, Document)


def test_a_cut_gzip_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": i, "text": TEXT * 20 + str(i)}) for i in range(5000))
    data = gzip.compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    *good, bad = read([tmp_path])
    assert len(good) > 1000
    assert isinstance(bad, Quarantined)
    assert bad.reason.startswith("Compressed file ended")


def test_a_zip_from_a_pipe_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    data = zipped(tmp_path / "a.zip", {"a.txt": TEXT.encode()}).read_bytes()
    stdin = io.TextIOWrapper(io.BufferedReader(Pipe(data)))
    monkeypatch.setattr("sys.stdin", stdin)
    assert [str(item) for item in read(["-"])] == ["-: a zip archive cannot be read from a pipe; give its file name"]
