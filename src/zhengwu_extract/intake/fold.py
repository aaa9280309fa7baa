"""The folded view: the text with each character in one plain form, of the same length, for rules to match on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ..document import Document
from ..lexicon import table


class Variant(NamedTuple):
    """A traditional or variant character and its simplified form."""

    traditional: str
    simplified: str


# Each row: the plain form, and the characters that take it.
_PLAIN: tuple[tuple[str, str], ...] = (
    ("-", "‐‑‒–—―−─━﹣﹘⁃ー"),
    ("~", "∼〜˜"),
    (".", "．﹒․"),
    (",", "﹐"),
    (":", "∶︰﹕"),
    (";", "﹔"),
    ("?", "﹖"),
    ("!", "﹗"),
    ("(", "﹙"),
    (")", "﹚"),
    ("%", "﹪٪"),
    ("/", "∕⁄"),
    ("|", "│┃￨"),
    ("·", "・･•‧∙"),
    ("…", "⋯"),
    ("。", "｡"),
    ("、", "､﹑"),
    ("“", "「〝"),
    ("”", "」〞"),
    ("‘", "『"),
    ("’", "』"),
    ("〇", "○◯"),
    ("¥", "￥"),
    # Line ends other than \n; a \r\n pair is dealt with in `fold`.
    ("\n", "\r\v\f\x85\u2028\u2029"),
    # GBK files keep an ideographic space in the private use area.
    (" ", "\ue5e5\u115f\u3164"),
)
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFEE0
# Half a pair is no character: the automata, which read UTF-8, would refuse the text.
_SURROGATES = range(0xD800, 0xE000)
# More kinds of foldable characters than this in one text, and one pass over the text beats one pass a kind.
_FEW = 60


def fold(text: str) -> str:
    """Return `text` with each character in its plain form; same length, and folding twice changes nothing more.

    Full-width ASCII → ASCII, all dashes → ``-``, all tildes → ``~``, invisible characters and special spaces → a
    space, traditional characters → simplified; ``。`` and ``、`` stay.

    >>> fold("增長５．１％，涉及２０—３０萬戶。")
    '增长5.1%,涉及20-30万户。'
    """
    foldable, plain = _characters()
    text = text.replace("\r\n", " \n")
    found = set(foldable.findall(text))
    if len(found) > _FEW:
        return text.translate({ord(char): plain[char] for char in found})
    for char in found:
        text = text.replace(char, plain[char])
    return text


def fold_text(doc: Document) -> Document:
    """Return `doc` with its folded view.

    >>> fold_text(Document("完成９０％")).folded
    '完成90%'
    """
    return replace(doc, folded=fold(doc.text))


@cache
def _characters() -> tuple[re.Pattern[str], dict[str, str]]:
    plain = dict(_pairs())
    return re.compile(f"[{re.escape(''.join(sorted(plain)))}]"), plain


def _pairs() -> Iterator[tuple[str, str]]:
    for variant in table("traditional", Variant):
        yield variant.traditional, variant.simplified
    for code in range(0x3001):
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs") and chr(code) not in " \t\n":
            yield chr(code), " "
    yield "\ufeff", " "
    for code in _SURROGATES:
        yield chr(code), "\ufffd"
    for code in _FULL_WIDTH:
        yield chr(code), chr(code - _TO_ASCII)
    for form, characters in _PLAIN:
        for char in characters:
            yield char, form
