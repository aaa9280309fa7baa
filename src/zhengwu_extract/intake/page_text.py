"""The text of a piece of HTML: one line a paragraph, one line a table row with tabs between its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_OUTER_SPACE = " \u3000\xa0\u2002\u2003\u2009\u200b\ufeff\ue5e5"
_INVISIBLE = frozenset({"script", "style", "noscript", "iframe", "select", "option", "button", "template"})
# Tags that begin a line of their own; head, row, cell, item and lb are how trafilatura names them.
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|cell|center|d[dlt]|div|fieldset|fig(?:ure|caption)|footer|form|h[1-6r]"
    r"|head(?:er)?|item|lb|li|list|main|nav|[ou]l|p|pre|quote|row|section|t(?:able|body|foot|head|[dhr])|ucapcontent"
)
_TABLE, _ROWS, _CELLS = "table", ("tr", "row"), ("td", "th", "cell")
# A table with more text than this in one cell lays out the page, and is no table of data.
_LONGEST_CELL = 300
_WIDEST_SPAN = 50


def text_of(element: _Element) -> str:
    """Return the visible text under `element`, without blank lines.

    >>> from lxml.html import fromstring
    >>> text_of(fromstring("<div><p>一、农业</p>新建<b>15</b>家<br>其中6家<script>x()</script>已营业</div>"))
    '一、农业\\n新建15家\\n其中6家已营业'
    """
    lines = (line.strip(_OUTER_SPACE) for line in "".join(_pieces(element)).split("\n"))
    return "\n".join(line for line in lines if line and not line.isspace())


def _pieces(element: _Element) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        line_end = "\n" if _BLOCK.fullmatch(node.tag) else ""
        if event == "end":
            yield line_end
            if node is not element:
                yield _SPACE.sub(" ", node.tail or "")
        elif node.tag == _TABLE and _holds_data(node):
            yield "\n" + "\n".join(_rows(node)) + "\n"
            walk.skip_subtree()
        elif node.tag in _INVISIBLE:
            walk.skip_subtree()
        else:
            yield line_end + _SPACE.sub(" ", node.text or "")


def _holds_data(table: _Element) -> bool:
    """Tell a table of data from one that lays out the page."""
    if next(table.iterdescendants(_TABLE), None) is not None:
        return False
    widths = [sum(1 for _ in row.iterchildren(*_CELLS)) for row in table.iter(*_ROWS)]
    if len(widths) < 2 or sum(width > 1 for width in widths) * 2 < len(widths):
        return False
    return all(len("".join(cell.itertext()).strip()) <= _LONGEST_CELL for cell in table.iter(*_CELLS))


def _rows(table: _Element) -> Iterator[str]:
    """Yield the rows; a cell that spans others leaves theirs empty, so that the columns stay under one another."""
    spanned: dict[int, int] = {}
    for row in table.iter(*_ROWS):
        cells: list[str] = []
        for cell in row.iterchildren(*_CELLS):
            _skip_spanned(cells, spanned)
            words = text_of(cell).replace("\n", " ").replace("\t", " ")
            for _ in range(_span(cell, "colspan")):
                spanned[len(cells)] = _span(cell, "rowspan") - 1
                cells.append(words)
                words = ""
        _skip_spanned(cells, spanned)
        yield "\t".join(cells)


def _skip_spanned(cells: list[str], spanned: dict[int, int]) -> None:
    while spanned.get(len(cells), 0) > 0:
        spanned[len(cells)] -= 1
        cells.append("")


def _span(cell: _Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), _WIDEST_SPAN) if written.isdecimal() else 1
