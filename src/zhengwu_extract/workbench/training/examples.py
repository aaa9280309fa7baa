"""What the tagger learns from: windows with the right answers, from the rules (silver) or from people (gold)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...document import Document, Link, links_by_quantity
from ...link.piece import Piece
from ...pipeline import stages_before_tagger
from ...tagger.encode import CANDIDATES, PLACES, TOLD, Encoded, Numbers, candidates_of, encode, within
from ...tagger.labels import CLASSES
from ...tagger.vocabulary import Vocabulary
from ...tagger.window import Window, windows
from ..gold import Annotation, GoldDocument
from ..match import PARTIAL, similarity
from ..predict import unread

# A class that is not known: it is not learned from.
UNKNOWN_CLASS = -1


class Example(NamedTuple):
    """A window with its answers: `tags` (Q, W) bits of TOLD, `classes` (Q, fields) or UNKNOWN_CLASS, `known` (Q,).

    `choices` (Q, choices, 1 + CANDIDATES) says which programs and dates are right, the first being none; nothing where
    the right one is no candidate.
    A quantity that is not `known` has no answer (nobody annotated it) and is not learned from.
    """

    encoded: Encoded
    tags: Numbers
    classes: Numbers
    known: NDArray[np.bool_]
    choices: NDArray[np.bool_]


def read(source: GoldDocument) -> Document:
    """Return an annotated document as the rules read it."""
    return read_by_rules(unread(source))


def read_by_rules(doc: Document) -> Document:
    """Return a document with everything the rules add, links and candidates included."""
    for stage in stages_before_tagger():
        doc = stage(doc)
    return doc


def silver(documents: Iterable[Document], vocabulary: Vocabulary, *, told: bool = False) -> Iterator[Example]:
    """Yield the windows of linked documents with what the rules chose as answers; the model may be `told` of it."""
    for doc in documents:
        chosen = links_by_quantity(doc)
        for window in windows(doc):
            encoded = encode(doc, window, vocabulary, chosen)
            known = np.array([window.tokens[at].index in chosen for at in window.quantities])
            best = np.where(encoded.scores.max(-1) > 0, 1 + encoded.scores.argmax(-1), 0)
            choices = np.arange(1 + CANDIDATES) == best[..., np.newaxis]
            seen = encoded if told else hidden_from(encoded)
            yield Example(seen, encoded.told, encoded.told_classes - 1, known, choices)


def hidden_from(told: Encoded) -> Encoded:
    """Return a window without what the rules chose."""
    return told._replace(
        told=np.zeros_like(told.told),
        told_classes=np.zeros_like(told.told_classes),
        scores=np.zeros_like(told.scores),
    )


def gold(sources: Iterable[GoldDocument], vocabulary: Vocabulary) -> Iterator[Example]:
    """Yield the windows of annotated documents with what people chose as answers; the rules' choices are told."""
    for source in sources:
        doc = read(source)
        chosen = links_by_quantity(doc)
        records = {record.value.start: record for record in source.records}
        for window in windows(doc):
            encoded = encode(doc, window, vocabulary, chosen)
            yield _answered(doc, window, encoded, records, chosen)


def _answered(
    doc: Document,
    window: Window,
    encoded: Encoded,
    records: dict[int, Annotation],
    chosen: Mapping[int, Sequence[Link]],
) -> Example:
    tags = np.zeros_like(encoded.told)
    classes = np.full_like(encoded.told_classes, UNKNOWN_CLASS)
    known = np.zeros(len(window.quantities), dtype=bool)
    choices = np.zeros((len(known), len(PLACES), 1 + CANDIDATES), dtype=bool)
    for row, at in enumerate(window.quantities):
        record = records.get(window.tokens[at].start)
        if record is None:
            continue
        known[row] = True
        tags[row, within(window.tokens, record.metric.spans)] |= TOLD["metric"]
        if record.program is not None:
            tags[row, _named(doc, window.tokens, at, record)] |= TOLD["program"]
        candidates = candidates_of(chosen.get(window.tokens[at].index, ()))
        choices[row] = [
            _right_program(doc, record, candidates["program"]),
            _right_date(doc, record, candidates["date"]),
        ]
        answers = (record.role, record.scope, record.measure)
        classes[row] = [names.index(answer) for names, answer in zip(CLASSES.values(), answers, strict=True)]
    return Example(encoded, tags, classes, known, choices)


def _right_program(doc: Document, record: Annotation, candidates: Sequence[Link]) -> NDArray[np.bool_]:
    """Return which choices of a program are right: the first when there is none, else the candidates of its name."""
    right = np.zeros(1 + CANDIDATES, dtype=bool)
    right[0] = record.program is None
    if record.program is not None:
        for column, link in enumerate(candidates, 1):
            ((start, end),) = link.spans
            right[column] = similarity(record.program.text, doc.text[start:end]) >= PARTIAL
    return right


def _right_date(doc: Document, record: Annotation, candidates: Sequence[Link]) -> NDArray[np.bool_]:
    """Return which choices of a date are right: the first when there is none, else the candidates of its period."""
    right = np.zeros(1 + CANDIDATES, dtype=bool)
    right[0] = record.date is None
    if record.date is not None:
        known = record.date.start is not None or record.date.end is not None
        for column, link in enumerate(candidates, 1):
            period, _ = link.value
            same = (period.kind, period.start, period.end) == (record.date.kind, record.date.start, record.date.end)
            right[column] = link.spans == (record.date.span,) or (known and same)
    return right


def _named(doc: Document, tokens: Sequence[Piece], at: int, record: Annotation) -> list[int]:
    """Return the tokens of the program: where it was annotated or, when that is outside, its nearest other mention."""
    assert record.program is not None
    found = within(tokens, record.program.spans)
    if found:
        return found
    name, place = record.program.text, tokens[at].start
    starts = []
    start = doc.text.find(name)
    while start >= 0:
        starts.append(start)
        start = doc.text.find(name, start + 1)
    for start in sorted(starts, key=lambda start: abs(start - place)):
        if found := within(tokens, [(start, start + len(name))]):
            return found
    return []
