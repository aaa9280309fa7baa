"""Table cells that hold a bare number: the unit is what the header says (单位：万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..document import Amount, Document, Mention
from .numeral import parse_numeral
from .quantity_unit import canonical

_BARE = re.compile(r"\s*(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*$")
_HEADER = re.compile(r"(?P<scale>[十百千万亿]*)(?P<unit>.*)", re.DOTALL)


def cells(doc: Document) -> Iterator[Mention]:
    """Yield a quantity for each table cell that is a bare number under a unit.

    >>> from ..document import Block
    >>> table = Document("12.5", folded="12.5", blocks=(Block(0, 4, "cell", "万元"),))
    >>> [(m.value.number, m.value.unit) for m in cells(table)]
    [(Decimal('125000.0'), '元')]
    """
    for block in doc.blocks:
        if block.kind == "cell" and block.unit:
            found = _BARE.match(doc.folded, block.start, block.end)
            if found:
                yield _cell(found, block.unit)


def _cell(found: re.Match[str], header: str) -> Mention:
    number = Decimal(found["number"].replace(",", ""))
    written = _HEADER.fullmatch(header.strip())
    assert written  # both groups may be empty
    scale = parse_numeral(written["scale"]) if written["scale"] and written["unit"] else None
    surface = written["unit"] or written["scale"]
    amount = Amount(number * scale.number if scale and scale.number else number, canonical(surface), unit_text=surface)
    return Mention(*found.span("number"), "quantity", amount, "cell")
