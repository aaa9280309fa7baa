"""Documents in the responses of a web archive (WARC)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ..document import Document
from ..options import Options
from .archive import Source, peek
from .pages import page_document
from .quarantine import IntakeError
from .unread import Unread

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HTML = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, options: Options, columns: Mapping[str, str]) -> Iterator[Unread]:
    """Yield the articles of the HTML responses in a web archive, each with its address as id; other records are passed.

    Raises IntakeError when the archive is damaged; what stands before the damage has been read then.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    _refuse_other(source)
    try:
        for record in ArchiveIterator(source.stream):
            if not record.rec_type:
                raise IntakeError("damaged web archive: a record does not say of what type it is")
            address = record.rec_headers.get_header("WARC-Target-URI") or source.id
            if _is_article(record):
                yield Unread(source.path, None, address, partial(_article, record, address, source, options))
    except ArchiveLoadFailed as error:
        raise IntakeError(f"damaged web archive: {error}") from error


def _refuse_other(source: Source) -> None:
    if not peek(source.stream).startswith((b"WARC/", b"filedesc:")):
        raise IntakeError("no web archive: it does not begin with WARC/; is the ending of its name right?")


def _is_article(record: ArcWarcRecord) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    return record.http_headers.get_statuscode() == "200" and _content_type(record).lower().startswith(_HTML)


def _article(record: ArcWarcRecord, address: str, source: Source, options: Options) -> Document:
    page = Source(source.path, address, record.content_stream())
    charset = _content_type(record).lower().partition("charset=")[2].strip(" \"'")
    return page_document(page, charset or None, options)


def _content_type(record: ArcWarcRecord) -> str:
    return record.http_headers.get_header("Content-Type") or ""
