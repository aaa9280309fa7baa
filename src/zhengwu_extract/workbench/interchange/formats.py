"""The formats, in the order that the help names them, and how one is guessed from a path and a first look inside."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import WorkbenchError
from ..gold import GoldDocument
from . import brat, conll, docbin, doccano, flat, inline, jsonl, label_studio
from .files import Files
from .reading import Reading


class Format(NamedTuple):
    """A format: its name, the endings of its files, its two functions, and whether it is a folder."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Sequence[GoldDocument]], Files]
    read: Callable[[Files], Reading]
    folder: bool = False


FORMATS: tuple[Format, ...] = (
    Format("jsonl", (".jsonl",), jsonl.write, jsonl.read),
    Format("inline", (".txt",), inline.write, inline.read, folder=True),
    Format("brat", (".txt", ".ann", brat.HEADERS), brat.write, brat.read, folder=True),
    Format("doccano", (doccano.LINES,), doccano.write, doccano.read),
    Format("label-studio", (label_studio.TASKS,), label_studio.write, label_studio.read),
    Format("conll", (conll.COLUMNS,), conll.write, conll.read),
    Format("docbin", (docbin.BINARY,), docbin.write, docbin.read),
    Format("csv", (flat.RECORDS, flat.DOCUMENTS), flat.write, flat.read),
)
NAMES = tuple(format.name for format in FORMATS)
# Records without their texts, as `extract` writes them: an input alone, with the articles.
RECORDS = "records"


def named(name: str) -> Format:
    """Return the format with a name.

    >>> named("brat").folder
    True
    """
    return FORMATS[NAMES.index(name)]


def of_output(path: Path) -> str | None:
    """Return the name of the format that a path to write to asks for: without an ending it is a folder, inline.

    >>> of_output(Path("gold.jsonl")), of_output(Path("gold")), of_output(Path("gold.xlsx"))
    ('jsonl', 'inline', None)
    """
    if not path.suffix:
        return "inline"
    return next((format.name for format in FORMATS if path.suffix in format.endings and not format.folder), None)


def of_input(path: Path) -> str | None:
    """Return the name of the format of a file or folder; where an ending has several, by what its beginning holds."""
    if path.is_dir():
        endings = {file.suffix for file in path.iterdir()}
        found = (("brat", ".ann"), ("inline", ".txt"), ("jsonl", ".jsonl"), ("jsonl", ".json"))
        return next((name for name, ending in found if ending in endings), None)
    match path.suffix:
        case ".txt":
            return "inline"
        case ".json" | ".jsonl":
            return _of_json(path)
        case ".ann":
            return "brat"
        case ".bio":
            return "conll"
    return of_output(path)


def _of_json(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            row = json.loads(file.read() if path.suffix == ".json" else file.readline())
    except OSError as error:
        raise WorkbenchError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError:
        return "jsonl"
    if not isinstance(row, list | dict):
        return "jsonl"
    if isinstance(row, list) or {"data", "annotations"} <= row.keys() or {"data", "predictions"} <= row.keys():
        return "label-studio"
    if "records" in row:
        return "jsonl"
    if "doc_id" in row:
        return RECORDS
    return "doccano" if row.keys() & {"entities", "label", "labels"} else "jsonl"
