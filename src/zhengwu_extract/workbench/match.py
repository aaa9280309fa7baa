"""When a predicted record says the same as a gold one: field by field, as the guideline's section on scoring has it."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeAlias

from ..document import Period
from .gold import Annotation, WrittenDate

# A date as an annotation or as the engine has it.
Dated: TypeAlias = WrittenDate | Period

Field = Literal["value", "metric", "program", "date", "target", "role", "measure"]
FIELDS: tuple[Field, ...] = ("value", "metric", "program", "date", "target", "role", "measure")
# Names agree when their bigrams do to this degree: enough for a tuple, and for a strict one.
PARTIAL, COMPLETE = 0.6, 0.85
_SAME_UNIT = {"名": "人", "位": "人", "平米": "平方米", "㎡": "平方米", "千米": "公里", "％": "%", "个百分点": "百分点"}


def matched(gold: list[Annotation], predicted: list[Annotation]) -> dict[int, int]:
    """Return gold index → predicted index, one to one by overlapping value spans, the largest overlap first.

    Of equal overlaps the pair whose beginnings are nearer comes first, then the later pair.
    """
    overlaps = sorted(
        (
            (shared, -abs(g.value.start - p.value.start), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if (shared := min(g.value.end, p.value.end) - max(g.value.start, p.value.start)) > 0
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in overlaps:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def right(field: Field, gold: Annotation, predicted: Annotation, published: str | None, least: float = PARTIAL) -> bool:
    """Return whether one field agrees; `least` is the similarity that names need."""
    match field:
        case "value":
            return same_number(gold, predicted) and same_unit(gold.unit, predicted.unit)
        case "role":
            return gold.role == predicted.role
        case "measure":
            return gold.measure == predicted.measure
        case "metric":
            return similarity(gold.metric.text, predicted.metric.text) >= least
        case "program":
            ours, theirs = (record.program.text if record.program else "" for record in (gold, predicted))
            return ours == theirs if not (ours and theirs) else similarity(ours, theirs) >= least
        case "date":
            return same_date(gold.date, predicted.date, published)
        case "target":
            return _same_target(gold, predicted)


def same_number(gold: Annotation, predicted: Annotation) -> bool:
    """Return whether two values agree apart from their unit: qualifier, and number or bounds."""
    ours, theirs = gold.value, predicted.value
    if ours.qualifier != theirs.qualifier:
        return False
    if ours.qualifier == "range":
        return _equal(ours.low, theirs.low) and _equal(ours.high, theirs.high)
    return _equal(ours.number, theirs.number)


def same_unit(ours: str | None, theirs: str | None) -> bool:
    """Return whether two units are the same under other names (名 and 人)."""
    return _SAME_UNIT.get(ours or "", ours) == _SAME_UNIT.get(theirs or "", theirs)


def similarity(ours: str, theirs: str) -> float:
    """Return the Dice coefficient of two names' character bigrams, punctuation and width apart.

    >>> similarity("便民市场开工", "便民市场开工建设")
    0.8333333333333334
    >>> similarity("（ＧＤＰ）", "gdp")
    1.0
    """
    ours, theirs = _plain(ours), _plain(theirs)
    if ours == theirs:
        return 1.0
    left, right = Counter(pairwise(ours)), Counter(pairwise(theirs))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "PZC")


def _equal(ours: Decimal | None, theirs: Decimal | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(float(ours), float(theirs), rel_tol=1e-9, abs_tol=1e-9)


def same_date(ours: Dated | None, theirs: Dated | None, published: str | None) -> bool:
    """Return whether two dates say the same; as of the publish date is what a text means that names none.

    >>> from datetime import date
    >>> same_date(None, Period("as_of", None, date(2022, 8, 11)), "2022-08-11")
    True
    """
    if ours is None:
        if theirs is None:
            return True
        return theirs.kind == "as_of" and (theirs.end.isoformat() if theirs.end else None) == published
    return theirs is not None and (ours.kind, ours.start, ours.end) == (theirs.kind, theirs.start, theirs.end)


def _same_target(gold: Annotation, predicted: Annotation) -> bool:
    ours, theirs = gold.target, predicted.target
    if ours is None or theirs is None:
        return ours is theirs
    if not _equal(ours.number, theirs.number) or not _equal(ours.completion, theirs.completion):
        return False
    return ours.number is None or same_unit(ours.unit, theirs.unit)
