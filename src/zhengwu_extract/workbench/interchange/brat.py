"""brat standoff: a folder of `.txt` with `.ann` beside, the annotation.conf that brat wants, and the headers.

Offsets are code points of the `.txt`, each line end counted as it stands: brat's server opens files by `codecs.open`,
which translates none. (Its page counts UTF-16 units, so marks made there behind an emoji are shifted: brat #1115.) brat
knows no marks across lines, so such a mark gets a gap at each line end; it is closed again on the way back as long as
nobody touched it. Notes with a list of answers are attributes (``measure T1 level``), typed ones an AnnotatorNotes line
with JSON, or the chief note bare (``15 家``). `documents.jsonl` keeps titles and dates, for which brat has no place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ...record import Span
from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files, doc_id, file_name, text_of
from .reading import Reading, read_sheets
from .scheme import CHOICES, LABELS, LOOKS, QUANTITY, TYPED, Mark, Sheet, header_of, link_name
from .sheet import sheet_of

HEADERS, CONFIGURATION = "documents.jsonl", "annotation.conf"
# What ends a line for the reader of a brat file, which splits as str.splitlines does.
_LINE_ENDS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_INNER = re.compile(f"[^{_LINE_ENDS}]+")
_MARK = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)\s*")
_LINK = re.compile(r"\S+ \w+:(\S+) \w+:(\S+)\s*")


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return the files of a brat collection."""
    headers, files = [], Files()
    for doc in documents:
        sheet, name = sheet_of(doc), file_name(doc.id)
        headers.append(json.dumps({"file": name, **sheet.header}, ensure_ascii=False))
        files[f"{name}.txt"] = doc.text.encode()
        files[f"{name}.ann"] = "".join(line + "\n" for line in _annotations(sheet)).encode()
    files[HEADERS] = "".join(line + "\n" for line in headers).encode()
    files[CONFIGURATION] = configuration().encode()
    return files


def read(files: Files) -> Reading:
    """Return the documents of a brat folder; a text without an `.ann` file has no records."""
    known = _headers(text_of(files, HEADERS)) if HEADERS in files else {}
    remarks: list[str] = []
    sheets = []
    for name in files:
        if name.endswith(".txt"):
            stem = name.removesuffix(".txt")
            header = header_of(known.get(stem, {}), doc_id(stem))
            annotations = text_of(files, f"{stem}.ann") if f"{stem}.ann" in files else ""
            sheets.append(_sheet(header, text_of(files, name, "utf-8"), annotations, stem, remarks))
    reading = read_sheets(sheets)
    return reading._replace(remarks=remarks + reading.remarks)


def configuration() -> str:
    """Return the annotation.conf of a collection.

    >>> configuration().splitlines()[:3]
    ['[entities]', 'Quantity', 'Metric']
    """
    links = [f"{part} Arg1:{QUANTITY}, Arg2:{label}" for part, label in LABELS.items()]
    links += [f"part_of Arg1:{QUANTITY}, Arg2:{QUANTITY}", "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"]
    answers = [
        f"{name} Arg:{label}, Value:{'|'.join(values)}"
        for label, choices in CHOICES.items()
        for name, values in choices.items()
    ]
    sections = {"entities": list(LOOKS), "relations": links, "events": [], "attributes": answers}
    return "\n".join(f"[{name}]\n" + "".join(line + "\n" for line in lines) for name, lines in sections.items())


# --- a sheet -> lines


def _annotations(sheet: Sheet) -> Iterator[str]:
    attributes = 0
    for number, mark in enumerate(sheet.marks, 1):
        parts = _fragments(sheet.text, mark.spans)
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(_one_line(sheet.text[start:end]) for start, end in parts)
        yield f"T{number}\t{mark.label} {places}\t{words}"
        choices = CHOICES.get(mark.label, {})
        for name in (name for name in mark.notes if name in choices):
            attributes += 1
            yield f"A{attributes}\t{name} T{number} {mark.notes[name]}"
        typed: dict[str, Any] = {name: note for name, note in mark.notes.items() if name not in choices}
        if parts != mark.spans:
            typed["spans"] = mark.spans
        if typed:
            yield f"#{number}\tAnnotatorNotes T{number}\t{_json(typed)}"
    for number, (head, tail) in enumerate(sheet.links, 1):
        yield f"R{number}\t{link_name(sheet.marks[tail].label)} Arg1:T{head + 1} Arg2:T{tail + 1}"


