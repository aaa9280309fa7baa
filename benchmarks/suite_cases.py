"""The cases of other systems' test suites, in one neutral form.

A suite is a file of JSON lines; see the README.md that comes with the suites for its fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

Kind = Literal["value", "period", "duration", "span"]
Days = tuple[date | None, date | None]
FINER = frozenset({"time", "timerange", "datetime", "datetimerange", "set"})
SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


class SuiteError(ValueError):
    """A suite that cannot be read; the message names the file and the line."""


class Bounds(NamedTuple):
    """The least and the greatest number; None where a side is open, equal for a single number."""

    low: Decimal | None
    high: Decimal | None


class Expected(NamedTuple):
    """What must be found: a span with a number (`bounds`, in `unit`) or with days; any of `days` will do.

    Neither is given where the suite only tests that something is found there. `finer` marks a time of day or a
    repeated time, which no item of ours states.
    """

    start: int
    end: int
    bounds: Bounds | None = None
    unit: str | None = None
    days: tuple[Days, ...] = ()
    finer: bool = False


class Case(NamedTuple):
    """One test: a text, the day it is read on, and what must be found in it."""

    id: str
    text: str
    read_on: date | None
    expected: tuple[Expected, ...]
    exhaustive: bool
    relevant: bool
    kind: Kind
    scope: str


def read_cases(path: Path) -> list[Case]:
    """Return the cases of one suite file; raise SuiteError when a line is not a case."""
    cases = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            cases.append(read_case(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise SuiteError(f"{path.name}:{number}: not a case ({type(error).__name__}: {error})") from error
    return cases


def read_case(row: Mapping[str, Any]) -> Case:
    """Return the case that one JSON object describes."""
    expected = tuple(_expected(e) for e in row["expected"])
    types = [e["type"] for e in row["expected"]]
    return Case(
        id=row["id"],
        text=row["text"],
        read_on=_day(row.get("reference_date")),
        expected=expected,
        exhaustive=row["exhaustive"],
        relevant=row["relevant"],
        kind=_kind(row["id"], expected, types),
        scope=row.get("scope") or next(iter(types), "currency" if "money" in row["id"] else ""),
    )


def _kind(name: str, expected: Sequence[Expected], types: Sequence[str]) -> Kind:
    if "time" not in name and "duration" not in name:
        return "value"
    if set(types) == {"duration"}:
        return "duration"
    return "period" if any(e.days or e.finer for e in expected) or not expected else "span"


def _expected(row: Mapping[str, Any]) -> Expected:
    periods = [row["period"], *(row.get("alternatives") or [])] if row.get("period") else []
    if row["type"] in FINER or any("T" in (end or "") for period in periods for end in period):
        return Expected(row["start"], row["end"], finer=True)
    bounds, unit = _amount(row.get("value"), row.get("unit"))
    days = tuple((_day(first), _day(last)) for first, last in periods)
    return Expected(row["start"], row["end"], bounds, unit, days)


def _amount(value: Any, unit: str | None) -> tuple[Bounds | None, str | None]:
    """Read ``5``, ``[3, 5]``, ``"(3,5]"``, ``{"year": 3.0}`` or a list of two such objects."""
    ends = value if isinstance(value, list) else [value, value]
    if value is None:
        return None, unit
    if isinstance(value, str):
        return _interval(value), unit
    if isinstance(ends[0], dict):
        ends, unit = [_duration(end)[0] for end in ends], _duration(ends[0])[1]
    low, high = (Decimal(str(end)) for end in ends)
    return Bounds(low, high), unit


def _duration(parts: Mapping[str, float]) -> tuple[float, str]:
    """Return a duration in its own unit, or in seconds where it has several (5 hours and 30 minutes)."""
    if len(parts) > 1:
        return sum(number * SECONDS[unit] for unit, number in parts.items()), "s"
    ((unit, number),) = parts.items()
    return number, unit


def _interval(text: str) -> Bounds:
    # Whether a bound belongs to the interval is not compared: no two systems agree on it.
    found = re.fullmatch(r"[(\[](-?[\d.]*),(-?[\d.]*)[)\]]", text)
    if not found:
        raise ValueError(f"not an interval: {text!r}")
    low, high = (Decimal(end) if end else None for end in found.groups())
    return Bounds(low, high)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def suite_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (suite name, path) of the suites in a folder, in the order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        yield path.stem.removesuffix("_zh"), path
