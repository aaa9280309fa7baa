"""When a case of another system's suite counts as right: the same values, units and days, whatever the spans."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from suite_cases import Bounds, Case, Days, Expected, SuiteError

# suite unit → our canonical unit → how many of the suite's unit one of ours is.
Units = Mapping[str, Mapping[str, Decimal]]


class Found(NamedTuple):
    """What one of our grammars found: a span with a number (`bounds`, in `unit`) or with days.

    `number` is the number as said, whatever bound it sets: 500 in 500多.
    """

    start: int
    end: int
    number: Decimal | None = None
    bounds: Bounds | None = None
    unit: str | None = None
    days: Days | None = None


class Verdict(NamedTuple):
    """How a case went; `spans` says whether the spans were the expected ones too."""

    right: bool
    spans: bool
    reason: str = ""


def judge(case: Case, found: Sequence[Found], units: Units) -> Verdict:
    """Return the verdict on what was found in a case.

    Each expectation takes one found item that overlaps it and means the same; in an exhaustive case none may be left.
    """
    left = list(found)
    spans = True
    for expected in case.expected:
        match = next((f for f in _nearest(expected, left) if same(expected, f, units)), None)
        if not match:
            return Verdict(False, False, f"not found: {case.text[expected.start : expected.end]}")
        left.remove(match)
        spans = spans and (match.start, match.end) == (expected.start, expected.end)
    if case.exhaustive and left:
        return Verdict(False, False, f"found too: {case.text[left[0].start : left[0].end]}")
    return Verdict(True, spans)


def _nearest(expected: Expected, found: Sequence[Found]) -> list[Found]:
    overlapping = [f for f in found if f.start < expected.end and f.end > expected.start]
    return sorted(overlapping, key=lambda f: abs(f.start - expected.start) + abs(f.end - expected.end))


def same(expected: Expected, found: Found, units: Units) -> bool:
    """Tell whether an item means what is expected; an expectation without value and days is met by any item."""
    if expected.finer:
        return False
    if expected.days:
        return found.days in expected.days
    if not expected.bounds:
        return True
    factor = _factor(expected.unit, found.unit, units)
    if factor is None:
        return False
    if found.number is not None and expected.bounds.low == expected.bounds.high:
        return _equal(expected.bounds.low, found.number, factor)
    bounds = found.bounds or Bounds(None, None)
    return all(_equal(e, f, factor) for e, f in zip(expected.bounds, bounds, strict=True))


def _factor(expected: str | None, found: str | None, units: Units) -> Decimal | None:
    if expected is None or expected == found:
        return Decimal(1)
    return units.get(expected, {}).get(found or "")


def _equal(expected: Decimal | None, found: Decimal | None, factor: Decimal) -> bool:
    if expected is None or found is None:
        return expected is found
    # Suites print repeating fractions to about 15 digits.
    return math.isclose(expected, found * factor, rel_tol=1e-9, abs_tol=1e-12)


def read_table(path: Path, columns: int) -> list[list[str]]:
    """Return the rows of a TSV without comments and header; raise SuiteError when one has other columns."""
    lines = path.read_text("utf-8").splitlines()
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    for number, row in rows:
        if len(row) != columns:
            raise SuiteError(f"{path.name}:{number}: {len(row)} columns, expected {columns}")
    return [row for _, row in rows[1:]]


def read_units(path: Path) -> Units:
    """Return the table of suite units."""
    units: dict[str, dict[str, Decimal]] = {}
    for suite_unit, unit, factor in read_table(path, 3):
        units.setdefault(suite_unit, {})[unit] = Decimal(factor)
    return units
