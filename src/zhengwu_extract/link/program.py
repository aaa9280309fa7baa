"""The named initiative a number is evidence for: the nearest in its clause, sentence, paragraph opening or heading."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..document import Document
from ..lexicon import ProgramWord, table
from .piece import Piece, pieces
from .site import Site, Spans

# Parts of speech that may stand inside a name; a verb only right before its head noun is (改造 工程).
INSIDE = frozenset("n vn v j l b a an nz nt nr ns i s f eng m x zg z ad".split())
PERCENT = frozenset("% ‰ 百分点 倍".split())
OPEN, CLOSE = "“‘《「", "”’》」"


class Name(NamedTuple):
    """A candidate program: where it stands and how it was found (quoted, headed, listed)."""

    start: int
    end: int
    how: str


class Words(NamedTuple):
    """The program lexicon by kind."""

    heads: tuple[str, ...]
    names: frozenset[str]
    slogans: frozenset[str]
    leading: frozenset[str]


@cache
def program_words() -> Words:
    """Return the heads, known names, slogans and leading verbs of lexicon/programs.tsv."""
    by: dict[str, set[str]] = {"head": set(), "name": set(), "slogan": set(), "leading": set()}
    for row in table("programs", ProgramWord):
        by.setdefault(row.kind, set()).add(row.surface)
    heads = tuple(sorted(by["head"], key=len, reverse=True))
    return Words(heads, frozenset(by["name"]), frozenset(by["slogan"]), frozenset(by["leading"]))


class Programs:
    """The candidate programs of a document: of a sentence's own pieces, and of the topic its block stands under."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._topics: dict[int, Name | None] = {}
        self._rows: dict[int, list[Name]] = {}

    def named(self, site: Site) -> list[Name]:
        """Return the candidates of the site's sentence, in text order."""
        if site.sentence not in self._rows:
            self._rows[site.sentence] = candidates(site.row)
        return self._rows[site.sentence]

    def topic(self, site: Site) -> Name | None:
        """Return the last candidate of the block's first sentence, else of the heading above it."""
        if site.block not in self._topics:
            self._topics[site.block] = self._find_topic(site)
        return self._topics[site.block]

    def _find_topic(self, site: Site) -> Name | None:
        doc = self.doc
        block = doc.blocks[site.block]
        first = doc.folded.find("。", block.start, block.end)
        first = block.end if first < 0 else first
        if doc.sentences[site.sentence].start != block.start:
            found = candidates(pieces(doc, block.start, first, []))
            if found:
                return found[0]
        above = site.block - 1
        if above >= 0 and doc.blocks[above].kind == "heading":
            heading = doc.blocks[above]
            found = candidates(pieces(doc, heading.start, heading.end, []))
            return found[0] if found else None
        return None


def choose_program(site: Site, doc: Document, programs: Programs) -> None:
    """Set the program of a direct output; an indicator or a rate has none."""
    if site.measure != "level" or site.amount.unit in PERCENT:
        return
    named = programs.named(site)
    before = [name for name in named if name.end <= site.mention.start]
    clause = site.row[site.clause_start()].start
    right = site.row[site.right - 1].end if site.right > site.at + 1 else site.mention.end
    after = [name for name in named if site.mention.end <= name.start < right]
    if before and before[-1].start >= clause:
        _set(site, before[-1], "own_clause")
    elif after:
        _set(site, after[0], "counted_thing")
    elif before:
        _set(site, before[-1], "own_sentence")
    else:
        topic = programs.topic(site)
        if topic is not None:
            _set(site, topic, "topic")


def _set(site: Site, name: Name, rule: str) -> None:
    site.program, site.program_rule = ((name.start, name.end),), rule


def candidates(row: list[Piece]) -> list[Name]:
    """Return the program names among the pieces of a sentence or heading, in text order."""
    words = program_words()
    found: list[Name] = []
    for at, piece in enumerate(row):
        if piece.kind not in ("word", "cue") or not piece.text.endswith(words.heads):
            continue
        start = _start(row, at, words)
        text = "".join(p.text for p in row[start : at + 1])
        if (start < at or piece.text in words.names) and text not in words.slogans:
            found.append(Name(row[start].start, piece.end, "headed"))
    return _longest(found)


def _start(row: list[Piece], at: int, words: Words) -> int:
    """Return where the name that ends at `at` begins: back over nouns and quotations, not over leading verbs."""
    start = at
    while start:
        piece = row[start - 1]
        if piece.kind == "mark" and piece.text in CLOSE:
            opening = next((i for i in range(start - 2, -1, -1) if row[i].text in tuple(OPEN)), None)
            if opening is None:
                break
            start = opening
            break
        if piece.kind != "word" or piece.flag not in INSIDE or piece.text in words.leading or piece.text == "的":
            break
        start -= 1
    return start


def _longest(found: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in found:
        if kept and name.start < kept[-1].end:
            kept[-1] = Name(kept[-1].start, name.end, name.how)
        else:
            kept.append(name)
    return kept
