"""Quantities (约2.4万名, 3至5个, 三成以上, 7万亿): Document → Document + quantity mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from string import ascii_letters, digits

from ..document import Amount, Document, Mention
from . import quantity_form, quantity_shared, refusal
from .numeral import numeral_spans
from .quantity_cell import cells
from .quantity_qualifier import before
from .quantity_reading import Number, Reading
from .quantity_spread import spread
from .quantity_unit import unit_openings
from .refusal import refused_by
from .rule import Rule

RULES = (*quantity_form.RULES, *quantity_shared.RULES, *refusal.RULES)

# A longer run of digits is an identifier, and as a number would take more time than it is worth.
LONGEST = 32
# A range joins two numbers within so many characters of the first.
_JOINTS = frozenset("-~至到")
_JOINT_REACH = 7
_CURRENCY_ENDS = quantity_form.CURRENCY_ENDS | {" "}
_FOLLOWED_BY = {**quantity_form.FOLLOWED_BY, **quantity_shared.FOLLOWED_BY, "counted": unit_openings()}
_COUNTED = tuple(rule for rule in quantity_form.RULES if rule.name == "counted")
_SIGNS = ("-", "负", "零下")
_BEFORE_DASH = frozenset(ascii_letters + digits + "%)-")
# At the head of a line, or behind a word, only these take a sign; before others a - is a dash.
_SIGNED_UNITS = frozenset({"%", "‰", "百分点", "℃", "摄氏度", "华氏度"})
# What 负 ends a word with: 减负2亿元 is no negative number.
_BURDENS = frozenset("减降增税重")
_SIGN_ENDS = frozenset(sign[-1] for sign in _SIGNS)


def quantities(doc: Document) -> Document:
    """Add a mention for each quantity; its value is an Amount.

    Numbers inside date mentions are left alone.

    >>> from ..markup import describe
    >>> doc = quantities(Document("x", folded="培训约2.4万名职工,完成九成以上,居全国第3位"))
    >>> [describe(m.value) for m in doc.mentions]
    ['about 24000 人', 'over 90 %']
    """
    dated = {at for mention in doc.of("date") for at in range(mention.start, mention.end)}
    found = spread(doc.folded, list(_scan(doc.folded, dated)))
    return replace(doc, mentions=(*doc.mentions, *found, *cells(doc)))


def _scan(folded: str, dated: set[int]) -> Iterator[Mention]:
    at = 0
    for start, end in numeral_spans(folded):
        if start < at or start in dated or end - start > LONGEST:
            continue
        rules = _rules(folded, start, end)
        # 一 is hardly ever a count, and asking that first is cheaper.
        if not rules or (rules == _COUNTED and folded[start] == "一" and refused_by(folded, start)):
            continue
        number = Number(start, end, folded[start:end])
        for rule in rules:
            match = rule.regex.match(folded, end)
            readings: tuple[Reading, ...] = rule.make(match, number) if match else ()
            if readings:
                at = readings[-1].end
                if not refused_by(folded, start):
                    yield from (_mention(folded, found, rule.name) for found in readings)
                break


def _rules(folded: str, start: int, end: int) -> tuple[Rule, ...]:
    """Return the rules that can hold for a numeral, by what it is made of and what stands around it."""
    following = folded[end : end + 1]
    if following == " ":
        following = folded[end + 1 : end + 2]
    previous = folded[start - 1 : start]
    written = folded[start:end]
    return _chosen(
        following,
        joined=not _JOINTS.isdisjoint(folded[end : end + _JOINT_REACH]),
        named=previous in _CURRENCY_ENDS,
        changing=quantity_shared.begins_change(folded, start),
        scaled=written[-1] in quantity_shared.SCALES,
        divided="分" in written or "/" in written,
    )


@lru_cache(maxsize=1 << 12)
def _chosen(
    following: str, *, joined: bool, named: bool, changing: bool, scaled: bool, divided: bool
) -> tuple[Rule, ...]:
    met = {"range": joined, "currency": named, "changed": changing, "scaled": scaled, "fraction": divided}
    return tuple(
        rule
        for rule in (*quantity_form.RULES, *quantity_shared.RULES)
        if met.get(rule.name, True) and (rule.name not in _FOLLOWED_BY or following in _FOLLOWED_BY[rule.name])
    )


def _mention(folded: str, found: Reading, rule: str) -> Mention:
    start, amount = found.start, found.amount
    if folded[start - 1 : start] in _SIGN_ENDS:
        start, amount = _signed(folded, start, amount)
    bound = before(folded, start)
    if bound.qualifier != "exact" and amount.qualifier != "range":
        amount = amount._replace(qualifier=bound.qualifier)
    return Mention(bound.at, found.end, "quantity", amount, rule)


def _signed(folded: str, start: int, amount: Amount) -> tuple[int, Amount]:
    """Return where the sign before a number begins and the negative amount; both unchanged when it is no sign."""
    sign = next((sign for sign in _SIGNS if folded.endswith(sign, 0, start)), "")
    first = start - len(sign)
    previous = folded[first - 1 : first]
    other = _dash(previous, amount.unit) if sign == "-" else sign == "负" and previous in _BURDENS
    if not sign or amount.number is None or other:
        return start, amount
    return first, amount._replace(number=-amount.number)


def _dash(char: str, unit: str) -> bool:
    """Tell whether a - behind `char` is a dash or the mark of a list, not a sign: 目标-300家, or -300家 on a line."""
    if unit in _SIGNED_UNITS:
        return char in _BEFORE_DASH
    return char in _BEFORE_DASH or char.isalnum() or not char.strip()
