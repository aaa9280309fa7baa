"""Spellings of places: what prose calls a division ⟷ the rows of regions.tsv that it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from . import Region, table

_SUFFIXES = ("地区", "市", "县", "区", "州", "盟")


@cache
def by_code() -> dict[str, Region]:
    """Return the rows by their code.

    >>> by_code()["130600"].short
    '保定市'
    """
    return {row.code: row for row in table("regions", Region)}


@cache
def by_spelling() -> dict[str, tuple[Region, ...]]:
    """Return, for every form that names a place by itself, the divisions it may name, current ones first.

    >>> [row.code for row in by_spelling()["巢湖市"]]
    ['340181', '341400']
    >>> "保定" in by_spelling(), "峨山县" in by_spelling()
    (False, True)
    """
    return _grouped((form, row) for row in table("regions", Region) for form in spellings(row))


@cache
def by_bare() -> dict[str, tuple[Region, ...]]:
    """Return the bare forms that name a place only right behind its province or city: 保定 in 河北保定.

    >>> [row.name for row in by_bare()["保定"]]
    ['保定市']
    """
    return _grouped((bare(row), row) for row in table("regions", Region) if len(bare(row)) > 1)


@cache
def former() -> frozenset[str]:
    """Return the codes that are no longer in force: the rows from where the order of the codes begins anew.

    >>> "341400" in former(), "340181" in former()
    (True, False)
    """
    codes = list(by_code())
    begin = next(at for at in range(1, len(codes)) if codes[at] < codes[at - 1])
    return frozenset(codes[begin:])


def spellings(row: Region) -> list[str]:
    """Return the full name, the short form, and the short form with the last character of the name.

    >>> spellings(by_code()["530426"])
    ['峨山彝族自治县', '峨山', '峨山县']
    """
    if not row.short:
        return []
    forms = [row.name, row.short]
    if row.parent and not row.name.endswith(("地区", "新区", row.short[-1])):
        forms.append(row.short + row.name[-1])
    return list(dict.fromkeys(forms))


def bare(row: Region) -> str:
    """Return the form that names a division only right behind its province or city, "" when it has none.

    >>> [bare(by_code()[code]) for code in ("130600", "140302", "130100")]
    ['保定', '城区', '']
    """
    if not row.short:
        return row.name
    return next((row.short.removesuffix(suffix) for suffix in _SUFFIXES if row.short.endswith(suffix)), "")


def upward(row: Region) -> Iterator[Region]:
    """Yield `row` and the divisions it lies in, up to its province.

    >>> [r.short for r in upward(by_code()["130131"])]
    ['平山', '石家庄', '河北']
    """
    while True:
        yield row
        if not row.parent:
            return
        row = by_code()[row.parent]


def lies_in(row: Region, other: Region) -> bool:
    """Say whether `row` is a division of `other`, at any depth.

    >>> lies_in(by_code()["130131"], by_code()["130000"])
    True
    """
    return row != other and other in upward(row)


def _grouped(pairs: Iterable[tuple[str, Region]]) -> dict[str, tuple[Region, ...]]:
    grouped: dict[str, tuple[Region, ...]] = {}
    for form, row in pairs:
        grouped[form] = (*grouped.get(form, ()), row)
    return grouped
