"""What a number in a table cell measures, and when: the name of its row, and the header of its column."""

from __future__ import annotations

from ..document import Document
from .calendar import Calendar
from .site import Site, Spans


def choose_cell_metric(site: Site, doc: Document, calendar: Calendar) -> None:
    """Set the metric of a cell's number that no words of its own name: the row's first cell, then the column's header.

    The header's words are taken where they last stand above the cell; those of a time say nothing of what is measured.
    """
    block = doc.blocks[site.block]
    if block.kind != "cell" or site.metric_rule != "metric.none":
        return
    header = _header(site, doc)
    spans = [*_row_name(site, doc), *([header] if header and not calendar.before(*header) else [])]
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


def choose_cell_date(site: Site, doc: Document, calendar: Calendar) -> None:
    """Set the date of a cell's number to the one that the header of its column names (2021年, 今年上半年)."""
    block = doc.blocks[site.block]
    header = _header(site, doc) if block.kind == "cell" else None
    if header is None:
        return
    for mention in calendar.before(*header)[:1]:
        site.date, site.date_span = mention.value, (mention.start, mention.end)
        site.date_rule = "date.column"


def _header(site: Site, doc: Document) -> tuple[int, int] | None:
    block = doc.blocks[site.block]
    if not block.header:
        return None
    name = block.header.split("（")[0].split("(")[0].strip()
    start = doc.text.rfind(name, 0, block.start)
    return (start, start + len(name)) if name and start >= 0 else None
