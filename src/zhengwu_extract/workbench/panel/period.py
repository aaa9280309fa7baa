"""The time that a record speaks of, as the row of a panel names it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from ...record import Record


class Span(NamedTuple):
    """The first and last day of a period; without a first day, a state at the last."""

    start: date | None
    end: date

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.start == date(self.end.year, 1, 1) and self.end == date(self.end.year, 12, 31)

    def before(self) -> Span:
        """Return the same days one year earlier.

        >>> Span(date(2024, 1, 1), date(2024, 2, 29)).before().label
        '2023-01/2023-02'
        """
        return Span(self.start and _year_before(self.start), _year_before(self.end))

    @property
    def label(self) -> str:
        """The shortest name, after ISO 8601 where it has one.

        >>> Span(date(2022, 1, 1), date(2022, 12, 31)).label, Span(date(2022, 1, 1), date(2022, 8, 31)).label
        ('2022', '2022-01/2022-08')
        >>> Span(None, date(2022, 8, 31)).label, Span(date(2022, 4, 1), date(2022, 6, 30)).label
        ('../2022-08-31', '2022-Q2')
        >>> Span(date(2016, 1, 1), date(2020, 12, 31)).label, Span(date(2022, 7, 1), date(2022, 12, 31)).label
        ('2016/2020', '2022-H2')
        """
        first, last = self.start, self.end
        if first is None:
            return f"../{last}"
        if first.day != 1 or last != _last_day(last):
            return f"{first}/{last}"
        if (first.month, last.month) == (1, 12):
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
        if first.year == last.year and (name := _part_of_year(first.month, last.month)):
            return f"{first:%Y}-{name}"
        return f"{first:%Y-%m}/{last:%Y-%m}"


def span(record: Record, published: date | None) -> Span | None:
    """Return the time of a record, None where it has none or recurs.

    The last day of a year stands for the year: 年末 and 到2025年 belong beside 全年. A result of 今年 told in August is
    one of January to August.

    >>> from zhengwu_extract import extract
    >>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
    >>> span(record, date(2022, 8, 11)).label
    '2022-01-01/2022-08-11'
    """
    when = record.date
    if when is None or when.end is None:
        return None
    if when.start is None:
        at_year_end = (when.end.month, when.end.day) == (12, 31)
        return Span(date(when.end.year, 1, 1) if at_year_end else None, when.end)
    told = record.role == "actual" and published is not None and when.start <= published < when.end
    return Span(when.start, published if told and published else when.end)


def _part_of_year(first: int, last: int) -> str | None:
    months = last - first + 1
    if months == 1:
        return f"{first:02d}"
    if months == 3 and last % 3 == 0:
        return f"Q{last // 3}"
    return f"H{last // 6}" if months == 6 and last % 6 == 0 else None


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _year_before(day: date) -> date:
    """Return the day a year earlier; the last day of February stays the last."""
    year = day.year - 1
    return date(year, day.month, monthrange(year, day.month)[1] if day == _last_day(day) else day.day)
