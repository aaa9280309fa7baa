"""Arithmetic inside one sentence: figures that stand one behind another and are told to follow from each other.

The words between the figures say how they hang together, so no two are compared that the text does not compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from ...normalise.check import says_average
from ...record import Record
from .arithmetic import bounds, change_against_growth, change_misfit, growth_misfit, ratio_misfit, sum_of
from .finding import Finding, shown

# 由 263元 提高到 301元, 提高 38元: before the first level, between the levels, before the change.
_FROM = re.compile("(?:由|从)[^，,；;。由从]{0,16}$")
_TO = re.compile("[^，,；;。、]{0,12}?(?:到|至|为|成)[^，,；;。、]{0,8}")
_MOVED = re.compile(
    "[，,（(]?(?:同比|比上年|较上年|比去年|五年|净|共)*"
    "(?:增长|增幅|增加|增|提高|提升|上升|升|扩大|下降|降低|降幅|减少|缩短|缩小|压缩|压减|回落|降)(?:了|达|为|幅度)*"
)
_AGAINST = re.compile(
    "[，,（(]?(?:同比|比[^，,；;。]{1,8}|较[^，,；;。]{1,8})?(?:净增加?|增加|减少|多增|少增)(?:了|达)?"
)
_LAST_YEAR = re.compile("上年|去年|同比|同期")
# Growth at other prices or of another coverage than the levels.
_ADJUSTED = re.compile("可比|同口径|实际|剔除|扣除|不变价")
_SHARE = re.compile(
    "[^，,；;。、\\d]{0,8}[，,（(]?(?:约|仅|只|均)?占(?:总数|总量|全部|总额|比|比重|比例|其)?(?:的|为|达|达到)*"
)
_RATE = re.compile("[，,（(]?([\u4e00-\u9fff]{2})率(?:为|达|达到)?")
_NEXT_PART = re.compile("(?:、|，|,|和|与|及)[^，,；;。、\\d]{0,12}")
# A part of a part (日光温室中…, 又占…), and what is left, add nothing to the parts.
_NO_PART = re.compile("又|剩余|其余|余下|剩下|还有")
_AMONG = re.compile("(..)中")


def in_sentences(records: Sequence[Record], by_id: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield what does not hold inside the sentences of one document."""
    for _, group in groupby(records, key=lambda record: record.sentence.start):
        together = list(group)
        yield from _steps(together)
        yield from _chains(together)
        yield from _shares(together, by_id)
        yield from _rates(together)
        yield from _sums(together, by_id)


def _before(record: Record) -> str:
    return record.sentence.text[: record.value.start - record.sentence.start]


def _between(first: Record, second: Record) -> str:
    begin = first.sentence.start
    return first.sentence.text[first.value.end - begin : second.value.start - begin]


def _steps(records: Sequence[Record]) -> Iterator[Finding]:
    """Yield from-to pairs whose change or growth does not fit."""
    for at, (before, after) in enumerate(pairwise(records)):
        told = records[at + 2 : at + 4]
        if not (before.measure == after.measure == "level" and before.unit == after.unit):
            continue
        if not (_FROM.search(_before(before)) and _TO.fullmatch(_between(before, after))):
            continue
        last = after
        for change in told:
            if not _MOVED.fullmatch(words := _between(last, change)):
                break
            same_base = not _LAST_YEAR.search(words) or _LAST_YEAR.search(_before(before)[-16:])
            if same_base and not _ADJUSTED.search(words):
                yield from _step(before, after, change)
            last = change


def _step(before: Record, after: Record, change: Record) -> Iterator[Finding]:
    records = (before, after, change)
    if change.measure == "change_rate" and (message := growth_misfit(before, after, change)):
        yield Finding.on("growth", message, records)
    if change.measure == "change" and (message := change_misfit(before, after, change)):
        yield Finding.on("points" if change.unit == "百分点" else "change", message, records)


def _chains(records: Sequence[Record]) -> Iterator[Finding]:
    """Yield levels with a change and a growth that do not fit: 1034亿元, 比年初增加158亿元, 增长18%."""
    for level, change, rate in zip(records, records[1:], records[2:], strict=False):
        if (level.measure, change.measure, rate.measure) != ("level", "change", "change_rate"):
            continue
        words = _between(level, change), _between(change, rate)
        if not (_AGAINST.fullmatch(words[0]) and _MOVED.fullmatch(words[1])) or _ADJUSTED.search("".join(words)):
            continue
        if message := change_against_growth(level, change, rate):
            yield Finding.on("growth", message, (level, change, rate))


def _shares(records: Sequence[Record], by_id: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield parts whose share of their whole is not the quotient: 其中6家, 占40%."""
    for part, share in pairwise(records):
        whole = by_id.get(part.part_of or "")
        if whole and share.measure == "share" and _SHARE.fullmatch(_between(part, share)):
            message = ratio_misfit(part, whole, share)
            if message and part.measure == whole.measure == "level":
                yield Finding.on("share", message, (part, whole, share))


def _rates(records: Sequence[Record]) -> Iterator[Finding]:
    """Yield rates that are not done ÷ found: 排查隐患3862项, 整改3811项, 整改率98.7%."""
    for whole, part, rate in zip(records, records[1:], records[2:], strict=False):
        named = _RATE.fullmatch(_between(part, rate))
        if not named or named[1] not in _between(whole, part) or not whole.measure == part.measure == "level":
            continue
        if message := ratio_misfit(part, whole, rate):
            yield Finding.on("share", message, (part, whole, rate))


def _sums(records: Sequence[Record], by_id: Mapping[str, Record]) -> Iterator[Finding]:
    """Yield lists of parts that add up to more than their whole: 86家, 其中制造业52家、农业21家、服务业19家."""
    for part_of, group in groupby(records, key=lambda record: record.part_of):
        parts, whole = list(group), by_id.get(part_of or "")
        if whole is None or len(parts) < 2 or not all(_alike(part, whole) for part in parts):
            continue
        if not all(_is_listed(*pair) for pair in pairwise(parts)):
            continue
        every, most = sum_of(parts), bounds(whole)
        # One that alone exceeds the whole is flagged as such.
        if every and most and every.low > most.high and not any("part_exceeds_whole" in part.flags for part in parts):
            listed = " + ".join(part.value.text for part in parts)
            message = f"{listed} is {shown(every, whole.unit)}, more than {whole.value.text}, unless they overlap"
            yield Finding.on("parts", message, (whole, *parts))


def _is_listed(part: Record, following: Record) -> bool:
    """Return whether the words between two parts make them members of one list."""
    words = _between(part, following)
    among = _AMONG.search(words)
    of_a_part = among is not None and among[1] in _before(part)
    return _NEXT_PART.fullmatch(words) is not None and not of_a_part and not _NO_PART.search(words)


def _alike(part: Record, whole: Record) -> bool:
    if any(says_average(each.metric.text, _before(each)) for each in (part, whole)):
        return False
    return (part.unit, part.measure, part.role) == (whole.unit, whole.measure, whole.role)
