"""The text of a metric → the canonical name of the official indicator it names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ..lexicon import Indicator, table
from ..lexicon.place import by_spelling

# What may stand before an indicator and leaves it what it is, and what may stand behind it.
_LEAD = re.compile("(?:完成|实现|达到|取得|累计|全社会|同口径|年末|全年)+")
_TRAIL = re.compile("(?:同比|增长|增速|[增涨降]幅|目标|任务|计划|达到?|稳定|完成)+$")
_TRAIL_ENDS = frozenset("比长速幅标务划达到定成")


@cache
def _canonical() -> dict[str, str]:
    return {_plain(row.surface): row.canonical for row in table("indicators", Indicator)}


@cache
def _endings() -> frozenset[str]:
    return frozenset(name[-2:] for name in _canonical())


def indicator(metric_text: str) -> str | None:
    """Return the canonical name of the indicator that `metric_text` names, or None.

    The longest known name at the end of the text decides, words of growth and goal behind it left aside. In front of
    it only a verb or a place may stand: 文化产业增加值 is an indicator of its own, not 产业增加值.

    >>> indicator("规上工业增加值"), indicator("完成固定资产投资"), indicator("粮食产量稳定")
    ('规模以上工业增加值', '固定资产投资', '粮食产量')
    >>> indicator("跨境电商企业出口额") is None
    True
    """
    text = _plain(metric_text)
    found = _at_end(text)
    return _at_end(_TRAIL.sub("", text)) if found is None and text[-1:] in _TRAIL_ENDS else found


def _at_end(text: str) -> str | None:
    if text[-2:] not in _endings():
        return None
    known = _canonical()
    for start in range(len(text) - 1):
        name = known.get(text[start:])
        if name:
            before = text[:start]
            return name if not before or _LEAD.fullmatch(before) or before in by_spelling() else None
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")
