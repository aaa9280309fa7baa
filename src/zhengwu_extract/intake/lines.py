"""Lines of a text and what each looks like: furniture, row of a table, heading, or running text."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal, NamedTuple

from .cell_unit import table_unit
from .cells import is_row
from .furniture import is_furniture, is_menu_item, opens_links

LineKind = Literal["furniture", "menu", "links", "unit", "row", "heading", "open", "closed"]


class Line(NamedTuple):
    """A line without its outer white space; `open` is running text that stops in mid-sentence, `closed` does not."""

    start: int
    end: int
    kind: LineKind


_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# Stops after which a line is complete, with the quotes and brackets that may follow them.
_CLOSED = re.compile(r"[。!?;…:][”’\")\]》】]*$|。\([^()]{1,80}\)$")
_LONGEST_CLOSE = 84
_UNFINISHED = "、,(“‘《【〈"
_CHINESE_NUMBER = r"[一二三四五六七八九十百]{1,4}"
_NUMBERED = re.compile(
    rf"第(?:{_CHINESE_NUMBER}|\d{{1,3}})[章节编篇]|{_CHINESE_NUMBER}、|\(?{_CHINESE_NUMBER}\)|附[件表录]|专栏"
)
# A whole date at the head of a line is a signature or a stamp, not a heading.
_DATED = re.compile(r"[(\-]*\d{4}年\d{1,2}月\d{1,2}日")
_LONGEST_HEADING, _LONGEST_NUMBERED = 60, 100
# From here on an unnumbered line with commas in it is wrapped text, not a heading.
_SHORTEST_WRAPPED = 30
_LONGEST_MENU_ITEM = 8


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text` (folded) that are not blank.

    >>> [line.kind for line in lines_of("首页\\n互动交流\\n一、农业\\n全年新建高标准农田20万亩。\\n单位:亿元")]
    ['furniture', 'furniture', 'heading', 'closed', 'unit']
    """
    lines = [Line(m.start(), m.end(), _kind(m.group())) for m in _LINE.finditer(text)]
    return _without_links(_without_menus(lines, text))


def is_numbered(line: str) -> bool:
    """Tell whether `line` (folded) begins as a numbered heading does.

    >>> is_numbered("(一)农业"), is_numbered("第二章 目标"), is_numbered("一是加快建设。")
    (True, True, False)
    """
    return _NUMBERED.match(line) is not None


def _kind(line: str) -> LineKind:
    # Most lines of an article end here.
    if line[-1] == "。" and "\t" not in line:
        return "closed"
    if is_furniture(line):
        return "furniture"
    if _CLOSED.search(line, max(0, len(line) - _LONGEST_CLOSE)):
        return "closed"
    if is_row(line):
        return "row"
    if table_unit(line) is not None:
        return "unit"
    if len(line) <= _LONGEST_HEADING:
        return _short_kind(line)
    return "heading" if len(line) <= _LONGEST_NUMBERED and "。" not in line and is_numbered(line) else "open"


def _short_kind(line: str) -> LineKind:
    if opens_links(line):
        return "links"
    if is_menu_item(line):
        return "menu"
    if line[-1] in _UNFINISHED or "。" in line:
        return "open"
    if _DATED.match(line):
        return "closed"
    if is_numbered(line) or len(line) < _SHORTEST_WRAPPED or not ("," in line or ";" in line):
        return "heading"
    return "open"


def _without_menus(lines: list[Line], text: str) -> list[Line]:
    """Turn runs of menu items into furniture, and an item that stands alone into a heading."""
    out: list[Line] = []
    for is_short, group in groupby(lines, key=lambda line: _may_be_item(line, text)):
        run = list(group)
        if is_short:
            # A short line behind the last known item may be the title.
            last = max((i for i, line in enumerate(run) if line.kind == "menu"), default=-1)
            run = _as_items(run[: last + 1]) + run[last + 1 :]
        out += run
    return out


def _may_be_item(line: Line, text: str) -> bool:
    if line.kind in ("menu", "furniture"):
        return True
    short = line.end - line.start <= _LONGEST_MENU_ITEM
    return short and line.kind == "heading" and not is_numbered(text[line.start : line.end])


def _as_items(run: list[Line]) -> list[Line]:
    known = sum(line.kind != "heading" for line in run)
    if known >= 2 and known * 2 >= len(run) and any(line.kind == "menu" for line in run):
        return [line._replace(kind="furniture") for line in run]
    return [line._replace(kind="heading") if line.kind == "menu" else line for line in run]


def _without_links(lines: list[Line]) -> list[Line]:
    """Turn the captions of link lists, and the titles that follow them, into furniture."""
    out: list[Line] = []
    in_links = False
    for line in lines:
        in_links = line.kind == "links" or (in_links and line.kind in ("heading", "open", "furniture"))
        out.append(line._replace(kind="furniture") if in_links else line)
    return out