def _fragments(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans as brat takes them: apart from one another, and without line ends unless there is nothing else.

    >>> _fragments("建成\\n15家", [(0, 1), (1, 5)])
    ((0, 2), (3, 5))
    """
    apart: list[Span] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    found: list[Span] = []
    for start, end in apart:
        inner = [match.span() for match in _INNER.finditer(text, start, end)]
        found += inner or [(start, end)]
    return tuple(found)


def _one_line(words: str) -> str:
    return re.sub(f"[{_LINE_ENDS}]", " ", words)


def _json(value: Any) -> str:
    """Return JSON that stands on one line for str.splitlines too."""
    plain = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x85\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", plain)


# --- lines -> a sheet


def _headers(lines: str) -> dict[str, dict[str, Any]]:
    try:
        return {row["file"]: row for row in (json.loads(line) for line in lines.split("\n") if line.strip())}
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise WorkbenchError(f"{HEADERS}: a line is no JSON object that names a file: {error!r}") from error


def _sheet(header: dict[str, Any], text: str, annotations: str, stem: str, remarks: list[str]) -> Sheet:
    marks: dict[str, Mark] = {}
    links: list[tuple[str, str]] = []
    notes: list[tuple[str, dict[str, Any]]] = []
    for number, line in enumerate(annotations.split("\n"), 1):
        where = f"{stem}.ann:{number}"
        name, _, rest = line.rstrip("\r").partition("\t")
        if name.startswith("T"):
            marks[name] = _mark(text, rest, where)
        elif name.startswith("R") and (match := _LINK.fullmatch(rest)):
            links.append((match[1], match[2]))
        elif name.startswith("A") and len(words := rest.split()) == 3:
            notes.append((words[1], {words[0]: words[2]}))
        elif name.startswith("#") and len(words := rest.partition("\t")[0].split()) == 2:
            notes.append((words[1], _noted(marks.get(words[1]), rest.partition("\t")[2], where)))
        elif line.strip():
            remarks.append(f"{where}: not taken over: {line!r}")
    names = {name: number for number, name in enumerate(marks)}
    for name, its in notes:
        if name in marks:
            marks[name] = _with(text, marks[name], its)
    missing = [name for link in links for name in link if name not in names]
    if missing:
        raise WorkbenchError(f"{stem}.ann: a relation names {missing[0]}, which is no mark")
    return Sheet(header, text, tuple(marks.values()), tuple((names[head], names[tail]) for head, tail in links))


def _mark(text: str, rest: str, where: str) -> Mark:
    place, _, words = rest.partition("\t")
    match = _MARK.fullmatch(place)
    if not match:
        raise WorkbenchError(f"{where}: expected a label and offsets, as in 'Quantity 4 7', found {place!r}")
    spans = tuple((int(start), int(end)) for start, end in (pair.split(" ") for pair in match[2].split(";")))
    found = " ".join(text[start:end] for start, end in spans)
    if "".join(found.split()) != "".join(words.split()):
        raise WorkbenchError(f"{where}: the text has {found!r} there, not {words!r}; is {where[:-4]} of another text?")
    return Mark(match[1], spans, {})


def _noted(mark: Mark | None, note: str, where: str) -> dict[str, Any]:
    if note.startswith("{"):
        try:
            found = json.loads(note)
        except json.JSONDecodeError as error:
            raise WorkbenchError(f"{where}: the note is not JSON: {error}") from error
        return found if isinstance(found, dict) else {}
    chief = TYPED.get(mark.label) if mark else None
    return {chief[0]: note} if chief else {}


def _with(text: str, mark: Mark, notes: dict[str, Any]) -> Mark:
    """Add notes to a mark, and close its gaps at line ends when the note says that it had none."""
    given = tuple((start, end) for start, end in notes.get("spans", ()))
    spans = given if given and _fragments(text, given) == mark.spans else mark.spans
    return Mark(mark.label, spans, {**mark.notes, **{name: str(notes[name]) for name in notes if name != "spans"}})
