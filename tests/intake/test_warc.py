"""Web archives: the articles of their responses, with their addresses."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from layouts import LAYOUTS, PARAGRAPHS, TITLE
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from zhengwu_extract.document import Document
from zhengwu_extract.intake.readers import Quarantined, read

PAGE = LAYOUTS["trs editor"]
HTML = "text/html"


def archive(path: Path, responses: list[tuple[str, bytes, str, str]], gzip: bool = True) -> Path:
    """Write a web archive of responses: address, content, content type, status."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzip)
        for address, content, kind, status in responses:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(address, "response", payload=BytesIO(content), http_headers=headers)
            writer.write_record(record)
    return path


@pytest.mark.parametrize(("name", "gzip"), [("a.warc.gz", True), ("a.warc", False), ("a", False)])
def test_the_articles_of_an_archive_are_read(name: str, gzip: bool, tmp_path: Path) -> None:
    pages = [
        ("http://example.org/1.html", PAGE.encode(), HTML, "200 OK"),
        ("http://example.org/2.html", PAGE.encode("gbk"), f"{HTML}; charset=gb2312", "200 OK"),
        ("http://example.org/style.css", b"p {}", "text/css", "200 OK"),
        ("http://example.org/3.html", PAGE.encode(), HTML, "404 Not Found"),
    ]
    found = list(read([archive(tmp_path / name, pages, gzip)]))
    assert [item.id for item in found if isinstance(item, Document)] == [address for address, *_ in pages[:2]]
    for doc in found:
        assert isinstance(doc, Document)
        assert (doc.title, doc.text, doc.path) == (TITLE, "\n".join(PARAGRAPHS), str(tmp_path / name))


def test_a_page_without_a_body_is_set_aside_and_the_next_is_read(tmp_path: Path) -> None:
    pages = [
        ("http://example.org/1", b"<html></html>", HTML, "200 OK"),
        ("http://example.org/2", PAGE.encode(), HTML, "200 OK"),
    ]
    bad, good = read([archive(tmp_path / "a.warc.gz", pages)])
    assert isinstance(bad, Quarantined)
    assert (bad.doc_id, bad.reason[:22]) == ("http://example.org/1", "no article in the page")
    assert isinstance(good, Document)


def test_a_page_that_was_fetched_twice_is_read_once(tmp_path: Path) -> None:
    one, two = read([archive(tmp_path / "a.warc.gz", 2 * [("http://example.org/", PAGE.encode(), HTML, "200 OK")])])
    assert isinstance(one, Document)
    assert isinstance(two, Quarantined)


def test_a_damaged_archive_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nno header here\r\n\r\n" + b"x" * 100)
    (tmp_path / "b.warc").write_bytes(b"not an archive at all")
    assert [item.reason[:20] for item in read([tmp_path]) if isinstance(item, Quarantined)] == [
        "damaged web archive:",
        "no web archive: it d",
    ]
