"""Where a quantity stands in its sentence: the stretch of pieces before it and after it that may speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from ..document import Amount, Document, Mention, Period
from .clause import Clauses
from .piece import CUE, LISTING, Entry, Piece, sparse_pieces
from .program_name import Candidate

Spans = tuple[tuple[int, int], ...]


class Goal(NamedTuple):
    """A target as the text states it: its words, their place, the completion, the site that states the number."""

    text: str
    span: tuple[int, int]
    completion: Decimal | None = None
    stated: Site | None = None


# How many dates and modal cues before a number, and how many pieces of its clause, are looked at: more than any
# sentence a person wrote has, and a bound on the time that a text without marks can take.
FARTHEST, PIECES_SEEN = -13, 120
# Kinds of cue that say whether a number is a plan or a fact.
MODAL = frozenset({"hard", "soft", "plain", "fact"})
TELLING = MODAL | {"goal"}


@dataclass(slots=True)
class Places:
    """Where a sentence has its clause marks and quantities (offsets) and its cues of a goal (places in the row)."""

    stops: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Site:
    """One quantity in its sentence.

    `at` is its place in `row` (the pieces of the sentence), `clause` the place where its clause begins;
    `row[left:at]` reaches back to the clause's beginning or the quantity before, `row[at + 1:right]` forward to its
    end or the next quantity. `before` is the site before it in the sentence. `dates` are the places of the dates
    before it, `modals` those of modal cues, cues of fact and semicolons, both the nearest first; `region` is the
    nearest place name before it, `among` the place of the nearest 其中 before it, or -1.
    The choosers fill in the rest, each its own field, in the order of `link.chosen`.
    """

    index: int
    mention: Mention
    amount: Amount
    row: list[Piece]
    places: Places
    at: int
    clause: int
    left: int
    right: int
    sentence: int
    block: int
    before: Site | None
    listed: bool
    stops_before: int
    numbers_before: int
    dates: list[int]
    modals: list[int]
    region: Piece | None
    among: int
    measure: str = "level"
    measure_rule: str = ""
    falls: bool = False
    metric: Spans = ()
    metric_rule: str = "metric.none"
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
    candidates: list[Candidate] = field(default_factory=list)
    goal: Goal | None = None
    whole: Site | None = None
    whole_rule: str = ""
    base: str | None = None
    region_span: tuple[int, int] | None = None
    region_rule: str = ""
    scope: str = "core"
    scope_rule: str = "scope.stated"

    def clause_pieces(self) -> list[Piece]:
        """Return the pieces of the clause before the quantity, other quantities included."""
        return self.row[max(self.clause, self.at - PIECES_SEEN) : self.at]

    def left_pieces(self) -> list[Piece]:
        """Return the pieces before the quantity, back to the clause mark or the quantity before it."""
        return self.row[max(self.left, self.at - PIECES_SEEN) : self.at]

    def right_pieces(self) -> list[Piece]:
        """Return the pieces after the quantity, up to the clause mark or the next quantity."""
        return self.row[self.at + 1 : min(self.right, self.at + PIECES_SEEN)]


def sites(doc: Document, clauses: Clauses) -> Iterator[list[Site]]:
    """Yield the sites of each sentence that holds a quantity.

    Words are cut only in the clauses that hold a quantity, the two before each, and the one behind that speaks of a
    goal: of the rest of a sentence only its dates, places and cues matter.
    """
    places = doc.clauses
    for sentence, group in groupby(clauses.numbered, key=lambda number: places[number].sentence):
        own = list(group)
        near = {at for number in own for at in (number - 1, number)}
        near |= {at for number in own for at in (number - 2, number + 1) if _is_telling(doc, clauses.inside(at))}
        first, stop = own[0], own[-1] + 1
        while first and places[first - 1].sentence == sentence:
            first -= 1
        while stop < len(places) and places[stop].sentence == sentence:
            stop += 1
        row: list[Piece] = []
        for close, run in groupby(range(first, stop), key=near.__contains__):
            if close:
                row += clauses.run(list(run))
            else:
                for number in run:
                    start, end, _ = places[number]
                    row += sparse_pieces(doc, start, end, clauses.inside(number))
        found = _sites(doc, row, sentence)
        if found:
            yield found


def _is_telling(doc: Document, inside: Iterable[Entry]) -> bool:
    """Whether a clause speaks of a plan, a fact or a goal (超额完成年度任务): its words tell what the cue means."""
    return any(rank == CUE and not TELLING.isdisjoint(doc.mentions[index].value) for _, rank, _, index in inside)


def _sites(doc: Document, row: list[Piece], sentence: int) -> list[Site]:
    """Return the sites of one row of pieces."""
    found: list[Site] = []
    places = Places()
    dates: list[int] = []
    modals: list[int] = []
    region: Piece | None = None
    among = -1
    clause = left = 0
    block = doc.sentences[sentence].block
    for at, piece in enumerate(row):
        kind = piece.kind
        if kind == "word" or kind == "mark":
            continue
        if kind == "stop":
            places.stops.append(piece.start)
            clause = left = at + 1
            if found and found[-1].right < 0:
                found[-1].right = at
            if piece.text == ";":
                modals.append(at)
                among = -1
        elif kind == "quantity":
            before = found[-1] if found else None
            if before is not None and before.right < 0:
                before.right = at
            listed = before is not None and left == before.at + 1 and _lists(row[left:at])
            mention = doc.mentions[piece.index]
            found.append(
                Site(
                    piece.index, mention, mention.value, row, places, at, clause, left, -1, sentence, block, before,
                    listed, len(places.stops), len(found), dates[:FARTHEST:-1], modals[:FARTHEST:-1], region, among,
                )
            )  # fmt: skip
            places.numbers.append(piece.start)
            left = at + 1
        elif kind == "date":
            dates.append(at)
        elif kind == "region":
            region = piece
        else:
            if not piece.cues.isdisjoint(TELLING):
                modals.append(at)
            if "goal" in piece.cues:
                places.goals.append(at)
            if piece.text == "其中":
                among = at
    if found and found[-1].right < 0:
        found[-1].right = len(row)
    return found


def _lists(between: list[Piece]) -> bool:
    """Whether two numbers stand in one list or one change (1、2个; 由645增至956个; 2014年的3元增长到2020年的5元)."""
    if any("reach" in p.cues for p in between):
        return all(p.text in LISTING or "reach" in p.cues or p.kind == "date" or p.text == "的" for p in between)
    return all(p.text in LISTING or p.text in ("到", "~", "-") for p in between)
