"""Readable inline notation ⟷ (text, marked spans): ``新建{15家|15 家}便民市场``.

``{surface|note}`` marks a span; ``{surface}`` marks one without a note. A literal ``{``, ``|``, ``}`` or ``\\`` is
written with a backslash before it. Tests, docs, annotation and error reports all use this notation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from .document import Amount, Period


class MarkupError(ValueError):
    """Text that is not valid inline notation; the message says where and why."""


class Marked(NamedTuple):
    """A marked span of the plain text."""

    start: int
    end: int
    note: str = ""


def parse(marked: str) -> tuple[str, list[Marked]]:
    """Return the plain text and its marked spans; raise MarkupError when braces do not pair.

    >>> parse("新建{15家|15 家}便民市场")
    ('新建15家便民市场', [Marked(start=2, end=5, note='15 家')])
    """
    text: list[str] = []
    spans: list[Marked] = []
    note: list[str] | None = None
    start: int | None = None
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "\\" and at + 1 < len(marked):
            at += 1
            (text if note is None else note).append(marked[at])
        elif char == "{":
            if start is not None:
                raise MarkupError(f"column {at}: a span inside a span; write \\{{ for a literal brace: {marked!r}")
            start = len(text)
        elif char == "|" and start is not None and note is None:
            note = []
        elif char == "}":
            if start is None:
                raise MarkupError(f"column {at}: nothing to close; write \\}} for a literal brace: {marked!r}")
            spans.append(Marked(start, len(text), "".join(note or [])))
            start = note = None
        else:
            (text if note is None else note).append(char)
        at += 1
    if start is not None:
        raise MarkupError(f"a span that begins at text position {start} is never closed: {marked!r}")
    return "".join(text), spans


def render(text: str, spans: Iterable[Marked]) -> str:
    """Return `text` with `spans` (in order, not overlapping) marked; the inverse of `parse`.

    >>> render("新建15家便民市场", [Marked(2, 5, "15 家")])
    '新建{15家|15 家}便民市场'
    """
    out: list[str] = []
    at = 0
    for span in spans:
        if span.start < at:
            raise MarkupError(f"spans overlap or are out of order at {span.start}")
        note = "|" + _escape(span.note) if span.note else ""
        out += [_escape(text[at : span.start]), "{", _escape(text[span.start : span.end]), note, "}"]
        at = span.end
    return "".join([*out, _escape(text[at:])])


def describe(value: Any) -> str:
    """Return the short form of a mention's value that the notes of examples use.

    >>> from decimal import Decimal
    >>> describe(Amount(Decimal("24000"), "人", "about"))
    'about 24000 人'
    >>> from datetime import date
    >>> describe(Period("as_of", None, date(2022, 8, 31)))
    'as_of ..2022-08-31'
    """
    if isinstance(value, Amount):
        sign = "" if value.qualifier in ("exact", "range") else value.qualifier + " "
        number = f"{value.low:f}..{value.high:f}" if value.qualifier == "range" else f"{value.number:f}"
        return f"{sign}{number} {value.unit}".strip()
    if isinstance(value, Period):
        ends = f" {value.start or ''}..{value.end or ''}" if value.start or value.end else ""
        return value.kind + ends
    return str(value)


def _escape(text: str) -> str:
    for char in "\\{|}":
        text = text.replace(char, "\\" + char)
    return text
