"""Whole files that are one document: web pages and plain texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from ..document import Document
from ..options import Options
from .archive import Source
from .encoding import decode
from .fields import Fields, document_of
from .masthead import masthead
from .page import page_of
from .quarantine import IntakeError
from .unread import Unread

_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,60}encoding=["']([\w-]{2,20})""", re.IGNORECASE
)
_HEAD = 4096
_BYTES_A_CHARACTER = 4
# What a page has around its article.
_MARKUP = 20_000_000


def read_page(source: Source, options: Options, columns: Mapping[str, str]) -> Iterator[Unread]:
    """Yield the article of a web page."""
    yield Unread(source.path, None, None, partial(page_document, source, None, options))


def read_text(source: Source, options: Options, columns: Mapping[str, str]) -> Iterator[Unread]:
    """Yield a plain text as one document, whole, with what its first lines say of title, date and source."""
    yield Unread(source.path, None, None, partial(_text_document, source, options))


def _text_document(source: Source, options: Options) -> Document:
    decoded = decode(_whole(source, options.max_chars * _BYTES_A_CHARACTER))
    said = masthead(decoded.text)
    fields = Fields(decoded.text, None, said.title, said.published, None, said.agency)
    return document_of(fields, source.id, source.path, options, _flags(decoded.damaged))


def page_document(source: Source, charset: str | None, options: Options) -> Document:
    """Return the article of the page in `source`; `charset` is what the transfer said of it.

    Raises IntakeError when it has none.
    """
    data = _whole(source, options.max_chars * _BYTES_A_CHARACTER + _MARKUP)
    declared = _CHARSET.search(data, 0, _HEAD)
    said = (declared[1] or declared[2]).decode("ascii") if declared else charset
    decoded = decode(data, said)
    page = page_of(decoded.text)
    fields = Fields(page.text, None, page.title, page.published, None, page.agency)
    return document_of(fields, source.id, source.path, options, _flags(decoded.damaged))


def _whole(source: Source, most: int) -> bytes:
    data = source.stream.read(most + 1)
    if not data:
        raise IntakeError("the file is empty")
    if len(data) > most:
        raise IntakeError(f"more than {most:,} bytes; split it, or allow longer texts")
    return data


def _flags(damaged: bool) -> tuple[str, ...]:
    return ("encoding_damaged",) if damaged else ()
