"""What the engine says of annotated documents, as records to compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..document import Document
from ..options import Options
from ..pipeline import Pipeline
from ..record import Record
from .gold import Annotation, GoldDocument


def predict(documents: Iterable[GoldDocument], options: Options | None = None) -> dict[str, list[Annotation]]:
    """Return the engine's records of each document.

    >>> doc = GoldDocument(id="a", text="今年建成15家便民市场。", published="2022-08-11")
    >>> predict([doc])["a"][0].metric.text
    '建成便民市场'
    """
    pipeline = Pipeline(options)
    return {doc.id: read_by(pipeline, doc) for doc in documents}


def read_by(pipeline: Pipeline, doc: GoldDocument) -> list[Annotation]:
    """Return the records of one document."""
    return as_annotations(pipeline.records(unread(doc)))


def as_annotations(records: Iterable[Record]) -> list[Annotation]:
    """Return records as annotations, to compare with those of people."""
    return [Annotation.model_validate(record.model_dump()) for record in records]


def unread(doc: GoldDocument) -> Document:
    """Return an annotated document as the engine gets it, without its annotations.

    >>> unread(GoldDocument(id="a", text="今年建成15家便民市场。", published="2022-08-11")).published
    datetime.date(2022, 8, 11)
    """
    return Document(doc.text, id=doc.id, title=doc.title, published=day(doc.published), region=doc.region)


def day(published: str | None) -> date | None:
    """Return a publish date, None when it is no whole day.

    >>> day("2022-08-11"), day("2022")
    (datetime.date(2022, 8, 11), None)
    """
    try:
        return date.fromisoformat(published or "")
    except ValueError:
        return None
