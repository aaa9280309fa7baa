"""Title, publish date and source, where a page says them in lines of its text."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from .fold import fold
from .lines import Line, lines_of


class Masthead(NamedTuple):
    """What the lines around an article say of it, as written."""

    title: str | None = None
    published: str | None = None
    agency: str | None = None


_DATE = r"((?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})(?!\d)"
_TO_DATE = r"(?:时间|日期)\s*[:]?\s*"
# Best first: when it was put on line, a date with a clock time or a source, when it was changed or signed.
_PUBLISHED = (
    re.compile(rf"(?:发布|发稿|发表|公开){_TO_DATE}{_DATE}"),
    re.compile(rf"{_DATE}日?\s{{0,4}}(?:\d{{1,2}}:\d\d|(?:信息|稿件|文章)?来源)"),
    re.compile(rf"(?<!\S)[\[(]?(?:时间|日期):\s*{_DATE}"),
    re.compile(rf"(?<!\S)(?:摘自|转自)\D{{1,40}}{_DATE}"),
    re.compile(rf"(?:更新|成文|印发|生成){_TO_DATE}{_DATE}"),
)
_AGENCY = re.compile(r"(?:(?:来源|发布机构|发文机关)\s?:|摘自|转自)\s*《?([^\s\d【\[|()<>:《》]{2,30})")
_TITLE = re.compile(r"(?:标题|题目)\s?:\s*(.{4,})")
_LONGEST_LINE = 200
_MOST_LINES_ABOVE = 6


def masthead(text: str) -> Masthead:
    """Return what `text` says of title, date and source; None for what it does not say.

    >>> masthead("网站首页\\n全市新建便民市场15家\\n发布时间:2022-08-11 09:08 来源:市商务局 字体:大 中 小\\n正文在此。")
    Masthead(title='全市新建便民市场15家', published='2022-08-11', agency='市商务局')
    """
    folded = fold(text)
    lines = [line for line in lines_of(folded) if line.end - line.start <= _LONGEST_LINE]
    stamp, published = _published(folded, lines)
    agencies = (_AGENCY.search(folded, line.start, line.end) for line in lines if line.kind == "furniture")
    agency = next((text[slice(*found.span(1))] for found in agencies if found), None)
    return Masthead(_title(text, folded, lines, stamp), published, agency)


def _published(folded: str, lines: list[Line]) -> tuple[int | None, str | None]:
    """Return the index of the first line with a date of the best kind, and the date."""
    for pattern in _PUBLISHED:
        for index, line in enumerate(lines):
            found = pattern.search(folded, line.start, line.end) if line.kind == "furniture" else None
            if found:
                return index, found[1]
    return None, None


def _title(text: str, folded: str, lines: list[Line], stamp: int | None) -> str | None:
    """Return the line that says it is the title, or the nearest above the stamp, or a heading that begins the text."""
    for line in lines:
        named = _TITLE.match(folded, line.start, line.end)
        if named:
            return text[slice(*named.span(1))]
    above = _up_to_a_sentence(lines[max(0, stamp - _MOST_LINES_ABOVE) : stamp]) if stamp is not None else []
    first = [line for line in lines if line.kind != "furniture"][:1]
    # A line that begins with a dash is the subtitle.
    titles = (line for line in above + first if line.kind in ("heading", "open") and folded[line.start] != "-")
    title = next(titles, None)
    return text[title.start : title.end] if title else None


def _up_to_a_sentence(lines: list[Line]) -> list[Line]:
    """Return the lines over the stamp, nearest first, as far as no running text stands between."""
    return list(takewhile(lambda line: line.kind != "closed", reversed(lines)))
