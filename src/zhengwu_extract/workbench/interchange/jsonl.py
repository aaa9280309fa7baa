"""JSON lines of annotated documents, the form that this project keeps its gold in: everything but a confidence."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import ValidationError

from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files, text_of
from .reading import Reading, complaint


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return one line a document.

    >>> write([GoldDocument(id="a", text="建成15家。")])[".jsonl"].decode()[:24]
    '{"id": "a", "title": nul'
    """
    return {".jsonl": "".join(doc.to_json() + "\n" for doc in documents).encode()}


def read(files: Files) -> Reading:
    """Return the documents of lines, or of one object over many lines."""
    documents = []
    for name in files:
        rows = _rows(text_of(files, name))
        documents += [_document(row, f"line {number}") for number, row in enumerate(rows, 1) if row.strip()]
    return Reading(documents, [], [])


def _rows(text: str) -> list[str]:
    """Split at line feeds alone: other line ends may stand in a text. An object over many lines stays whole."""
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return text.split("\n")
    return [text]


def _document(line: str, where: str) -> GoldDocument:
    try:
        return GoldDocument.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise WorkbenchError(f"{where}: not JSON: {error}") from error
    except ValidationError as error:
        raise WorkbenchError(f"{where}: {complaint(error)}") from error
