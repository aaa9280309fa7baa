"""Every type on the way from text to record, and the one overlap policy.

All offsets are half-open code-point positions into ``Document.text``, absolute, never rebased.
A stage is a function ``Document -> Document`` that only adds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "cell", "furniture"]
Label = Literal["quantity", "date", "cue", "program", "indicator", "region", "name"]
Qualifier = Literal["exact", "about", "over", "under", "range"]
PeriodKind = Literal["period", "as_of", "deadline", "recurring"]
Role = Literal[
    "metric",
    "program",
    "program_candidate",
    "date_candidate",
    "date",
    "target",
    "region",
    "part_of",
    "base",
    "measure",
    "role",
    "scope",
    "commitment",
]


class Block(NamedTuple):
    """A paragraph, heading, table cell or piece of page furniture; `unit` is what the header says of a cell (万元)."""

    start: int
    end: int
    kind: BlockKind
    unit: str | None = None
    header: str | None = None


class Sentence(NamedTuple):
    """A sentence; `block` is the index of the block that holds it."""

    start: int
    end: int
    block: int


class Clause(NamedTuple):
    """A stretch between commas, semicolons or sentence ends; `sentence` is the index of its sentence."""

    start: int
    end: int
    sentence: int


class Amount(NamedTuple):
    """What a quantity says: fully scaled number, bounds when it is a range, qualifier, canonical unit ("" if bare).

    `unit_text` is the unit as written, scale removed; `percent_like` units (%, ‰, 百分点, 倍) are units as any other.
    """

    number: Decimal | None
    unit: str
    qualifier: Qualifier = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    unit_text: str = ""


class Period(NamedTuple):
    """A resolved time: `period` has both ends, `as_of` and `deadline` only `end`, `recurring` neither."""

    kind: PeriodKind
    start: date | None = None
    end: date | None = None


class Mention(NamedTuple):
    """A labelled span with its value (Amount, Period, cue kind, canonical name) and the rule that found it."""

    start: int
    end: int
    label: Label
    value: Any
    rule: str
    score: float = 1.0


class Link(NamedTuple):
    """What one quantity (an index into `Document.mentions`) has in one role.

    `spans` are the characters the answer came from, in text order; `value` is the answer itself (text, Period,
    class name, ...); `rule` names who decided.
    """

    quantity: int
    role: Role
    spans: tuple[tuple[int, int], ...]
    value: Any
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """One article on its way through the stages.

    >>> Document("今年建成15家便民市场。", published=date(2022, 8, 11)).text[4:7]
    '15家'
    """

    text: str
    id: str = "doc"
    title: str | None = None
    published: date | None = None
    region: str | None = None
    path: str | None = None
    agency: str | None = None
    flags: tuple[str, ...] = ()
    folded: str = ""
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    clauses: tuple[Clause, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dropped: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()

    def of(self, label: Label) -> list[Mention]:
        """Return the mentions with one label, in text order."""
        return [m for m in self.mentions if m.label == label]


def links_by_quantity(doc: Document) -> dict[int, list[Link]]:
    """Return the links of each quantity by its place in `Document.mentions`.

    >>> links_by_quantity(Document(""))
    {}
    """
    grouped: dict[int, list[Link]] = {}
    for link in doc.links:
        grouped.setdefault(link.quantity, []).append(link)
    return grouped


def resolve(candidates: Iterable[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return (kept, set aside): no two kept mentions overlap; the longer wins, then the earlier, then the first given.

    ::

        九成以上        a quantity (4 characters)          kept
        九成            a quantity (2 characters)          set aside, visible in ``Document.dropped``

    >>> a, b = Mention(0, 4, "quantity", None, "long"), Mention(0, 2, "quantity", None, "short")
    >>> kept, aside = resolve([b, a])
    >>> kept[0].rule, aside[0].rule
    ('long', 'short')
    """
    kept: list[Mention] = []
    aside: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(candidates, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
        else:
            aside.append(mention)
    kept.sort(key=lambda m: m.start)
    return kept, aside
