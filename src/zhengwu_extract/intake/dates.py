"""Publish dates as pages, tables and files write them."""

from __future__ import annotations

import re
from datetime import date

from .fold import fold

# 2022-08-11 09:08, 2022/8/11, 2022.08.11, 2022年8月11日, 20220811, 2022-08-11T09:08:00+08:00
_DATE = re.compile(r"((?:19|20)\d\d)(?:\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})|(\d\d)(\d\d))(?!\d{1,3}(?!\d))")


def parse_date(written: str) -> date | None:
    """Return the day that `written` begins with; None where it is no date, or one that no calendar has.

    >>> parse_date("2022年8月11日 09:08"), parse_date("2022-13-45"), parse_date("20220811090800")
    (datetime.date(2022, 8, 11), None, datetime.date(2022, 8, 11))
    """
    found = _DATE.match(fold(written).strip())
    if found is None:
        return None
    year, *parts = found.groups()
    month, day = (int(part) for part in parts if part is not None)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
