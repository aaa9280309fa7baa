"""Words and names with a numeral inside that counts nothing (千家万户, 长三角), from lexicon/number_words.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import table

_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+|\d+")


class NumberWord(NamedTuple):
    """A word or name with a numeral inside that counts nothing."""

    surface: str
    kind: str
    example: str


@cache
def number_words() -> str:
    """Return a pattern that holds where a numeral of a listed word begins: what stands before it, itself, the rest.

    >>> bool(re.compile(number_words()).match("走进千家万户", 2)), bool(re.compile(number_words()).match("千家企业", 0))
    (True, False)
    """
    patterns = []
    for row in table("number_words", NumberWord):
        for numeral in _NUMERAL.finditer(row.surface):
            head, rest = row.surface[: numeral.start()], row.surface[numeral.start() :]
            patterns.append((f"(?<={head})" if head else "") + rest)
    return "|".join(patterns)
