"""What a number in a table cell measures, and when: the name of its row, and the header of its column."""

from __future__ import annotations

from ..document import Document
from .calendar import Calendar
from .site import Site, Spans


def choose_in_table(site: Site, doc: Document, calendar: Calendar) -> None:
    """Set what a table says of a cell's number: the date in its column's header, else the header as part of its metric.

    The metric of a number that no words of its own name is the row's first cell and the header, whose words are taken
    where they last stand above the cell.
    """
    if doc.blocks[site.block].kind != "cell":
        return
    header = _header(site, doc)
    dated = calendar.before(*header) if header else []
    if dated:
        site.date, site.date_span = dated[0].value, (dated[0].start, dated[0].end)
        site.date_rule = "date.column"
    spans = [*_row_name(site, doc), *([header] if header and not dated else [])]
    if spans and site.metric_rule == "metric.none":
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


def _header(site: Site, doc: Document) -> tuple[int, int] | None:
    block = doc.blocks[site.block]
    if not block.header:
        return None
    name = block.header.split("（")[0].split("(")[0].strip()
    start = doc.text.rfind(name, 0, block.start)
    return (start, start + len(name)) if name and start >= 0 else None
