"""What a review begins with: articles as intake reads them with the engine's records, or documents annotated before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ...document import Document
from ...intake.quarantine import Quarantined
from ...intake.readers import read
from ...options import Options
from ...pipeline import Pipeline
from ...record import Record
from .. import WorkbenchError
from ..gold import Annotation, GoldDocument, read_gold
from ..report.articles import disagreement
from ..stored import read_stored
from ..validate import CONTRADICTIONS


class Start(NamedTuple):
    """The articles to review, and what could not be read."""

    documents: list[GoldDocument]
    quarantined: list[Quarantined]


def start(
    inputs: Sequence[str],
    options: Options,
    *,
    records: Path | None = None,
    columns: Mapping[str, str] | None = None,
    known: Collection[str] = (),
) -> Start:
    """Return the articles of `inputs`, with records from a file or from the engine; `known` ones need no records.

    Raises WorkbenchError when records cannot be read or were made from other texts.
    """
    annotated = [Path(name) for name in inputs if is_annotated(Path(name))]
    others = [name for name in inputs if Path(name) not in annotated]
    documents = [doc for path in annotated for doc in read_gold(path)]
    quarantined: list[Quarantined] = []
    of_document = _stored(records) if records else None
    pipeline = Pipeline(options)
    for item in read(others, options, columns):
        if isinstance(item, Quarantined):
            quarantined.append(item)
        elif item.id in known:
            documents.append(gold(item, ()))
        elif of_document is not None:
            documents.append(gold(item, of_document.get(item.id, ())))
        else:
            documents.append(gold(item, pipeline.records(item)))
    return Start(documents, quarantined)


def gold(doc: Document, records: Sequence[Record]) -> GoldDocument:
    """Return an article with these records as annotations.

    Raises WorkbenchError when the records were made from another text.
    """
    if wrong := disagreement(doc, records):
        raise WorkbenchError(f"{doc.id}: its text is not the one the records were made from: {wrong}")
    words = {record.id: record.value.text for record in records}
    return GoldDocument(
        id=doc.id,
        title=doc.title,
        published=doc.published.isoformat() if doc.published else None,
        region=doc.region,
        text=doc.text,
        records=tuple(annotation(record, words) for record in records),
    )


def annotation(record: Record, words: Mapping[str, str]) -> Annotation:
    """Return a record as annotations have it: a whole by its `words`, no more of flags than a text can be guilty of."""
    fields = record.model_dump()
    fields["part_of"] = words.get(record.part_of or "")
    fields["flags"] = tuple(flag for flag in record.flags if flag in CONTRADICTIONS)
    if fields["target"]:
        fields["target"]["record"] = None
    return Annotation.model_validate(fields)


def is_annotated(path: Path) -> bool:
    """Return whether a file holds documents that were annotated before.

    >>> is_annotated(Path("no/such/file.jsonl"))
    False
    """
    return path.suffix in (".json", ".jsonl") and any("records" in row for row in _first_row(path))


def _first_row(path: Path) -> Iterator[dict[str, object]]:
    """Yield the first object of a JSON or JSON lines file; nothing when there is none."""
    try:
        text = path.read_text("utf-8-sig") if path.suffix == ".json" else _first_line(path)
        row = json.loads(text)
    except (OSError, ValueError):
        return
    if isinstance(row, dict):
        yield row


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as lines:
        return next((line for line in lines if line.strip()), "")


def _stored(records: Path) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in read_stored(records).records:
        found.setdefault(record.doc_id, []).append(record)
    return found
