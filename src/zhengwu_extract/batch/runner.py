"""The long run: documents in, records out, what cannot be read set aside with its reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..document import Document
from ..intake.readers import Quarantined, read
from ..options import Options
from ..pipeline import Pipeline
from ..record import Record
from .output import Output, Target
from .sources import Source

# What a text can provoke. Anything else (a missing table, a wrong type) is a fault of the program and stops the run.
EXTRACTION_ERRORS = (ArithmeticError, LookupError, ValueError)


class Summary(NamedTuple):
    """What a run has done so far."""

    documents: int = 0
    records: int = 0
    quarantined: int = 0
    seconds: float = 0.0


def run(
    inputs: Sequence[str | Path],
    target: Target,
    options: Options | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[Summary], object] = lambda summary: None,
) -> Summary:
    """Extract from every document under `inputs` into `target`; `progress` is called after each document.

    `columns` says which column or key holds a field of a document, where it has another name. Raises OutputError when
    the records cannot be written.
    """
    begin = time.perf_counter()
    options = options or Options()
    pipeline = Pipeline(options)
    summary = Summary()
    with Output(target) as output:
        for item in read(inputs, options, columns or {}):
            entry = _extract(pipeline, item) if isinstance(item, Document) else item
            if isinstance(entry, Quarantined):
                output.quarantine(entry)
                summary = summary._replace(quarantined=summary.quarantined + 1)
            else:
                source, records = entry
                output.write(source, records)
                summary = summary._replace(documents=summary.documents + 1, records=summary.records + len(records))
            summary = summary._replace(seconds=time.perf_counter() - begin)
            progress(summary)
    return summary


def _extract(pipeline: Pipeline, doc: Document) -> tuple[Source, list[Record]] | Quarantined:
    try:
        records = pipeline.records(doc)
        return Source.of(doc, len(records)), records
    except EXTRACTION_ERRORS as error:
        return Quarantined(doc.path, None, doc.id, f"{type(error).__name__}: {error}")
