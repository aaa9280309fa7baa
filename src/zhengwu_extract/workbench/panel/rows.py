"""The tables of a panel, each a pydantic model: its rows, and the sources behind their cells."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ...document import Qualifier
from ...record import Number, Part
from .observation import Aspect

# The aspects that a row has cells for, in the order of its columns.
ASPECTS: tuple[Aspect, ...] = ("level", "target", "growth", "growth_target", "change", "change_target", "completion")


class Cell(Part):
    """A figure in the row's unit, or the bounds of a range; `record` is the record it comes from."""

    number: Number | None
    low: Number | None
    high: Number | None
    qualifier: Qualifier
    record: str


class Key(Part):
    """What a row is about. The fields that a panel is not laid out by are null."""

    doc_id: str | None
    region: str | None
    region_code: str | None
    period: str | None
    period_start: date | None
    period_end: date | None
    indicator: str
    unit: str


class Row(Key):
    """A row of the panel: growth and completion in per cent, a change of a rate in percentage points.

    `conflicts` names the aspects whose sources disagree; their cells are empty unless a preference was given.
    """

    level: Cell | None = None
    target: Cell | None = None
    growth: Cell | None = None
    growth_target: Cell | None = None
    change: Cell | None = None
    change_target: Cell | None = None
    completion: Cell | None = None
    conflicts: tuple[str, ...] = ()


class Trace(Key):
    """A record behind a panel: which cell it speaks for, whether it is shown there, and where it stands."""

    aspect: Aspect
    number: Number | None
    low: Number | None
    high: Number | None
    qualifier: Qualifier
    shown: bool
    in_conflict: bool
    record: str
    source_doc: str
    published: date | None
    region_told_by: Literal["record", "document"]
    value_text: str
    value_start: int
    value_end: int
    written_unit: str
    metric: str
    base: str | None
    sentence_text: str
    sentence_start: int
    sentence_end: int
    confidence: float
    flags: tuple[str, ...]
