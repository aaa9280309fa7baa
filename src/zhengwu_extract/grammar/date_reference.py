"""What a time expression is read against: the publish date, the year under review, the year in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..document import Document, Period
from .date_calendar import Days
from .date_shapes import YEAR

_REPORT = re.compile(r"(?:((?:19|20)\d\d)年[^\d]*)?政府工作报告[^一-龥]*$")
_BULLETIN = re.compile(r"((?:19|20)\d\d)年[^\d]*(?:公报|执行情况|年度报告|工作总结)")
_YEAR = re.compile(YEAR)
# Beside a point of time, these say that it is to come.
_PLANNED = re.compile("将|拟|计划|力争|预计|争取|确保|有望|要|[底末月日节][之以]?前")
# Beyond these years a century more or less would leave the calendar.
_FIRST, _LAST = date(1200, 1, 1), date(8000, 12, 31)
# Until March, 一年来 is the year before.
_REVIEWING = 3
# Until February, a bare 全年 that nothing plans is the year before.
_SUMMING_UP = 2
# A document that calls itself a plan.
_PLAN = re.compile("安排|计划|规划|方案|任务|目标|打算|民生实事")
# A heading is short; the year it names holds for the paragraphs below it.
_HEADING = 40
_SENTENCE_ENDS = ("。", ";", ",", "!", "?")


@dataclass(slots=True)
class Reference:
    """The state of a reading from left to right.

    `reviewed` is the year that an annual report looks back on (`bulletin`: its 今年 is that year too). `section` is the
    year of the last heading that names one, `year` the one last named in the paragraph, `whole` the last whole year
    that was named, `latest` the days last named; `around` is the text beside the point being read; `plans` says that
    the document is a plan.
    """

    published: date | None
    reviewed: int | None = None
    bulletin: bool = False
    section: int | None = None
    year: int | None = None
    whole: int | None = None
    latest: Days | None = None
    around: str = ""
    plans: bool = False

    @classmethod
    def of(cls, doc: Document) -> Reference:
        """Return the reference at the beginning of a document.

        >>> Reference.of(Document("", title="某市2022年统计公报")).reviewed
        2022
        >>> Reference.of(Document("", title="某局2019年工作总结和2020年工作要点")).reviewed
        2019
        """
        title = doc.title or ""
        published = doc.published if doc.published and _FIRST <= doc.published <= _LAST else None
        if found := _BULLETIN.search(title):
            return cls(published, int(found[1]), bulletin="公报" in found[0])
        plans = _PLAN.search(title) is not None
        if found := _REPORT.search(title):
            year = int(found[1]) if found[1] else published.year if published else None
            return cls(published, year - 1 if year else None, plans=plans)
        is_report = published is not None and published.month <= _REVIEWING and "各位代表" in doc.folded
        return cls(published, published.year - 1 if published and is_report else None, plans=plans)

    @property
    def this_year(self) -> int | None:
        """The year that 今年 means."""
        if self.bulletin or self.published is None:
            return self.reviewed + (not self.bulletin) if self.reviewed else None
        return self.published.year

    @property
    def year_looked_back(self) -> int | None:
        """The calendar year that 一年来 means, None where it is the year up to the publish date."""
        if self.reviewed:
            return None if self.bulletin else self.reviewed
        return self.published.year - 1 if self.published and self.published.month <= _REVIEWING else None

    @property
    def year_in_force(self) -> int | None:
        """The year of a bare 全年 or 年末: early in a year the one that is over, unless something is planned."""
        year = self.year or self.section or self.reviewed
        if year or self.published is None:
            return year or self.this_year
        if self.whole == self.published.year - 1 and not self.planned:
            return self.whole
        return self.published.year - (self.published.month <= _SUMMING_UP and not (self.plans or self.planned))

    @property
    def closes_plan(self) -> bool:
        """Whether this is the annual report that looks back on a five-year plan."""
        return self.reviewed is not None and not self.bulletin and self.reviewed % 5 == 0

    def occurrence(self, days_in: Callable[[int], Days | None]) -> Days | None:
        """Return a stretch that comes every year, in the year in force or else nearest to the publish date."""
        year = self.year or self.section or self.reviewed
        if year:
            return days_in(year)
        if self.published is None:
            return None
        near = [days_in(self.published.year + offset) for offset in (-1, 0, 1)]
        return min(filter(None, near), key=self._distance, default=None)

    def _distance(self, days: Days) -> int:
        """Days since the end of what is past or to the middle of what is to come; the less likely side thrice."""
        assert self.published is not None
        if days.first <= self.published <= days.last:
            return 0
        if days.last < self.published:
            return (self.published - days.last).days * (3 if self.planned else 1)
        ahead = (days.first - self.published).days + (days.last - days.first).days // 2
        return ahead * (1 if self.planned else 3)

    @property
    def planned(self) -> bool:
        """Whether the words around say that something is to come."""
        return _PLANNED.search(self.around) is not None

    def is_past(self, day: date) -> bool:
        """Whether a day is no later than the publish date, or nobody can tell."""
        return self.published is None or day <= self.published

    def state(self, last: date) -> Period:
        """Return what 年末 and 8月底 are: the state on that day if it is past, a deadline if it is to come."""
        return Period("as_of" if self.is_past(last) else "deadline", None, last)

    def so_far(self, days: Days | None) -> Period:
        """Return the days from the first of `days` to the publish date; no end when they are to come."""
        if days is None:
            return Period("period")
        return Period("period", days.first, self.published if self.is_past(days.first) else None)

    def remember(self, value: Period, point: str) -> None:
        """Take over the days of a point; its year only when it names one and is not the date of the news itself."""
        if value.start is None or value.end is None:
            if value.kind == "as_of" and value.end and names_year(point):
                self.year = value.end.year
            return
        self.latest = Days(value.start, value.end)
        if value.start.year == value.end.year != self.year and names_year(point):
            of_news = value.start == value.end and self.published and abs((self.published - value.end).days) < 31
            self.year = self.year if of_news else value.end.year
        if Days(value.start, value.end).is_year and names_year(point):
            self.whole = value.end.year

    def new_paragraph(self, before: str) -> None:
        """Forget what the paragraph before has set, but for the whole year that a heading names."""
        days = self.latest
        heading = len(before) <= _HEADING and not before.rstrip().endswith(_SENTENCE_ENDS)
        if heading and self.year and days and (days.last - days.first).days >= 364:
            self.section = self.year
        self.year = None


def period(days: Days | None) -> Period:
    """Return the period of some days, without ends when they are unknown.

    >>> period(None)
    Period(kind='period', start=None, end=None)
    """
    return Period("period", days.first, days.last) if days else Period("period")


def names_year(text: str) -> bool:
    """Whether a point of time says which year it is of.

    >>> names_year("去年8月"), names_year("8月")
    (True, False)
    """
    return _YEAR.match(text) is not None
