"""What our grammars find in a case: numerals, quantities or dates, by what its suite tests."""

from __future__ import annotations

from functools import cache

from suite_cases import Bounds, Case
from suite_scoring import Found

from zhengwu_extract.document import Amount, Document, Mention, Period
from zhengwu_extract.grammar.date import dates
from zhengwu_extract.grammar.numeral import Located, numerals
from zhengwu_extract.grammar.numeral_range import NumberRange, number_ranges
from zhengwu_extract.grammar.quantity import quantities
from zhengwu_extract.intake.fold import fold_text
from zhengwu_extract.lexicon import Unit, table

# The dimension class of our units that a suite of each scope lists; the scope "dimension" lists all others.
CLASSES = {"currency": "money", "percent": "ratio", "temperature": "temperature", "duration": "time"}
OTHERS = frozenset({"money", "ratio", "temperature"})


def find(case: Case) -> list[Found]:
    """Return what the grammar that a case tests finds in its text; of quantities, those of the class it tests."""
    doc = fold_text(Document(case.text, id=case.id, published=case.read_on))
    if case.kind in ("period", "span"):
        return [_date(m) for m in dates(doc).of("date")]
    if case.scope in ("number", "ordinal"):
        return [_numeral(n) for n in numerals(doc.folded)]
    found = [_quantity(m) for m in quantities(dates(doc)).of("quantity")]
    if case.scope.startswith("numberrange"):
        # Ranges of bare numbers are no quantities; the numerals know those that are said in one word (500多亿, 七八百).
        found = _apart([_range(r) for r in number_ranges(doc.folded)], found)
        found += [_numeral(n) for n in numerals(doc.folded) if not any(_overlap(n, f) for f in found)]
    return [f for f in found if _tested(case.scope, f)]


def _apart(ranges: list[Found], quantities: list[Found]) -> list[Found]:
    """Return ranges and quantities; where two overlap, the quantity only if its unit stands behind the range."""
    units = [q for q in quantities if not any(_overlap(q, r) and q.end <= r.end for r in ranges)]
    return units + [r for r in ranges if not any(_overlap(q, r) for q in units)]


def _overlap(one: Found | Located, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _date(mention: Mention) -> Found:
    period: Period = mention.value
    return Found(mention.start, mention.end, days=(period.start, period.end))


def _numeral(located: Located) -> Found:
    number, low, high, more = located.numeral[:4]
    bounds = Bounds(low, high) if number is None else Bounds(number, None if more else number)
    return Found(located.start, located.end, number, bounds)


def _range(found: NumberRange) -> Found:
    return Found(found.start, found.end, bounds=Bounds(found.low, found.high))


def _quantity(mention: Mention) -> Found:
    amount: Amount = mention.value
    number = amount.number
    low = None if amount.qualifier == "under" else number
    high = None if amount.qualifier == "over" else number
    bounds = Bounds(amount.low, amount.high) if amount.qualifier == "range" else Bounds(low, high)
    return Found(mention.start, mention.end, number, bounds, amount.unit)


def _tested(scope: str, found: Found) -> bool:
    """Tell whether a suite of this scope would list such a quantity at all: only those can be one too many."""
    if scope.startswith("numberrange"):
        return found.bounds != (found.number, found.number)
    dimension = _classes().get(found.unit or "")
    return dimension == CLASSES[scope] if scope in CLASSES else scope != "dimension" or dimension not in OTHERS


@cache
def _classes() -> dict[str, str]:
    return {unit.canonical: unit.dimension for unit in table("units", Unit)}
