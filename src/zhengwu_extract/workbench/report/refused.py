"""The numbers of an article that became no record, and the rule that refused each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...document import Document
from ...grammar.numeral import numeral_spans
from ...grammar.refusal import refused_by
from ...pipeline import STAGES
from ...record import Span

# A quantity that was found, but is peripheral or has no words that say what it measures.
LEFT_OUT = "left_out"
# Reading goes as far as the quantities: nothing later refuses a number.
_READING = STAGES[: [stage.__name__ for stage in STAGES].index("quantities") + 1]


class Refused(NamedTuple):
    """A number and the name of the rule that refused it, or `left_out`."""

    start: int
    end: int
    rule: str


def refused(doc: Document, recorded: Iterable[Span]) -> list[Refused]:
    """Return the numbers of a document that are no quantity by a rule, and the quantities that are no record.

    >>> refused(Document("市人大第十一次会议决定建成15家市场。"), [(13, 16)])
    [Refused(start=4, end=6, rule='ordinal')]
    """
    for stage in _READING:
        doc = stage(doc)
    return sorted([*_by_rule(doc), *_left_out(doc, recorded)])


def _by_rule(doc: Document) -> Iterator[Refused]:
    taken = {at for m in doc.mentions if m.label in ("date", "quantity") for at in range(m.start, m.end)}
    for start, end in numeral_spans(doc.folded):
        if start not in taken and (rule := refused_by(doc.folded, start)):
            yield Refused(start, end, rule)


def _left_out(doc: Document, recorded: Iterable[Span]) -> Iterator[Refused]:
    kept = {at for span in recorded for at in range(*span)}
    for mention in doc.of("quantity"):
        if kept.isdisjoint(range(mention.start, mention.end)):
            yield Refused(mention.start, mention.end, LEFT_OUT)
