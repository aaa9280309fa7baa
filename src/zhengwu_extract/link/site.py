"""Where a quantity stands in its sentence: the stretch of pieces before it and after it that may speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..document import Amount, Document, Mention, Period
from .piece import LISTING, Piece, pieces


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
    before: Site | None = None
    listed: bool = False
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

    def left_pieces(self) -> list[Piece]:
        """Return the pieces before the quantity, back to the clause mark or the quantity before it."""
        return self.row[self.left : self.at]

    def right_pieces(self) -> list[Piece]:
        """Return the pieces after the quantity, up to the clause mark or the next quantity."""
        return self.row[self.at + 1 : self.right]


def sites(doc: Document) -> Iterator[list[Site]]:
    """Yield the sites of each sentence that holds a quantity."""
    by_sentence = _mentions_by_sentence(doc)
    for number, sentence in enumerate(doc.sentences):
        inside = by_sentence[number]
        if not any(mention.label == "quantity" for _, mention in inside):
            continue
        if doc.blocks[sentence.block].kind == "furniture":
            continue
        row = pieces(doc, sentence.start, sentence.end, inside)
        found = _sites(doc, row, number, sentence.block)
        if found:
            yield found


def _sites(doc: Document, row: list[Piece], sentence: int, block: int) -> list[Site]:
    """Return the sites of one row of pieces."""
    found: list[Site] = []
    clause = left = 0
    for at, piece in enumerate(row):
        if piece.kind == "stop":
            clause = left = at + 1
            if found and found[-1].right < 0:
                found[-1].right = at
        elif piece.kind == "quantity":
            before = found[-1] if found else None
            if before is not None and before.right < 0:
                before.right = at
            listed = before is not None and left == before.at + 1 and _lists(row[left:at])
            mention = doc.mentions[piece.index]
            found.append(Site(piece.index, mention, row, at, clause, left, -1, sentence, block, before, listed))
            left = at + 1
    if found and found[-1].right < 0:
        found[-1].right = len(row)
    return found


def _lists(between: list[Piece]) -> bool:
    """Whether two numbers stand in one list or one change (1、2个; 由645增至956个; 2014年的3元增长到2020年的5元)."""
    if any("reach" in p.cues for p in between):
        return all(p.text in LISTING or "reach" in p.cues or p.kind == "date" or p.text == "的" for p in between)
    return all(p.text in LISTING or p.text in ("到", "~", "-") for p in between)


def _mentions_by_sentence(doc: Document) -> list[list[tuple[int, Mention]]]:
    rows: list[list[tuple[int, Mention]]] = [[] for _ in doc.sentences]
    ordered = sorted(enumerate(doc.mentions), key=lambda pair: pair[1].start)
    number = 0
    for index, mention in ordered:
        if mention.label in ("program", "indicator", "name"):
            continue
        while number < len(doc.sentences) and doc.sentences[number].end <= mention.start:
            number += 1
        if number == len(doc.sentences):
            break
        if doc.sentences[number].start <= mention.start and mention.end <= doc.sentences[number].end:
            rows[number].append((index, mention))
    return rows
