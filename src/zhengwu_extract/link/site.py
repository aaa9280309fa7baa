"""Where a quantity stands in its sentence: the stretch of pieces before it and after it that may speak of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..document import Amount, Document, Mention, Period
from .piece import LISTING, Piece, pieces, sparse_pieces


Spans = tuple[tuple[int, int], ...]


class Goal(NamedTuple):
    """A target as the text states it: its words, where they stand, the completion, and the site that states the number."""

    text: str
    span: tuple[int, int]
    completion: Decimal | None = None
    stated: Site | None = None


@dataclass(slots=True)
class Site:
    """One quantity in its sentence.

    `marked` are the places in `row` of dates, places, cues and semicolons, `seen` how many of them come before `at`.
    `at` is its place in `row` (the pieces of the sentence), `clause` the place where its clause begins;
    `row[left:at]` reaches back to the clause's beginning or the quantity before, `row[at + 1:right]` forward to its
    end or the next quantity. `before` is the site before it in the sentence.
    The choosers fill in the rest, each its own field, in the order of link.CHOOSERS.
    """

    index: int
    mention: Mention
    row: list[Piece]
    at: int
    clause: int
    left: int
    right: int
    sentence: int
    block: int
    before: Site | None
    listed: bool
    marked: list[int]
    seen: int
    measure: str = "level"
    measure_rule: str = ""
    falls: bool = False
    metric: Spans = ()
    metric_rule: str = ""
    head: Spans = ()
    subject: Spans = ()
    verb: Piece | None = None
    claims: bool = False
    date: Period | None = None
    date_span: tuple[int, int] | None = None
    date_rule: str = ""
    role: str = "actual"
    role_rule: str = ""
    commitment: str | None = None
    program: Spans = ()
    program_rule: str = ""
    goal: Goal | None = None
    whole: Site | None = None
    whole_rule: str = ""
    base: str | None = None
    region_span: tuple[int, int] | None = None
    region_rule: str = ""
    scope: str = "core"
    scope_rule: str = ""

    @property
    def amount(self) -> Amount:
        """The quantity's value."""
        value: Amount = self.mention.value
        return value

    def marks_before(self) -> Iterator[int]:
        """Yield the places of the dates, places, cues and semicolons before the quantity, the nearest first."""
        marked = self.marked
        for number in range(self.seen - 1, -1, -1):
            yield marked[number]

    def left_pieces(self) -> list[Piece]:
        """Return the pieces before the quantity, back to the clause mark or the quantity before it."""
        return self.row[self.left : self.at]

    def right_pieces(self) -> list[Piece]:
        """Return the pieces after the quantity, up to the clause mark or the next quantity."""
        return self.row[self.at + 1 : self.right]


def sites(doc: Document) -> Iterator[list[Site]]:
    """Yield the sites of each sentence that holds a quantity.

    Words are cut only in the clauses that hold a quantity and the two before each: of the rest of a sentence only its
    dates, places and cues matter.
    """
    by_clause = _mentions_by_clause(doc)
    clauses = doc.clauses
    number, count = 0, len(clauses)
    while number < count:
        stop = number + 1
        sentence = clauses[number].sentence
        while stop < count and clauses[stop].sentence == sentence:
            stop += 1
        numbered = [at for at in range(number, stop) if at in by_clause and _has_quantity(by_clause[at])]
        if numbered:
            near = {at for found in numbered for at in (found - 2, found - 1, found)}
            row: list[Piece] = []
            for at in range(number, stop):
                start, end, _ = clauses[at]
                row += (pieces if at in near else sparse_pieces)(doc, start, end, by_clause.get(at, []))
            found = _sites(doc, row, sentence, doc.sentences[sentence].block)
            if found:
                yield found
        number = stop


def _has_quantity(mentions: list[tuple[int, Mention]]) -> bool:
    return any(mention.label == "quantity" for _, mention in mentions)


def _sites(doc: Document, row: list[Piece], sentence: int, block: int) -> list[Site]:
    """Return the sites of one row of pieces."""
    found: list[Site] = []
    marked: list[int] = []
    clause = left = 0
    for at, piece in enumerate(row):
        kind = piece.kind
        if kind == "word" or kind == "mark":
            continue
        if kind == "stop":
            clause = left = at + 1
            if found and found[-1].right < 0:
                found[-1].right = at
            if piece.text == ";":
                marked.append(at)
        elif kind == "quantity":
            before = found[-1] if found else None
            if before is not None and before.right < 0:
                before.right = at
            listed = before is not None and left == before.at + 1 and _lists(row[left:at])
            found.append(
                Site(
                    piece.index, doc.mentions[piece.index], row, at, clause, left, -1, sentence, block, before, listed,
                    marked, len(marked),
                )
            )  # fmt: skip
            left = at + 1
        else:
            marked.append(at)
    if found and found[-1].right < 0:
        found[-1].right = len(row)
    return found


def _lists(between: list[Piece]) -> bool:
    """Whether two numbers stand in one list or one change (1、2个; 由645增至956个; 2014年的3元增长到2020年的5元)."""
    if any("reach" in p.cues for p in between):
        return all(p.text in LISTING or "reach" in p.cues or p.kind == "date" or p.text == "的" for p in between)
    return all(p.text in LISTING or p.text in ("到", "~", "-") for p in between)


def _mentions_by_clause(doc: Document) -> dict[int, list[tuple[int, Mention]]]:
    """Return the (index, mention) pairs that lie within each clause."""
    rows: dict[int, list[tuple[int, Mention]]] = {}
    starts = [clause.start for clause in doc.clauses]
    clauses = doc.clauses
    for index, mention in enumerate(doc.mentions):
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= clauses[number].end:
            rows.setdefault(number, []).append((index, mention))
    return rows
