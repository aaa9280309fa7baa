"""The clauses of a document that may hold a program's name."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from ..document import Document
from .clause import Clauses
from .program_name import CLOSE, Name, candidates, program_words


@cache
def _automaton() -> AhoCorasick:
    """Return what finds head nouns and closing quotation marks in a text."""
    return AhoCorasick([*program_words().heads, *sorted(CLOSE)], implementation=Implementation.DFA)


class NamedClauses:
    """For each sentence of a document, the candidates in those of its clauses that hold a head noun or a quotation."""

    def __init__(self, doc: Document, clauses: Clauses) -> None:
        self._doc = doc
        self._clauses = clauses
        self._first: dict[int, int] = {}
        for number, clause in enumerate(doc.clauses):
            self._first.setdefault(clause.sentence, number)

    def candidates(self, sentence: int) -> list[Name]:
        """Return the candidates of one sentence, in text order within each clause."""
        doc = self._doc
        start, end, _ = doc.sentences[sentence]
        hits = [at for _, at, _ in _automaton().find_matches_as_indexes(doc.folded[start:end], overlapping=False)]
        found: list[Name] = []
        number, done = self._first.get(sentence, len(doc.clauses)), -1
        for hit in hits:
            while number < len(doc.clauses) and doc.clauses[number].end <= start + hit:
                number += 1
            if number < len(doc.clauses) and number != done and doc.clauses[number].sentence == sentence:
                done = number
                found += candidates(self._clauses.pieces(number))
        return found
