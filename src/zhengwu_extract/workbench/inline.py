"""The inline form of an annotated document ⟷ the document: the article with its quantities in braces, rows below.

::

    id: hengshui-2022
    published: 2022-11-18

    截至目前，便民市场{15家}已开工，其中{6家}已营业。
    > 15家 | 15 家 | level actual | metric 便民市场+开工 | date 截至目前 as_of ..2022-11-18
    > 6家 | 6 家 | level actual | metric 便民市场+营业 | date 截至目前 as_of ..2022-11-18 | part_of 15家

A surface is looked up nearest to its quantity; ``便民市场@2`` is the second one of the text. A literal ``{ } | + @ \\``
has a backslash before it. The form carries everything but record ids and official region names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..markup import Marked, MarkupError, parse, render
from ..record import Phrase, Span
from . import WorkbenchError
from .gold import Annotation, GoldDocument, described
from .locate import nearest, occurrences

HEADER = ("id", "title", "published", "region", "genre", "domain")
QUALIFIERS = ("about", "over", "under")
_AMOUNT = re.compile(r"(?:(about|over|under) )?(-?[\d.]+?)(?:\.\.(-?[\d.]+))? (\S+)")
_DATE = re.compile(r"(.+) (period|as_of|deadline|recurring)(?: ([\d-]*)\.\.([\d-]*))?", re.DOTALL)
_TARGET_NUMBER = re.compile(r"(-?[\d.]+)(?: (\S+))?")


def to_inline(doc: GoldDocument) -> str:
    """Return the inline form of a document; quantities may not overlap, for braces cannot."""
    header = [f"{name}: {_header_value(doc, name)}" for name in HEADER if _header_value(doc, name)]
    records = sorted(doc.records, key=lambda record: record.span)
    lines, at, begin = [], 0, 0
    for paragraph in doc.text.split("\n"):
        end = begin + len(paragraph)
        inside = []
        while at < len(records) and records[at].value.start <= end:
            inside.append(records[at])
            at += 1
        lines.append(_paragraph(doc, paragraph, begin, inside))
        lines += [_row(doc.text, record) for record in inside]
        begin = end + 1
    return "\n".join([*header, "", *lines]) + "\n"


def from_inline(source: str, name: str = "inline") -> GoldDocument:
    """Return the document written in inline form; raise WorkbenchError with file and line for what cannot be read."""
    lines = source.removesuffix("\n").split("\n")
    where = _Lines(name)
    header = where.header(lines)
    text: list[str] = []
    begin, waiting, rows = 0, list[Marked](), list[tuple[Marked, str, int]]()
    for number, line in enumerate(lines[where.number :], where.number + 1):
        where.number = number
        if line.startswith("> "):
            if not waiting:
                raise where.error("a row without a quantity in braces in the paragraph above it")
            rows.append((waiting.pop(0), line[2:], number))
            continue
        if waiting:
            raise where.error(f"the paragraph above still waits for the row of {_surface(text, waiting[0])!r}")
        try:
            plain, spans = parse(line)
        except MarkupError as error:
            raise where.error(str(error)) from error
        waiting = [Marked(begin + s.start, begin + s.end) for s in spans]
        text.append(plain)
        begin += len(plain) + 1
    if waiting:
        raise where.error(f"the last paragraph still waits for the row of {_surface(text, waiting[0])!r}")
    whole = "\n".join(text)
    records = []
    for number, (mark, row, where.number) in enumerate(rows, 1):
        records.append(_annotation(whole, mark, row, where, f"{header['id']}#{number}"))
    return GoldDocument(**header, text=whole, records=tuple(records))


class _Lines:
    """The place in the file that an error is about."""

    def __init__(self, name: str) -> None:
        self.name, self.number = name, 0

    def error(self, message: str) -> WorkbenchError:
        return WorkbenchError(f"{self.name}:{self.number}: {message}")

    def header(self, lines: list[str]) -> dict[str, Any]:
        header: dict[str, Any] = {}
        for line in lines:
            self.number += 1
            if not line:
                break
            key, colon, value = line.partition(": ")
            if not colon or key not in HEADER:
                raise self.error(f"expected one of {', '.join(HEADER)} and a colon, or an empty line: {line!r}")
            header[key] = tuple(value.split(", ")) if key == "domain" else value
        if "id" not in header:
            raise self.error("the header names no id")
        return header


def _header_value(doc: GoldDocument, name: str) -> str:
    value = getattr(doc, name)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _surface(text: list[str], mark: Marked) -> str:
    return "\n".join(text)[mark.start : mark.end]


def _paragraph(doc: GoldDocument, paragraph: str, begin: int, inside: list[Annotation]) -> str:
    try:
        line = render(paragraph, [Marked(r.value.start - begin, r.value.end - begin) for r in inside])
    except MarkupError as error:
        raise WorkbenchError(f"{doc.id}: quantities overlap, which braces cannot show: {error}") from error
    return "\\" + line if line.startswith(">") else line


# --- a row: annotation -> text


def _row(text: str, record: Annotation) -> str:
    head = [_escape(record.value.text), described(record)]
    kind = f"{record.measure} {record.role}" + (" peripheral" if record.scope == "peripheral" else "")
    return "> " + " | ".join([*head, kind, *(f"{key} {value}" for key, value in _fields(text, record))])


def _fields(text: str, record: Annotation) -> Iterator[tuple[str, str]]:
    yield "metric", _phrase(text, record, record.metric)
    if record.program:
        yield "program", _phrase(text, record, record.program)
    if date := record.date:
        ends = f" {date.start or ''}..{date.end or ''}" if date.start or date.end else ""
        yield "date", f"{_pieces(text, record, date.text, [date.span])} {date.kind}{ends}"
    if target := record.target:
        yield "target", _escape(target.text)
        if target.number is not None:
            yield "target_number", f"{target.number:f} {target.unit or ''}".strip()
        if target.deadline:
            yield "target_deadline", target.deadline.isoformat()
        if target.completion is not None:
            yield "target_completion", f"{target.completion:f}"
        if target.record:
            yield "target_record", _escape(target.record)
    for key in ("part_of", "base", "commitment"):
        if value := getattr(record, key):
            yield key, _escape(value)
    if record.region:
        yield "region", _escape(record.region.text)
    if record.flags:
        yield "flags", " ".join(record.flags)


def _phrase(text: str, record: Annotation, phrase: Phrase) -> str:
    return _pieces(text, record, phrase.text, list(phrase.spans))


def _pieces(text: str, record: Annotation, words: str, spans: list[Span]) -> str:
    """Write spans as surfaces, each with its number only where the nearest place is another."""
    surfaces = [text[start:end] for start, end in spans]
    if "".join(surfaces) != words or not all(surfaces):
        return _escape(words) + "@0"  # the wording alone; no place is known
    bare: list[tuple[str, int | None]] = [(surface, None) for surface in surfaces]
    if nearest(text, bare, record.span) == spans:
        return "+".join(_escape(surface) for surface in surfaces)
    numbers = [occurrences(text, s).index(span) + 1 for s, span in zip(surfaces, spans, strict=True)]
    return "+".join(f"{_escape(s)}@{n}" for s, n in zip(surfaces, numbers, strict=True))


# --- a row: text -> annotation


def _annotation(text: str, mark: Marked, row: str, where: _Lines, name: str) -> Annotation:
    cells = _split(row, "|")
    if len(cells) < 4:
        raise where.error(f"expected surface | amount | measure role | metric …, found {row!r}")
    surface, amount, kind, *rest = cells
    found = text[mark.start : mark.end]
    if _plain(surface) != found:
        raise where.error(f"the row is about {_plain(surface)!r} where the braces hold {found!r}")
    fields = _given(rest, found, where)
    measure, role, scope = _kind(kind, where)
    unit, value = _amount(amount, where)
    span = mark.start, mark.end
    row_fields: dict[str, Any] = {
        "id": name,
        "value": {"text": found, "start": mark.start, "end": mark.end, **value},
        "unit": unit,
        "measure": measure,
        "role": role,
        "scope": scope,
        "target": _target(fields, where),
    }
    for key in fields.keys() & {"metric", "program"}:
        row_fields[key] = _located(text, fields[key], span, where)
    for key in fields.keys() & {"region", "part_of", "base", "commitment"}:
        row_fields[key] = _plain(fields[key])
    if "date" in fields:
        row_fields["date"] = _date(text, fields["date"], span, where)
    if "flags" in fields:
        row_fields["flags"] = fields["flags"].split(" ")
    try:
        return Annotation.model_validate(row_fields)
    except ValueError as error:
        raise where.error(f"{found!r}: {error}") from error


KEYS = (
    *("metric", "program", "date", "region", "part_of", "base", "commitment", "flags"),
    *("target", "target_number", "target_deadline", "target_completion", "target_record"),
)


def _given(rest: list[str], found: str, where: _Lines) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in rest:
        key, _, words = field.partition(" ")
        if key not in KEYS:
            raise where.error(f"{key!r} is no field; expected one of {', '.join(KEYS)}")
        if key in fields:
            raise where.error(f"{key!r} is given twice")
        fields[key] = words
    if "metric" not in fields:
        raise where.error(f"no metric for {found!r}")
    return fields


def _kind(kind: str, where: _Lines) -> tuple[str, str, str]:
    words = kind.split(" ")
    if len(words) not in (2, 3) or (len(words) == 3 and words[2] != "peripheral"):
        raise where.error(f"expected a measure, a role and perhaps 'peripheral', found {kind!r}")
    return words[0], words[1], "peripheral" if len(words) == 3 else "core"


def _amount(amount: str, where: _Lines) -> tuple[str, dict[str, Any]]:
    match = _AMOUNT.fullmatch(amount)
    if not match:
        raise where.error(f"an amount is written like '15 家', 'about 24000 人' or '3..5 个', not {amount!r}")
    qualifier, number, high, unit = match.groups()
    if high:
        return unit, {"number": None, "low": number, "high": high, "qualifier": "range"}
    return unit, {"number": number, "qualifier": qualifier or "exact"}


def _located(text: str, phrase: str, quantity: Span, where: _Lines) -> dict[str, Any]:
    pieces = []
    for piece in _split(phrase, "+"):
        surface, *nth = _split(piece, "@")
        if nth == ["0"]:
            return {"text": _plain(surface), "spans": []}
        if nth and not nth[0].isdecimal():
            raise where.error(f"after @ comes the number of the occurrence, not {nth[0]!r}")
        pieces.append((_plain(surface), int(nth[0]) if nth else None))
    spans = nearest(text, pieces, quantity)
    if spans is None:
        raise where.error(f"these words do not stand in the text in this order: {phrase!r}")
    return {"text": "".join(surface for surface, _ in pieces), "spans": spans}


def _date(text: str, value: str, quantity: Span, where: _Lines) -> dict[str, Any]:
    match = _DATE.fullmatch(value)
    if not match:
        raise where.error(f"a date is written like '今年 period 2022-01-01..2022-12-31', not {value!r}")
    words, kind, start, end = match.groups()
    located = _located(text, words, quantity, where)
    spans = located["spans"]
    inherited = bool(spans) and apart(text, spans[0], quantity)
    span = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    dated = {"text": located["text"], "span": span, "kind": kind, "inherited": inherited}
    return {**dated, "start": start or None, "end": end or None}


def apart(text: str, place: Span, quantity: Span) -> bool:
    """Return whether the end of a sentence stands between a place and a quantity.

    >>> apart("今年，建成15家", (0, 2), (5, 8)), apart("今年。建成15家", (0, 2), (5, 8))
    (False, True)
    """
    between = text[min(place[1], quantity[1]) : max(place[0], quantity[0])]
    return any(stop in between for stop in "。！？\n")


def _target(fields: dict[str, str], where: _Lines) -> dict[str, Any] | None:
    if "target" not in fields:
        if stray := [key for key in fields if key.startswith("target_")]:
            raise where.error(f"{stray[0]} without a target; give its words, as in 'target 年度任务'")
        return None
    target: dict[str, Any] = {"text": _plain(fields["target"])}
    if "target_number" in fields:
        match = _TARGET_NUMBER.fullmatch(fields["target_number"])
        if not match:
            raise where.error(f"a target number is written like '22399 套', not {fields['target_number']!r}")
        target["number"], target["unit"] = match.groups()
    for key in ("deadline", "completion", "record"):
        if f"target_{key}" in fields:
            target[key] = _plain(fields[f"target_{key}"])
    return target


# --- escapes


def _escape(words: str) -> str:
    escaped = re.sub(r"[\\|+@{}]|^ | $", r"\\\g<0>", words)
    return escaped.replace("\n", "\\n")


def _plain(words: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], words)


def _split(row: str, mark: str) -> list[str]:
    """Split at a mark that has no backslash before it; spaces around a part go, unless they have one."""
    parts: list[list[str]] = [[]]
    for match in re.finditer(r"\\.|[^\\]|\\$", row, re.DOTALL):
        if match[0] == mark:
            parts.append([])
        elif match[0] != " " or parts[-1]:
            parts[-1].append(match[0])
    return ["".join(part[: _last(part)]) for part in parts]


def _last(part: list[str]) -> int:
    """Return the length of a part without the spaces at its end."""
    return next((at for at in range(len(part), 0, -1) if part[at - 1] != " "), 0)
