"""Calendar arithmetic and the named periods of lexicon/periods.tsv."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from ..lexicon import PeriodWord, table

ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """A stretch of days, both ends in it; `edge` marks one named by its last day only (年底, 8月末)."""

    first: date
    last: date
    edge: bool = False

    @property
    def is_year(self) -> bool:
        """Whether these are the days of one calendar year."""
        return (self.first.month, self.first.day) == (1, 1) and self.last == self.first.replace(month=12, day=31)


def day(year: int, month: int, number: int) -> Days | None:
    """Return one day, or None when the calendar has no such day.

    >>> day(2019, 2, 29) is None
    True
    """
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    only = date(year, month, number)
    return Days(only, only)


@lru_cache(maxsize=4096)
def months(year: int, first: int, last: int) -> Days:
    """Return the days from month `first` to month `last` of `year`; months below 1 or above 12 leave the year.

    >>> months(2022, 1, 8).last.isoformat()
    '2022-08-31'
    """
    start = month_start(year, first)
    return Days(start, month_start(year, last + 1) - ONE_DAY)


def month_start(year: int, month: int) -> date:
    """Return the first day of a month counted from January of `year`; 0 is December of the year before."""
    years, index = divmod(month - 1, 12)
    return date(year + years, index + 1, 1)


def shift(from_day: date, *, years: int = 0, months: int = 0) -> date:
    """Return the same day so many years and months on; the last of the month where that day is missing.

    >>> shift(date(2024, 2, 29), years=-1).isoformat()
    '2023-02-28'
    """
    start = month_start(from_day.year + years, from_day.month + months)
    return start.replace(day=min(from_day.day, monthrange(start.year, start.month)[1]))


def week(of: date, weeks: int = 0) -> Days:
    """Return the week, Monday to Sunday, that is `weeks` after the week of a day."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=weeks)
    return Days(monday, monday + timedelta(days=6))


def week_of_month(year: int, month: int, number: int) -> Days:
    """Return the week that begins on the `number`-th Monday of a month."""
    first = date(year, month, 1)
    return week(first + timedelta(days=-first.weekday() % 7), number - 1)


@cache
def named_periods() -> dict[str, tuple[PeriodWord, ...]]:
    """Return the rows of each name; a movable feast has one row a year."""
    rows: dict[str, list[PeriodWord]] = {}
    for row in table("periods", PeriodWord):
        rows.setdefault(row.surface, []).append(row)
    return {surface: tuple(found) for surface, found in rows.items()}


def is_named(name: str) -> bool:
    """Whether the table knows a period of this name."""
    return name in named_periods()


def event_names() -> list[str]:
    """Return the names that stand for one date in history (党的十八大), a time only together with 以来."""
    return [n for n, rows in named_periods().items() if len(rows) == 1 and rows[0].start[4:5] == "-"]


def season_names() -> list[str]:
    """Return the names of stretches of the year that are also plain words (汛期, 冬季)."""
    events = set(event_names())
    return [
        name
        for name, rows in named_periods().items()
        if rows[0].start != rows[0].end and name not in events and not name.endswith(("假期", "期间", "时节"))
    ]


def festival_names() -> list[str]:
    """Return the names that are a time wherever they stand (春节, 国庆假期)."""
    others = {*event_names(), *season_names()}
    return [name for name in named_periods() if name not in others]


def named_period(name: str, year: int) -> Days | None:
    """Return the days of a named period in a year, None when the table does not reach that year.

    >>> named_period("春节假期", 2022).first.isoformat()
    '2022-01-31'
    """
    rows = named_periods().get(name, ())
    for row in rows:
        first, last = _read_end(row.start, year), _read_end(row.end, year)
        if first and last:
            return Days(first, last if last >= first else shift(last, years=1))
    return None


def _read_end(cell: str, year: int) -> date | None:
    if cell[4:5] == "-":
        found = date.fromisoformat(cell)
        return found if found.year == year else None
    if cell[2:3] == "-" and cell[:2].isdigit():
        return date(year, int(cell[:2]), int(cell[3:]))
    sign = 1 if "+" in cell else -1
    name, _, days = cell.partition("+" if sign == 1 else "-")
    base = named_period(name, year)
    return base.first + timedelta(days=sign * int(days)) if base else None


@cache
def event(name: str) -> date:
    """Return the first day of an event in history."""
    return date.fromisoformat(named_periods()[name][0].start)
