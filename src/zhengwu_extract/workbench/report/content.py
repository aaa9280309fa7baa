"""What a report shows: records, their articles, the numbers that were refused, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ...document import Document
from ...intake.quarantine import Quarantined
from ...intake.readers import read
from ...record import Record
from ..stored import Stored, read_stored
from .articles import Article, disagreement, of_document, quoted, sentences
from .refused import Refused, refused


class Content(NamedTuple):
    """All that a page shows."""

    name: str
    records: Sequence[Record]
    articles: Sequence[Article]
    refused: Mapping[str, Sequence[Refused]]
    quarantined: Sequence[Quarantined]
    remarks: Sequence[str]


def content(records: Path, documents: Sequence[Path] = (), columns: Mapping[str, str] | None = None) -> Content:
    """Return what the page of these records shows, with the texts of `documents`, read as `extract` reads them.

    Raises WorkbenchError when the records cannot be read.
    """
    stored = read_stored(records)
    by_document: dict[str, list[Record]] = {}
    for record in stored.records:
        by_document.setdefault(record.doc_id, []).append(record)
    remarks = [] if stored.finished else [f"{records}: the run is not finished; these are the records so far"]
    whole: dict[str, Article] = {}
    numbers: dict[str, list[Refused]] = {}
    set_aside = list(stored.quarantined)
    for item in read(documents, columns=columns):
        if isinstance(item, Quarantined):
            set_aside.append(item)
            continue
        own = by_document.get(item.id, [])
        if wrong := disagreement(item, own):
            remarks.append(f"{item.id}: its text is not the one the records were made from: {wrong}")
            continue
        whole[item.id] = of_document(item)
        numbers[item.id] = _refused(item, own)
    if documents and (bare := [name for name in by_document if name not in whole]):
        remarks.append(f"{len(bare)} documents are not among --documents; their sentences are shown: {bare[0]} …")
    articles = [*_articles(stored, by_document, whole)]
    return Content(records.name, stored.records, articles, numbers, _once(set_aside), remarks)


def _articles(
    stored: Stored, by_document: Mapping[str, list[Record]], whole: Mapping[str, Article]
) -> Iterator[Article]:
    """Yield the articles with records in the order of the records, and then those without any."""
    for name, own in by_document.items():
        yield whole.get(name) or quoted(name, sentences(own), stored.sources.get(name))
    for name, article in whole.items():
        if name not in by_document:
            yield article


def _refused(doc: Document, records: Sequence[Record]) -> list[Refused]:
    return refused(doc, [(record.value.start, record.value.end) for record in records])


def _once(entries: Sequence[Quarantined]) -> list[Quarantined]:
    """Return each entry once: reading the documents again sets aside again what the extraction did."""
    seen: dict[tuple[str | None, int | None], Quarantined] = {}
    for entry in entries:
        seen.setdefault((entry.path and Path(entry.path).name, entry.line), entry)
    return list(seen.values())
