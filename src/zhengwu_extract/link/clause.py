"""The clauses of a document as pieces, each cut once: first those around a quantity, others when somebody asks."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from ..document import Document
from .piece import QUANTITY, Entry, Piece, entries, pieces

_START = attrgetter("start")
_NOTHING: list[Entry] = []


class Clauses:
    """The entries of each clause of a document, the clauses that hold a quantity, and the pieces they are cut into.

    >>> from ..document import Clause
    >>> clauses = Clauses(Document("", folded="完工,开业", clauses=(Clause(0, 3, 0), Clause(3, 5, 0))))
    >>> [piece.text for piece in clauses.run([0, 1])], [piece.text for piece in clauses.pieces(1)]
    (['完工', ',', '开业'], ['开业'])
    """

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._rows: dict[int, list[Piece]] = {}
        self._inside: dict[int, list[Entry]] = {}
        self.numbered: list[int] = []
        starts = [start for start, _, _ in doc.clauses]
        number, last = -1, len(starts) - 1
        for entry in entries(doc):
            start, rank, end, _ = entry
            while number < last and starts[number + 1] <= start:
                number += 1
            if number < 0 or -end > doc.clauses[number].end:
                continue
            if number in self._inside:
                self._inside[number].append(entry)
            else:
                self._inside[number] = [entry]
            if rank == QUANTITY and (not self.numbered or self.numbered[-1] != number):
                self.numbered.append(number)

    def inside(self, number: int) -> list[Entry]:
        """Return the entries of the mentions that lie within a clause."""
        return self._inside.get(number, _NOTHING)

    def run(self, numbers: list[int]) -> list[Piece]:
        """Return the pieces of clauses that follow one another."""
        first, last = self._doc.clauses[numbers[0]], self._doc.clauses[numbers[-1]]
        inside = self._inside
        row = pieces(self._doc, first.start, last.end, [entry for n in numbers if n in inside for entry in inside[n]])
        self._rows.update(dict.fromkeys(numbers, row))
        return row

    def pieces(self, number: int) -> list[Piece]:
        """Return the pieces of one clause; no word reaches over the mark that ends it."""
        row = self._rows.get(number)
        if row is None:
            return self.run([number])
        start, end, _ = self._doc.clauses[number]
        first = bisect_left(row, start, key=_START)
        return row[first : bisect_left(row, end, first, key=_START)]
