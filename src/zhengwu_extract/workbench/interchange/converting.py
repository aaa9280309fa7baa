"""From inputs of any format to files of another, and what was said on the way: nothing is left out silently."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ...options import Options
from .. import WorkbenchError
from ..gold import GoldDocument
from . import conll
from .files import Files, load
from .filling import filled
from .formats import RECORDS, Format, named, of_input
from .losses import lost
from .predictions import with_texts
from .reading import Reading


class Converted(NamedTuple):
    """The files, how many documents and records they hold, and the remarks on reading and writing them."""

    files: Files
    documents: int
    records: int
    remarks: list[str]


def convert(
    inputs: Sequence[Path],
    target: Format,
    source: str | None = None,
    articles: Sequence[Path] | None = None,
    options: Options | None = None,
) -> Converted:
    """Read all inputs and return them in the target format; with `articles`, inputs are records without texts.

    `options` say how the articles are read: their publish date and region where they state none.

    Raises WorkbenchError for what cannot be read, and for a document that comes twice.
    """
    documents: dict[str, GoldDocument] = {}
    remarks: list[str] = []
    for path in inputs:
        reading = _read(path, source, articles, options)
        remarks += reading.remarks
        for doc in reading.documents:
            if doc.id in documents:
                raise WorkbenchError(f"{path}: document {doc.id!r} was read before; every document may come once")
            documents[doc.id] = doc
    if not documents:
        raise WorkbenchError(f"{', '.join(map(str, inputs))}: no documents")
    wanted = list(documents.values())
    files = target.write(wanted)
    return Converted(
        files, len(wanted), sum(len(doc.records) for doc in wanted), remarks + not_carried(wanted, target, files)
    )


def not_carried(documents: Sequence[GoldDocument], target: Format, files: Files) -> list[str]:
    """Return what a format could not take over, found by reading back what it wrote.

    >>> docs = [GoldDocument(id="a", title="喜报", text="建成15家。")]
    >>> not_carried(docs, named("conll"), named("conll").write(docs))
    ['conll cannot carry: title (1)']
    """
    counts = lost(documents, target.read(files).documents)
    remarks = []
    if counts:
        remarks.append(
            f"{target.name} cannot carry: " + ", ".join(f"{field} ({count})" for field, count in counts.items())
        )
    if target.name == "conll" and (untagged := conll.left_out(documents)):
        said = ", ".join(f"{label} ({count})" for label, count in untagged.items())
        remarks.append(f"conll cannot tag a character twice; stretches without tags: {said}")
    return remarks


def _read(path: Path, source: str | None, articles: Sequence[Path] | None, options: Options | None) -> Reading:
    if not path.exists():
        raise WorkbenchError(f"{path}: no such file or folder")
    name = source or (RECORDS if articles else of_input(path))
    if name is None:
        raise WorkbenchError(f"{path}: the format cannot be told from its name; give it by --from")
    if name == RECORDS:
        if not articles:
            raise WorkbenchError(f"{path}: holds records without texts; name the articles by --texts")
        return with_texts(path, articles, options)
    format = named(name)
    files = load(path, format.endings, format.folder)
    try:
        return filled(format.read(files))
    except WorkbenchError as error:
        raise WorkbenchError(f"{path}: {error}") from error
