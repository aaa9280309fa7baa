"""What an input says of one document, checked, into a Document."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..document import Document
from ..options import Options
from .dates import parse_date
from .quarantine import IntakeError


class Fields(NamedTuple):
    """The raw values of one document as an input has them: any JSON value, None where there is none."""

    text: object
    id: object = None
    title: object = None
    published: object = None
    region: object = None
    agency: object = None


_SURROGATE = re.compile("[\ud800-\udfff]")


def document_of(fields: Fields, default_id: str, path: str, options: Options, flags: tuple[str, ...] = ()) -> Document:
    """Return the document of `fields`, with publish date and region from `options` where the input has none.

    A date that no calendar has is left out and flagged. Raises IntakeError when there is no text to read.

    >>> doc = document_of(Fields("新建15家。", published="2022-13-45"), "a.txt", "news/a.txt", Options())
    >>> doc.id, doc.published, doc.flags
    ('a.txt', None, ('published_invalid',))
    """
    text = _checked_text(fields.text, options.max_chars)
    published = parse_date(_words(fields.published) or "")
    if published is None and fields.published:
        flags += ("published_invalid",)
    elif published is None and options.published:
        published = options.published
        flags += ("published_assumed",)
    return Document(
        text=text,
        id=_words(fields.id) or default_id,
        title=_words(fields.title),
        published=published,
        region=_words(fields.region) or options.region,
        path=path,
        agency=_words(fields.agency),
        flags=flags,
    )


def _checked_text(text: object, max_chars: int) -> str:
    if text is None or text == "":
        raise IntakeError("no text: the field is empty or missing")
    if not isinstance(text, str):
        raise IntakeError(f"the text is {_kind(text)}, not a string")
    if len(text) > max_chars:
        raise IntakeError(f"{len(text):,} characters, more than the {max_chars:,} allowed; split it or allow more")
    if text.isspace():
        raise IntakeError("no text: nothing but white space")
    _refuse_surrogates(text)
    return text


def _words(value: object) -> str | None:
    """Return a short field as a string; numbers are written out, other values refused."""
    if value is None or isinstance(value, str):
        words = (value or "").strip()
        _refuse_surrogates(words)
        return words or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise IntakeError(f"a field is {_kind(value)}, not a string: {str(value)[:40]}")
    return str(value)


def _refuse_surrogates(text: str) -> None:
    half = _SURROGATE.search(text)
    if half:
        raise IntakeError(
            f"half a character or a broken byte (U+{ord(half[0]):04X}) at {half.start()}: no file can hold it; "
            "correct the encoding, or write the character whole"
        )


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)
