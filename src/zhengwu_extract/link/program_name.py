"""Candidate program names in a row of pieces: compounds with a head noun, quotations, known names, 改造…危房."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ..lexicon import ProgramWord, table
from .piece import Piece
from .words import word_set

# Parts of speech that may stand inside a name.
INSIDE = word_set("n vn v j l b a an nz nt nr ns i s f eng m x zg z ad")
# What follows a known name when it is only the first part of an institution's (居家养老服务中心).
INSTITUTIONS = ("中心", "站", "点", "机构", "驿站", "平台", "室", "院", "馆", "所")
NUMBERING = re.compile(
    r"[\s-]*(?:第[一二三四五六七八九十]{1,3}[章节]|[(（]?[0-9一二三四五六七八九十]{1,3}[)）]?[、.．]?)?[\s是]*"
)
# Heads of proper program names: a heading that ends in one is a name, not a sentence.
PROPER = ("工程", "行动", "计划", "专项", "活动", "专项整治", "试点")
SINGLE = frozenset("的将对和及与为")
# What a name is not read over when it is read back to the verb before it, and how many characters it has at most.
BARRED = frozenset("的了将对")
LONGEST = 24
# What a quotation is the name of: projects and their building, or what it is an example of (“两重”建设, “乐购”等活动).
NAMED_BY_QUOTATION = re.compile(r"(?:重[点大])?(?:项目)?(?:建设)?|等.*")
RENEW = "改造"
OPEN, CLOSE = frozenset("“‘「"), frozenset("”’」")


class Name(NamedTuple):
    """A candidate: where it stands, how it was found (headed, quoted, object, known, renewal) and its head noun."""

    start: int
    end: int
    how: str
    head: str


class Candidate(NamedTuple):
    """A name as a quantity sees it: its score, where it stands, what is between, and whether it is in the metric."""

    score: float
    name: Name
    where: str
    clauses: int
    numbers: int
    in_metric: bool


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


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    names = sorted(program_words().names)
    # Takes 15 ms longer to make than the default, and half the time for each text.
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), names


def known_names(folded: str) -> list[Name]:
    """Return the known program names of a text, in text order, the longest at each place.

    >>> known_names("全面推进老旧小区改造和垃圾分类")
    [Name(start=4, end=10, how='known', head='改造'), Name(start=11, end=15, how='known', head='分类')]
    """
    automaton, names = _automaton()
    return [
        Name(start, end, "known", names[number][-2:])
        for number, start, end in automaton.find_matches_as_indexes(folded)
        if not folded.startswith(INSTITUTIONS, end)
    ]


def candidates(row: list[Piece]) -> list[Name]:
    """Return the candidate names of a sentence or heading, each stretch once, in text order; they may overlap."""
    words = program_words()
    found: list[Name] = []
    for at, piece in enumerate(row):
        kind = piece.kind
        if kind == "word" or kind == "cue":
            head = head_of(piece.text)
            if head is not None:
                found += _headed(row, at, head, words)
                if piece.text == RENEW:
                    found += _renewal(row, at, words)
        elif kind == "mark" and piece.text in CLOSE:
            found += _quoted(row, at, words)
    return list({(name.start, name.end): name for name in found}.values())


@lru_cache(maxsize=1 << 16)
def head_of(word: str) -> str | None:
    """Return the longest head noun that a word ends in.

    >>> head_of("改造"), head_of("大改造"), head_of("市场")
    ('改造', '改造', None)
    """
    return next((head for head in program_words().heads if word.endswith(head)), None)


def label(folded: str, start: int, stop: int) -> Name | None:
    """Return the name that an opening sentence or heading consists of (1.高技能人才振兴计划。), or None.

    >>> label("(二)农民工培训提升行动。今年培训3万人次。", 0, 12)
    Name(start=3, end=12, how='label', head='label')
    """
    numbering = NUMBERING.match(folded, start, stop)
    start = numbering.end() if numbering else start
    text = folded[start:stop].rstrip("。:; ")
    if not 5 <= len(text) <= 26 or any(mark in text for mark in ",;:、"):
        return None
    if text.startswith(tuple(program_words().leading)) or not text.endswith(PROPER):
        return None
    return Name(start, start + len(text), "label", "label")


def _headed(row: list[Piece], at: int, head: str, words: Words) -> list[Name]:
    """A compound that ends in a head noun (农村危房改造, “厕所革命”行动)."""
    start = _start(row, at, words)
    found = []
    longer = _object(row, start, at, words) if head.endswith(PROPER) else start
    if longer < start and _last(row, longer, at) == at:
        found.append(Name(row[longer].start, row[at].end, "object", head))
    last = _last(row, start, at)
    text = "".join([p.text for p in row[start : last + 1]])
    if start < last and text not in words.slogans and text not in words.names:
        how = "quoted" if row[start].text in OPEN else "headed"
        found.append(Name(row[start].start, row[last].end, how, head))
    return found


def _last(row: list[Piece], start: int, at: int) -> int:
    """Return where the name from `start` to `at` ends: with the quotation it begins with, when that is the name."""
    if row[start].text not in OPEN:
        return at
    close = next((i for i in range(start + 1, at) if row[i].text in CLOSE), at)
    rest = "".join([p.text for p in row[close + 1 : at + 1]])
    return close if NAMED_BY_QUOTATION.fullmatch(rest) else at


def _object(row: list[Piece], start: int, at: int, words: Words) -> int:
    """Return where the object of the leading verb before `start` begins (实施|制度集成创新三年行动), or `start`.

    It may hold verbs, 、 and 和, which end a name that is read back over nouns.
    """
    for begin in range(start - 1, -1, -1):
        piece = row[begin]
        if piece.text in words.leading:
            return begin + 1
        if piece.kind in ("stop", "quantity", "cue") or piece.text in BARRED or _open(row, begin, at):
            break
        if row[at].end - piece.start > LONGEST:
            break
    return start


def _open(row: list[Piece], begin: int, at: int) -> bool:
    """Whether a quotation opens at `begin` and is not closed before `at`: its name ends with it."""
    return row[begin].text in OPEN and not any(piece.text in CLOSE for piece in row[begin:at])


def _start(row: list[Piece], at: int, words: Words) -> int:
    """Return where the name that ends at `at` begins: back over nouns and quotations, not over leading verbs."""
    start = at
    while start:
        piece = row[start - 1]
        if piece.kind == "mark" and piece.text in CLOSE:
            opening = next((i for i in range(start - 2, -1, -1) if row[i].text in OPEN), None)
            return start if opening is None else opening
        if piece.kind != "word" or piece.flag not in INSIDE or piece.text in words.leading or piece.text in SINGLE:
            break
        if piece.flag == "v" and start < at:
            break
        start -= 1
    return start + 1 if start < at - 1 and row[start].flag == "v" else start


def _quoted(row: list[Piece], at: int, words: Words) -> list[Name]:
    """A short quotation that a verb of carrying out stands before (推进“一网通办”)."""
    opening = _opening(row, at)
    if opening is None or not 2 <= row[at].start - row[opening].end <= 12:
        return []
    inner = "".join(p.text for p in row[opening + 1 : at])
    if inner in words.slogans:
        return []
    carried = opening > 0 and row[opening - 1].text in words.leading
    found = [Name(row[opening].start, row[at].end, "carried" if carried else "quotation", "”")]
    if opening and row[opening - 1].text in CLOSE:  # “两重”“两新”
        first = _opening(row, opening - 1)
        found += [] if first is None else [Name(row[first].start, row[at].end, "quotations", "”")]
    return found


def _opening(row: list[Piece], close: int) -> int | None:
    """Return where the short quotation that ends at `close` begins, None where it does not."""
    return next((at for at in range(close - 1, max(-1, close - 12), -1) if row[at].text in OPEN), None)


def _renewal(row: list[Piece], at: int, words: Words) -> list[Name]:
    """改造老旧小区: a renewal named as verb and object."""
    for length in (1, 2, 3):
        following = row[at + 1 : at + 1 + length]
        if "".join(p.text for p in following) in words.renewed:
            return [Name(row[at].start, following[-1].end, "renewal", RENEW)]
    return []
