"""Page furniture: menus, stamps, share buttons, footers; lines that are about the page and not the article."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import table


class FurnitureWord(NamedTuple):
    """A phrase of page furniture; `where` it has to stand in a line is explained in the table."""

    surface: str
    where: str
    example: str


# A longer line is running text, whatever it begins with.
_LONGEST = 160
_DATE = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
# A date with a clock time or a source behind it is the stamp of a page; a lone date may be a signature.
_STAMP = rf"{_DATE}\s{{0,4}}(?:\d{{1,2}}:\d\d|来源|信息来源|作者|编辑|浏览|字体|打印)"
_PAGE_NUMBER = r"-{1,2}\s?\d{1,4}\s?-{1,2}$"
_CONTENTS_ENTRY = r"[^…·]{1,60}(?:…|·{2}|\.{3})[…·.\s]{2,}\(?\d{1,4}\)?$"
_DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔(\[]\d{4}[〕)\]]\s?第?\d{1,4}号$"
_SEPARATORS = re.compile(r"[\s|>»·/\-]+")


def is_furniture(line: str) -> bool:
    """Tell whether `line` (folded, stripped) is page furniture.

    >>> is_furniture("冀ICP备20000000号"), is_furniture("网站首页 政务公开 互动交流")
    (True, True)
    >>> is_furniture("网站首页改版后,访问量增长20%。")
    False
    """
    if len(line) > _LONGEST or "。" in line:
        return False
    return _line_pattern().match(line) is not None or _is_menu(line)


def is_menu_item(line: str) -> bool:
    """Tell whether `line` is one of the known items of a menu.

    >>> is_menu_item("政务公开"), is_menu_item("一、工作回顾")
    (True, False)
    """
    return line in _words("menu")


def opens_links(line: str) -> bool:
    """Tell whether `line` is the caption of a list of links to other pages.

    >>> opens_links("相关阅读:"), opens_links("相关工作")
    (True, False)
    """
    return line.rstrip(": >") in _words("links")


def _is_menu(line: str) -> bool:
    items = [item for item in _SEPARATORS.split(line) if item]
    known = sum(item in _words("menu") for item in items)
    return known >= 2 and known * 2 >= len(items)


@cache
def _words(where: str) -> frozenset[str]:
    return frozenset(word.surface for word in table("furniture", FurnitureWord) if word.where == where)


@cache
def _line_pattern() -> re.Pattern[str]:
    whole, label, start, end, inside = (
        "|".join(map(re.escape, sorted(_words(where), key=len, reverse=True)))
        for where in ("whole", "label", "start", "end", "inside")
    )
    return re.compile(
        rf"(?:{whole})[\s:>]*$|(?:{label})(?=[\s:]|$)|(?:{start})|.*?(?:{inside})|.*(?:{end})$"
        rf"|{_STAMP}|{_PAGE_NUMBER}|{_CONTENTS_ENTRY}|{_DOCUMENT_NUMBER}",
        re.IGNORECASE | re.DOTALL,
    )
