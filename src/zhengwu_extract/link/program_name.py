"""Candidate program names in a row of pieces: compounds with a head noun, quotations, known names, 改造…危房."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..lexicon import ProgramWord, table
from .piece import Piece

# Parts of speech that may stand inside a name.
INSIDE = frozenset("n vn v j l b a an nz nt nr ns i s f eng m x zg z ad".split())
OPEN, CLOSE = frozenset("“‘「"), frozenset("”’」")


class Name(NamedTuple):
    """A candidate: where it stands, how it was found (headed, quoted, known, renewal) and its head noun."""

    start: int
    end: int
    how: str
    head: str


class Words(NamedTuple):
    """The program lexicon by kind."""

    heads: tuple[str, ...]
    names: frozenset[str]
    slogans: frozenset[str]
    leading: frozenset[str]
    renewed: frozenset[str]


@cache
def program_words() -> Words:
    """Return heads, known names, slogans, leading verbs and things renewed, from lexicon/programs.tsv."""
    by: dict[str, set[str]] = {}
    for row in table("programs", ProgramWord):
        by.setdefault(row.kind, set()).add(row.surface)
    heads = tuple(sorted(by["head"], key=len, reverse=True))
    return Words(heads, *(frozenset(by.get(kind, ())) for kind in ("name", "slogan", "leading", "renewed")))


def candidates(row: list[Piece]) -> list[Name]:
    """Return the candidate names of a sentence or heading, in text order; they may overlap."""
    words = program_words()
    found: list[Name] = []
    for at, piece in enumerate(row):
        if piece.kind == "mark":
            if piece.text in CLOSE:
                found += _quoted(row, at, words)
        elif piece.kind in ("word", "cue"):
            if piece.text.endswith(words.heads):
                found += _headed(row, at, words)
            if piece.text == "改造":
                found += _renewal(row, at, words)
    return found


def _headed(row: list[Piece], at: int, words: Words) -> list[Name]:
    """A compound that ends in a head noun (农村危房改造, “厕所革命”行动)."""
    start = _start(row, at, words)
    text = "".join(p.text for p in row[start : at + 1])
    if text in words.slogans or (start == at and text not in words.names):
        return []
    head = next(head for head in words.heads if row[at].text.endswith(head))
    how = "known" if text in words.names else "quoted" if row[start].text in OPEN else "headed"
    return [Name(row[start].start, row[at].end, how, head)]


def _start(row: list[Piece], at: int, words: Words) -> int:
    """Return where the name that ends at `at` begins: back over nouns and quotations, not over leading verbs."""
    start = at
    while start:
        piece = row[start - 1]
        if piece.kind == "mark" and piece.text in CLOSE:
            opening = next((i for i in range(start - 2, -1, -1) if row[i].text in OPEN), None)
            return start if opening is None else opening
        if piece.kind != "word" or piece.flag not in INSIDE or piece.text in words.leading or len(piece.text) == 1 and piece.text in "的将对和及与为":
            break
        start -= 1
    while start < at - 1 and row[start].flag == "v":
        start += 1
    return start


def _quoted(row: list[Piece], at: int, words: Words) -> list[Name]:
    """A short quotation that a verb of carrying out stands before (推进“一网通办”)."""
    opening = next((i for i in range(at - 1, max(-1, at - 12), -1) if row[i].text in OPEN), None)
    if opening is None or not 2 <= row[at].start - row[opening].end <= 12:
        return []
    inner = "".join(p.text for p in row[opening + 1 : at])
    if inner in words.slogans:
        return []
    carried = opening > 0 and row[opening - 1].text in words.leading
    return [Name(row[opening].start, row[at].end, "carried" if carried else "quotation", "”")]


def _renewal(row: list[Piece], at: int, words: Words) -> list[Name]:
    """改造老旧小区: a renewal named as verb and object."""
    for length in (1, 2, 3):
        following = row[at + 1 : at + 1 + length]
        if "".join(p.text for p in following) in words.renewed:
            return [Name(row[at].start, following[-1].end, "renewal", "改造")]
    return []
