"""Words as data: one TSV a table, one row model each, loaded once."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar


class LexiconError(ValueError):
    """A malformed table row; the message names table and line."""


class Unit(NamedTuple):
    """A unit or classifier: one `surface` of `canonical`, times `factor` in `base`, of one `dimension` class."""

    surface: str
    canonical: str
    dimension: str
    base: str
    factor: str
    example: str


class Indicator(NamedTuple):
    """A name of an official indicator and its canonical form, usual unit and statistical domain."""

    surface: str
    canonical: str
    unit: str
    domain: str
    example: str


class ProgramWord(NamedTuple):
    """A head noun of program names (工程, 行动), a known program, or a slogan; `kind` says which."""

    surface: str
    kind: str
    example: str


class Cue(NamedTuple):
    """A cue word: what `kind` of reading it announces, and the `value` it sets."""

    surface: str
    kind: str
    value: str
    example: str


class LinkWord(NamedTuple):
    """A word that the linker looks at, and as what `kind` of word."""

    surface: str
    kind: str
    example: str


class Weight(NamedTuple):
    """The fitted weight of a feature of a linear scorer."""

    feature: str
    weight: str


class RuleScore(NamedTuple):
    """How often a rule was right on annotated articles: `right` of the `seen` records it had a part in."""

    rule: str
    right: str
    seen: str


class Region(NamedTuple):
    """A division of GB/T 2260: six-digit `code`, official `name`, the short form used in prose, its parent's code."""

    code: str
    name: str
    short: str
    parent: str


class PeriodWord(NamedTuple):
    """A named period of the calendar (春节, 暑期): first and last day as MM-DD, or a rule's name."""

    surface: str
    start: str
    end: str
    example: str


Row = TypeVar("Row", bound=NamedTuple)


@cache
def table(name: str, row: type[Row]) -> tuple[Row, ...]:
    """Return the rows of ``lexicon/NAME.tsv``; lines that begin with # are comments, the first other is the header.

    Raises LexiconError when a line does not have the columns of `row`.

    >>> table("units", Unit)[0]._fields
    ('surface', 'canonical', 'dimension', 'base', 'factor', 'example')
    """
    rows: list[Row] = []
    header_seen = False
    for number, line in enumerate(files(__package__).joinpath(f"{name}.tsv").read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(row._fields):
            raise LexiconError(f"{name}.tsv:{number}: {len(cells)} columns, expected {len(row._fields)}: {line!r}")
        if header_seen:
            rows.append(row._make(cells))
        elif tuple(cells) != row._fields:
            raise LexiconError(f"{name}.tsv:{number}: the header must be {' '.join(row._fields)}")
        header_seen = True
    return tuple(rows)


@cache
def digest() -> str:
    """Return a SHA-256 of all tables, by which a result made with others is told.

    >>> len(digest())
    64
    """
    found = hashlib.sha256()
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".tsv"):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
