"""What the members of a list share: 以上 behind the last, 超过 before the first, the full unit of the last."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Amount, Mention
from .quantity_qualifier import bounded_before, bounded_behind

_BETWEEN = frozenset("、和与及或")


def spread(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, the members of each list with the approximation and the unit that stand only once.

    >>> first = Mention(0, 3, "quantity", Amount(None, "%"), "counted")
    >>> last = Mention(4, 9, "quantity", Amount(None, "%", "over"), "counted")
    >>> [m.value.qualifier for m in spread("45%、75%以上", [first, last])]
    ['over', 'over']
    """
    found = list(mentions)
    bounded = False
    for index in range(len(found) - 1, 0, -1):
        mention, following = found[index - 1], found[index]
        if not _joined(folded, mention, following):
            bounded = False
            continue
        bounded = bounded or bounded_behind(folded[following.start : following.end])
        found[index - 1] = mention._replace(value=_from_next(mention.value, following.value, bounded))
    bounded = False
    for index in range(1, len(found)):
        previous, mention = found[index - 1], found[index]
        if not _joined(folded, previous, mention):
            bounded = False
            continue
        bounded = bounded or bounded_before(folded[previous.start : previous.end])
        if bounded:
            found[index] = mention._replace(value=_bounded(mention.value, previous.value))
    return found


def _joined(folded: str, one: Mention, other: Mention) -> bool:
    return other.start == one.end + 1 and folded[one.end] in _BETWEEN


def _from_next(value: Amount, following: Amount, bounded: bool) -> Amount:
    if value.unit == "个" and value.unit_text == "个" and following.unit_text.startswith("个"):
        value = value._replace(unit=following.unit)
    return _bounded(value, following) if bounded else value


def _bounded(value: Amount, other: Amount) -> Amount:
    same = value.unit == other.unit and value.qualifier == "exact" and other.qualifier != "range"
    return value._replace(qualifier=other.qualifier) if same else value
