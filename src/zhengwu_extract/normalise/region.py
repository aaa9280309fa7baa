"""A place as written → the official name and code of its division, read against the region of the document."""

from __future__ import annotations

import re

from ..lexicon import Region
from ..lexicon.place import by_bare, by_spelling, former, lies_in, upward

Resolved = tuple[str | None, str | None]

NOWHERE: Resolved = (None, None)
_OWN = re.compile("(?:全|我|本)(省|市|县|区|州|盟|旗)|(省|市|县|区|州)内")
# What may stand behind a name and leaves it the name of the whole division.
_WHOLE = re.compile("(?:全[省市县区州盟旗境]|地区|境内)?")
_LONGEST = 18


def place(text: str, doc_region: str | None = None) -> Resolved:
    """Return (official name, code) of the division that `text` names, (None, None) when that is not certain.

    我市 and 全省 are the division of that level that the document's region is or lies in. A name that several
    divisions share is the one nearest to the document's region; without one it stays open.

    >>> place("全市", "石家庄"), place("全市", "河北省")
    (('石家庄市', '130100'), (None, None))
    >>> place("新华区", "石家庄市"), place("新华区")
    (('新华区', '130105'), (None, None))
    >>> place("河南鹤壁淇滨区")
    ('淇滨区', '410611')
    """
    here = _named(doc_region, None) if doc_region else None
    own = _OWN.fullmatch(text)
    row = _own(own[1] or own[2], here) if own else _named(text, here)
    return (row.name, row.code) if row else NOWHERE


def _own(level: str, here: Region | None) -> Region | None:
    return next((row for row in upward(here) if row.name.endswith(level)), None) if here else None


def _named(text: str, here: Region | None) -> Region | None:
    end, rows = _first(text)
    while rows:
        step, inside = _below(text, end, rows)
        if not inside:
            break
        end, rows = step, inside
    return _nearest(rows, here) if rows and _WHOLE.fullmatch(text, end) else None


def _first(text: str) -> tuple[int, tuple[Region, ...]]:
    bare = by_bare().get(text)
    if bare and text not in by_spelling():
        return len(text), bare
    return _longest(text, 0, by_spelling())


def _below(text: str, at: int, rows: tuple[Region, ...]) -> tuple[int, tuple[Region, ...]]:
    for forms in (by_spelling(), by_bare()):
        end, found = _longest(text, at, forms)
        inside = tuple(row for row in found if any(lies_in(row, other) for other in rows))
        if inside:
            return end, inside
    return at, ()


def _longest(text: str, at: int, forms: dict[str, tuple[Region, ...]]) -> tuple[int, tuple[Region, ...]]:
    for end in range(min(len(text), at + _LONGEST), at + 1, -1):
        if text[at:end] in forms:
            return end, forms[text[at:end]]
    return at, ()


def _nearest(rows: tuple[Region, ...], here: Region | None) -> Region | None:
    """Return the row nearest to `here`, then in force, then of the highest level; None when two are equally so."""
    around = list(upward(here)) if here else []

    def rank(row: Region) -> tuple[int, bool, int]:
        near = next((far for far, area in enumerate(around) if area in upward(row)), len(around))
        return near, row.code in former(), len(list(upward(row)))

    first, *others = sorted(rows, key=rank)
    return None if others and rank(others[0]) == rank(first) else first
