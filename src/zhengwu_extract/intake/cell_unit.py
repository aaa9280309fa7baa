"""Units that a table states for its numbers: in a caption, in a header, beside the name of a row."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import Unit, table

_CAPTION = re.compile(r"(?:^|[\s(])(?:计量)?单位:\s*([^\s():,、]{1,12})\)?$")
_IN_BRACKETS = re.compile(r"\(\s*(?:单位:)?±?\s*([^()]{1,12}?)\s*\)\s*$")
# Rates keep out of the unit that stands over the whole table.
_RATE = re.compile(r"增长|增速|增幅|比重|占比|[率±%]")
_SCALES = "十百千万亿"


def table_unit(line: str) -> str | None:
    """Return the unit that a caption (folded) states for the table under it.

    >>> table_unit("(单位:万元)"), table_unit("表3 主要指标 单位:个"), table_unit("报送单位:市统计局")
    ('万元', '个', None)
    """
    found = _CAPTION.search(line) if "单位:" in line else None
    return found[1] if found and is_unit(found[1]) else None


def header_unit(header: str) -> str | None:
    """Return the unit in the brackets that end a header (folded).

    >>> header_unit("完成投资(亿元)"), header_unit("同比增长(±%)"), header_unit("企业(规上)")
    ('亿元', '%', None)
    """
    found = _IN_BRACKETS.search(header)
    return found[1] if found and is_unit(found[1]) else None


def is_rate(header: str) -> bool:
    """Tell whether a header (folded) names a rate, to which the unit of the table does not apply.

    >>> is_rate("同比增速"), is_rate("完成投资")
    (True, False)
    """
    return _RATE.search(header) is not None


def is_unit(word: str) -> bool:
    """Tell whether `word` is a unit of the lexicon, with or without a scale before it.

    >>> is_unit("万元"), is_unit("亿千瓦时"), is_unit("规上")
    (True, True, False)
    """
    known = _surfaces()
    scales = len(word) - len(word.lstrip(_SCALES))
    return any(word[at:] in known for at in range(scales + 1))


@cache
def _surfaces() -> frozenset[str]:
    return frozenset(unit.surface for unit in table("units", Unit))
