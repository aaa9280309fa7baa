"""Annotated documents with other names in them: what stands around a program or a place tells it, not its name alone.

A name is exchanged for another of its form everywhere in a document, and the annotations move with the text (mention
replacement, Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from ...record import Span
from ..gold import Annotation, GoldDocument, Words

# A name with a digit in it could be read as a quantity where it goes.
DIGIT = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万亿两]")
OPENING = ("“", "‘", "「", "《")
# What a place's name ends in; 全市 and 全省 name no place.
PLACES = ("省", "市", "县", "区", "州", "镇", "乡")
# The chance of each name of a document to be exchanged.
SHARE = 0.5


class Edit(NamedTuple):
    """Characters of a text and what comes in their place."""

    start: int
    end: int
    text: str


def names_of(documents: Iterable[GoldDocument]) -> dict[str, list[str]]:
    """Return the programs and places that are annotated in `documents`, by form.

    >>> words = {"text": "危房改造", "spans": [[2, 6]]}
    >>> value = {"text": "3户", "start": 6, "end": 8, "number": 3}
    >>> rest = {"unit": "户", "measure": "level", "role": "actual", "metric": words, "program": words}
    >>> names_of([GoldDocument(id="a", text="完成危房改造3户。", records=[{"value": value, **rest}])])
    {'program:': ['危房改造']}
    """
    found: dict[str, set[str]] = {}
    for doc in documents:
        for name, form in _names(doc):
            found.setdefault(form, set()).add(name)
    return {form: sorted(names) for form, names in found.items()}


def exchanged(doc: GoldDocument, names: dict[str, list[str]], random: Random) -> GoldDocument:
    """Return a document with some of its names exchanged for others of `names`, by chance.

    A name stays when it stands across the edge of an annotated span, for then nobody knows what the span becomes.

    >>> words = {"text": "危房改造", "spans": [[2, 6]]}
    >>> value = {"text": "3户", "start": 6, "end": 8, "number": 3}
    >>> rest = {"unit": "户", "measure": "level", "role": "actual", "metric": words, "program": words}
    >>> doc = GoldDocument(id="a", text="完成危房改造3户。", records=[{"value": value, **rest}])
    >>> other = exchanged(doc, {"program:": ["厕所革命行动"]}, Random(4))
    >>> other.text, other.records[0].metric.text, other.records[0].value.start
    ('完成厕所革命行动3户。', '厕所革命行动', 8)
    """
    spans = sorted({span for record in doc.records for span in spans_of(record)})
    edits: list[Edit] = []
    for name, form in sorted(set(_names(doc)), key=lambda pair: (-len(pair[0]), pair)):
        other = random.choice(names.get(form, [name]))
        if random.random() >= SHARE or other == name:
            continue
        new = [Edit(*found.span(), other) for found in re.finditer(re.escape(name), doc.text)]
        if all(_fits(edit, spans, edits) for edit in new):
            edits += new
    return rewritten(doc, sorted(edits))


def rewritten(doc: GoldDocument, edits: Sequence[Edit]) -> GoldDocument:
    """Return a document with `edits` made, in text order and apart, and its annotations where their words are now."""
    if not edits:
        return doc
    text, last = [], 0
    for start, end, new in edits:
        text += [doc.text[last:start], new]
        last = end
    moved = _Moved(edits)
    after = "".join([*text, doc.text[last:]])
    return doc.model_copy(
        update={"text": after, "records": tuple(_moved(record, moved, after) for record in doc.records)}
    )


class _Moved:
    """Where a place of a text is once edits are made."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        self._shifts = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def span(self, span: Span) -> Span:
        """Return a span that holds every edit it touches."""
        start, end = span
        return start + self._shifts[bisect_right(self._ends, start)], end + self._shifts[bisect_right(self._ends, end)]


def _moved(record: Annotation, moved: _Moved, text: str) -> Annotation:
    start, end = moved.span(record.span)
    update = {
        "value": record.value.model_copy(update={"start": start, "end": end}),
        "metric": _words(record.metric, moved, text),
        "program": record.program and _words(record.program, moved, text),
        "date": record.date and record.date.model_copy(update={"span": moved.span(record.date.span)}),
    }
    return record.model_copy(update=update)


def _words(words: Words, moved: _Moved, text: str) -> Words:
    if not words.spans:
        return words
    spans = tuple(moved.span(span) for span in words.spans)
    return words.model_copy(update={"spans": spans, "text": "".join(text[start:end] for start, end in spans)})


def _names(doc: GoldDocument) -> Iterator[tuple[str, str]]:
    """Yield (name, form) for the programs and places of a document that can be exchanged."""
    for record in doc.records:
        program, region = record.program, record.region
        if program is not None and len(program.spans) == 1 and not DIGIT.search(program.text):
            yield program.text, f"program:{program.text[0] if program.text.startswith(OPENING) else ''}"
        if region is not None and region.text.endswith(PLACES) and len(region.text) > 2:
            yield region.text, f"place:{region.text[-1]}"


def spans_of(record: Annotation) -> Iterator[Span]:
    """Yield the spans of a record that lie in the text."""
    yield record.span
    yield from record.metric.spans
    if record.program is not None:
        yield from record.program.spans
    if record.date is not None and record.date.span != (0, 0):
        yield record.date.span


def _fits(edit: Edit, spans: Sequence[Span], edits: Sequence[Edit]) -> bool:
    """Return whether an edit stands across the edge of no span and touches no other edit."""
    apart = all(edit.end <= other.start or other.end <= edit.start for other in edits)
    return apart and all(
        edit.end <= start or end <= edit.start or (start <= edit.start and edit.end <= end) for start, end in spans
    )
