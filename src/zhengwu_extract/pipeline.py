"""The stages in order, and the one way through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from .document import Document
from .grammar.cue import cues
from .grammar.date import dates
from .grammar.quantity import quantities
from .grammar.region import regions
from .intake.fold import fold_text
from .intake.segment import segment
from .link import link, link_with_candidates
from .normalise import records
from .options import Options
from .record import Record

Stage: TypeAlias = Callable[[Document], Document]

STAGES: tuple[Stage, ...] = (fold_text, segment, dates, quantities, cues, regions, link)


def stages_before_tagger() -> tuple[Stage, ...]:
    """Return the stages of the rules, with a linker that also names what a tagger can choose instead."""
    return (*STAGES[:-1], link_with_candidates)


class Pipeline:
    """The stages with one set of options.

    Raises TaggerError when the options name a model that cannot be loaded.

    >>> [r.metric.text for r in Pipeline().records(Document("今年建成15家便民市场。"))]
    ['建成便民市场']
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        tagging = _tagging(self.options.model)
        self.stages = (*stages_before_tagger(), *tagging) if tagging else STAGES

    def read(self, doc: Document) -> Document:
        """Return `doc` with everything the stages add."""
        for stage in self.stages:
            doc = stage(doc)
        return doc

    def records(self, doc: Document) -> list[Record]:
        """Return the records of one document; peripheral ones only when the options ask for all."""
        found = records(self.read(doc))
        return found if self.options.all else [r for r in found if r.scope == "core"]

    def run(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Record]]]:
        """Yield each document with its records, lazily and in order."""
        for doc in documents:
            yield doc, self.records(doc)


def _tagging(model: str) -> tuple[Stage, ...]:
    """Return the tagger as the last stage; none where rules alone are asked for, and nothing of it is imported then."""
    if model == "none":
        return ()
    from .tagger.tagging import tagging

    stage = tagging(model)
    return () if stage is None else (stage,)


def extract(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    region: str | None = None,
    options: Options | None = None,
) -> list[Record]:
    """Return the records of one text; `published` (ISO or date) is the day its 今年 and 截至目前 are read from.

    >>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
    >>> record.value.number, record.unit, record.date.end.isoformat()
    (Decimal('15'), '家', '2022-12-31')
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return Pipeline(options).records(Document(text, published=day, title=title, region=region))
