"""Records without texts, as `extract` writes them, put together with the articles that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...document import Document
from ...intake.readers import read
from ...options import Options
from .. import WorkbenchError
from ..gold import Annotation, GoldDocument, read_records
from . import flat
from .reading import Reading

# The fields of a record that an annotation has no place for.
ENGINE_ONLY = ("indicator", "sentence", "origin")


def with_texts(records: Path, articles: Sequence[Path], options: Options | None = None) -> Reading:
    """Return the articles as `extract` reads them, each with its records; `part_of` names words here, not an id.

    Raises WorkbenchError for records of no article, or of another text.
    """
    by_document = _records(records)
    count = sum(map(len, by_document.values()))
    remarks = [f"annotations cannot carry: {', '.join(f'{name} ({count})' for name in ENGINE_ONLY)}"]
    documents = []
    for item in read(articles, options):
        if isinstance(item, Document):
            documents.append(_document(item, by_document.pop(item.id, []), options or Options()))
        else:
            remarks.append(f"not read: {item}")
    if by_document:
        raise WorkbenchError(f"{records}: records of {next(iter(by_document))!r}, which is not among the articles")
    return Reading(documents, [], remarks)


def _records(path: Path) -> dict[str, list[Annotation]]:
    if path.suffix != ".csv":
        return read_records(path)
    try:
        return flat.records_of(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbenchError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _document(source: Document, records: list[Annotation], options: Options) -> GoldDocument:
    words = {record.id: record.value.text for record in records}
    published = source.published or options.published
    for record in records:
        found = source.text[slice(*record.span)]
        if found != record.value.text:
            message = f"the article has {found!r} where {record.id} has {record.value.text!r}; its text is another"
            raise WorkbenchError(f"{source.id}: {message}")
    return GoldDocument(
        id=source.id,
        title=source.title,
        published=published.isoformat() if published else None,
        region=source.region or options.region,
        text=source.text,
        records=tuple(
            record.model_copy(update={"part_of": words.get(record.part_of or "", record.part_of)}) for record in records
        ),
    )
