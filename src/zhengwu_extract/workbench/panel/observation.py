"""A record as an observation of an indicator: what of it, of which place, at what time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from ...normalise.indicator import indicator as canonical
from ...record import Record
from ..extraction import Extracted
from .area import Area, area
from .period import Span, span
from .unit import usual_unit

Aspect = Literal["level", "target", "growth", "growth_target", "change", "change_target", "completion", "other"]
LeftOut: TypeAlias = Counter[str]

# A change against anything but the year before (比2015年, 高于全省) is no growth of the period.
YEAR_BEFORE = (None, "yoy")
YEAR_BEGIN = ("比年初", "较年初")
# Growth of several years together or averaged over them, growth at other prices, and a level told as a share of an
# earlier one (相当于2019年同期的43.2%) are not the growth of the period.
_OTHER_GROWTH = re.compile("年均|年平均|平均每年|两年平均|累计|实际(?:增长|下降|增速)|(?:扣除|剔除)价格|的$")
_CLAUSE_END = re.compile("[，,；;。！？]")


class Observation(NamedTuple):
    """One record seen as an `aspect` of an indicator; `published` is the day of its document."""

    indicator: str
    area: Area
    span: Span
    aspect: Aspect
    record: Record
    published: date | None


def observations(
    documents: Iterable[Extracted], metrics: Collection[str] = (), left_out: LeftOut | None = None
) -> Iterator[Observation]:
    """Yield the observations of the named metrics, or of all indicators where none are named.

    A metric is named by its indicator, or where it is none by its own words. What cannot be placed is counted in
    `left_out` by its reason.
    """
    names = {_plain(name): name for name in metrics} | {canonical(name) or name: name for name in metrics}
    skipped: LeftOut = Counter() if left_out is None else left_out
    for document in documents:
        by_id = {record.id: record for record in document.records}
        source = document.source
        for record in document.records:
            name = _name(record, names)
            if name is None or record.scope != "core":
                continue
            published = source.published if source else None
            when = span(record, published)
            if _is_part(record, by_id):
                skipped["a part of another figure"] += 1
            elif when is None:
                skipped["no period"] += 1
            else:
                where = area(record, source.region if source else None)
                yield Observation(name, where, when, aspect(record, when, name), record, published)


def aspect(record: Record, when: Span, name: str) -> Aspect:
    """Return what a record says of an indicator at a time; `other` for what belongs in no cell of a panel.

    >>> from zhengwu_extract import extract
    >>> records = extract("2020年,全市粮食产量30万吨,年均增长2%,比2015年增长11%。", published="2021-01-08")
    >>> [aspect(record, span(record, None), "粮食产量") for record in records]
    ['level', 'other', 'other']
    """
    planned = record.role == "target"
    if record.measure == "level" or (record.measure == "share" and record.unit == usual_unit(name)):
        return "target" if planned else "level"
    if record.measure == "completion":
        return "other" if planned else "completion"
    against_year = record.base in YEAR_BEFORE or (record.base in YEAR_BEGIN and when.is_year)
    if not against_year or _OTHER_GROWTH.search(words_before(record)):
        return "other"
    if record.measure == "change":
        return "change_target" if planned else "change"
    if record.measure == "change_rate" and record.unit == "%":
        return "growth_target" if planned else "growth"
    return "other"


def words_before(record: Record) -> str:
    """Return the words of a record's clause that stand before its figure.

    >>> from zhengwu_extract import extract
    >>> words_before(extract("2020年,粮食产量年均增长2%。", published="2021-01-08")[0])
    '粮食产量年均增长'
    """
    before = record.sentence.text[: record.value.start - record.sentence.start]
    return _CLAUSE_END.split(before)[-1]


def _name(record: Record, names: dict[str, str]) -> str | None:
    if not names:
        return record.indicator
    if record.indicator in names:
        return record.indicator
    return names.get(_plain(record.metric.text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _is_part(record: Record, by_id: dict[str, Record]) -> bool:
    """Return whether a record tells of a part and yet has the indicator of the whole: 其中义务教育学位 of 公办学位."""
    whole = by_id.get(record.part_of or "")
    if whole is None:
        return False
    ours, theirs = (each.indicator or each.metric.text for each in (record, whole))
    return ours == theirs
