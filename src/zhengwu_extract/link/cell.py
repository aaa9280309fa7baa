"""What a number in a table cell measures: the name of its row, and the header of its column."""

from __future__ import annotations

from ..document import Document
from .site import Site, Spans


def choose_cell_metric(site: Site, doc: Document) -> None:
    """Set the metric of a cell's number that no words of its own name: the row's first cell, then the column's header.

    The header's words are taken where they last stand above the cell.
    """
    block = doc.blocks[site.block]
    if block.kind != "cell" or site.metric_rule != "metric.none":
        return
    spans = [*_row_name(site, doc), *_header(site, doc)]
    if spans:
        site.metric = site.head = site.subject = tuple(sorted(spans))
        site.metric_rule = "metric.table"


def _row_name(site: Site, doc: Document) -> Spans:
    at = site.block
    while at and doc.blocks[at - 1].kind == "cell":
        if "\n" in doc.text[doc.blocks[at - 1].end : doc.blocks[at].start]:
            break
        at -= 1
    first = doc.blocks[at]
    named = at != site.block and not any(char.isdigit() for char in doc.folded[first.start : first.end])
    return ((first.start, first.end),) if named else ()


def _header(site: Site, doc: Document) -> Spans:
    block = doc.blocks[site.block]
    if not block.header:
        return ()
    name = block.header.split("（")[0].split("(")[0].strip()
    start = doc.text.rfind(name, 0, block.start)
    return ((start, start + len(name)),) if name and start >= 0 else ()
