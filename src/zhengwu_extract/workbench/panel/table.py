"""Observations → the rows of a panel and the sources behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from ...record import Number
from .observation import Aspect, LeftOut, Observation
from .rows import ASPECTS, Cell, Key, Row, Trace
from .settle import Figure, Preference, figure, settle
from .unit import common_unit, factor, usual_unit

Axis = Literal["region", "period", "year", "document"]
AXES: tuple[Axis, ...] = get_args(Axis)
# What a figure of these is told in does not depend on the unit of its row.
_OWN_UNIT: tuple[Aspect, ...] = ("growth", "growth_target", "completion", "other")


class Panel(NamedTuple):
    """A panel: its rows, and a trace for each record that speaks of them."""

    rows: list[Row]
    traces: list[Trace]

    @property
    def conflicts(self) -> list[Trace]:
        """The traces of cells whose sources disagree."""
        return [trace for trace in self.traces if trace.in_conflict]


def panel(
    seen: Iterable[Observation],
    by: Sequence[Axis] = ("region", "period"),
    prefer: Preference = "none",
    left_out: LeftOut | None = None,
) -> Panel:
    """Lay observations out by region, period (or whole calendar years), document, and always by indicator and unit.

    What has no row is counted in `left_out` by its reason.

    >>> from zhengwu_extract import extract
    >>> from ..extraction import Extracted
    >>> from .observation import observations
    >>> records = extract("2020年,全市粮食产量30万吨,增长2%。", published="2021-01-08", region="衡水市")
    >>> row, = panel(observations([Extracted("doc", None, tuple(records))])).rows
    >>> row.region, row.period, row.indicator, row.level.number, row.unit, row.growth.number
    ('衡水市', '2020', '粮食产量', Decimal('300000'), '吨', Decimal('2'))
    """
    cells: dict[Key, dict[Aspect, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for key, each in _keyed(list(seen), by, Counter() if left_out is None else left_out):
        cells[key][each.seen.aspect].append(each)
    rows, traces = [], []
    for key in sorted(cells, key=_order):
        row, behind = _row(key, cells[key], prefer)
        rows += [row] if row else []
        traces += behind
    return Panel(rows, traces)


def _keyed(seen: list[Observation], by: Sequence[Axis], left_out: LeftOut) -> Iterator[tuple[Key, Figure]]:
    units = units_of(seen)
    for each in seen:
        if "year" in by and not each.span.is_year:
            left_out["not of one whole year"] += 1
            continue
        unit, times = converted(each, units[each.indicator])
        placed = figure(each, times)
        if placed:
            yield _key(each, unit, by), placed


def units_of(seen: Iterable[Observation]) -> dict[str, str]:
    """Return the unit of each indicator."""
    written: dict[str, list[str]] = defaultdict(list)
    for each in seen:
        written[each.indicator] += [each.record.unit] if each.aspect in ("level", "target") else []
    return {name: usual_unit(name) or common_unit(units) for name, units in written.items()}


def converted(each: Observation, unit: str) -> tuple[str, Decimal]:
    """Return the unit of an observation's row, and what its figure is multiplied with there.

    What does not convert (美元 to 元) gets a row of its own unit.
    """
    written = each.record.unit
    if each.aspect in _OWN_UNIT or (written == "百分点" and unit in ("%", "‰")):
        return unit, Decimal(1)
    times = factor(written, unit) if unit else None
    return (written, Decimal(1)) if times is None else (unit, times)


def _key(each: Observation, unit: str, by: Sequence[Axis]) -> Key:
    where, when = each.area, each.span
    timed = "period" in by or "year" in by
    return Key(
        doc_id=each.record.doc_id if "document" in by else None,
        region=where.name if "region" in by else None,
        region_code=where.code if "region" in by else None,
        period=when.label if timed else None,
        period_start=when.start if timed else None,
        period_end=when.end if timed else None,
        indicator=each.indicator,
        unit=unit,
    )


def _order(key: Key) -> tuple[str, ...]:
    parts = (key.region_code or "~", key.region, key.doc_id, key.indicator, key.period_end, key.period_start, key.unit)
    return tuple(str(part or "") for part in parts)


def _row(key: Key, by_aspect: dict[Aspect, list[Figure]], prefer: Preference) -> tuple[Row | None, list[Trace]]:
    """Return the row of a key, None when there is nothing for its cells, and the traces of all that was said."""
    cells: dict[str, Cell | None] = {}
    conflicts: list[str] = []
    traces: list[Trace] = []
    for aspect in (*ASPECTS, "other"):
        figures = by_aspect.get(aspect, [])
        if not figures:
            continue
        shown, conflict = (None, False) if aspect == "other" else settle(figures, prefer)
        if aspect != "other":
            cells[aspect] = _cell(shown) if shown else None
        conflicts += [aspect] if conflict else []
        traces += [_trace(key, each, shown=each is shown, conflict=conflict) for each in figures]
    fields = key.model_dump()
    return Row.model_validate(fields | cells | {"conflicts": tuple(conflicts)}) if cells else None, traces


def _cell(shown: Figure) -> Cell:
    value = shown.seen.record.value
    return Cell(
        number=_scaled(value.number, shown),
        low=_scaled(value.low, shown),
        high=_scaled(value.high, shown),
        qualifier=value.qualifier,
        record=shown.seen.record.id,
    )


def _scaled(number: Number | None, by: Figure) -> Decimal | None:
    return number if number is None or by.factor == 1 else number * by.factor


def _trace(key: Key, each: Figure, *, shown: bool, conflict: bool) -> Trace:
    record, cell = each.seen.record, _cell(each)
    return Trace(
        **key.model_dump(),
        aspect=each.seen.aspect,
        number=cell.number,
        low=cell.low,
        high=cell.high,
        qualifier=cell.qualifier,
        shown=shown,
        in_conflict=conflict,
        record=record.id,
        source_doc=record.doc_id,
        published=each.seen.published,
        region_told_by=each.seen.area.told_by,
        value_text=record.value.text,
        value_start=record.value.start,
        value_end=record.value.end,
        written_unit=record.unit,
        metric=record.metric.text,
        base=record.base,
        sentence_text=record.sentence.text,
        sentence_start=record.sentence.start,
        sentence_end=record.sentence.end,
        confidence=record.confidence,
        flags=record.flags,
    )
