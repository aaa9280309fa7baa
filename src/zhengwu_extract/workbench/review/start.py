"""What a review begins with: articles as intake reads them with the engine's records, or documents annotated before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ...batch.runner import EXTRACTION_ERRORS
from ...document import Document
from ...intake.quarantine import Quarantined, twice
from ...intake.readers import read
from ...options import Options
from ...pipeline import Pipeline
from ...record import Record
from .. import WorkbenchError
from ..annotated import read_annotated
from ..gold import Annotation, GoldDocument
from ..predict import day
from ..report.articles import disagreement
from ..stored import read_stored
from ..validate import CONTRADICTIONS


class Start(NamedTuple):
    """The articles to review, what could not be read, and what a person should know of the rest."""

    documents: list[GoldDocument]
    quarantined: list[Quarantined]
    remarks: list[str]


def start(
    inputs: Sequence[str],
    options: Options,
    *,
    records: Path | None = None,
    columns: Mapping[str, str] | None = None,
    known: Collection[str] = (),
) -> Start:
    """Return the articles of `inputs`, with records from a file or from the engine; `known` ones need no records.

    Raises WorkbenchError when records cannot be read or were made from other texts, and when two annotated documents
    have one id.
    """
    annotated = [Path(name) for name in inputs if is_annotated(Path(name))]
    others = [name for name in inputs if Path(name) not in annotated]
    documents = {doc.id: doc for doc in read_annotated(annotated)}
    quarantined: list[Quarantined] = []
    of_document = _stored(records) if records else None
    pipeline = Pipeline(options)
    for item in read(others, options, columns):
        made = _made(item, pipeline, of_document, known)
        if isinstance(made, Quarantined):
            quarantined.append(made)
        elif made.id in documents:
            quarantined.append(Quarantined(item.path, None, made.id, twice(made.id)))
        else:
            documents[made.id] = made
    return Start(list(documents.values()), quarantined, [*_remarks(documents, of_document or ())])


def _made(
    item: Document | Quarantined,
    pipeline: Pipeline,
    of_document: Mapping[str, Sequence[Record]] | None,
    known: Collection[str],
) -> GoldDocument | Quarantined:
    """Return an article with its records; a text that the engine cannot read is set aside, as `extract` does."""
    if isinstance(item, Quarantined):
        return item
    if item.id in known:
        return gold(item, ())
    if of_document is not None:
        return gold(item, of_document.get(item.id, ()))
    try:
        records = pipeline.records(item)
    except EXTRACTION_ERRORS as error:
        return Quarantined(item.path, None, item.id, f"{type(error).__name__}: {error}")
    return gold(item, records)


def _remarks(documents: Mapping[str, GoldDocument], recorded: Collection[str]) -> Iterator[str]:
    if undated := [doc.id for doc in documents.values() if day(doc.published) is None]:
        yield (
            f"{len(undated)} articles have no publish date, which gold needs ({undated[0]} …); "
            "--published gives those one that state none"
        )
    if strange := [name for name in recorded if name not in documents]:
        yield f"{len(strange)} documents of the records are not among the articles: {strange[0]} …"


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
