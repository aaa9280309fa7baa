"""Gold and predicted records of one document side by side: what agrees, what errs, what is missed or too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from .gold import Annotation, GoldDocument
from .match import COMPLETE, FIELDS, Field, matched, right, same_number

Outcome = Literal["correct", "wrong value", "wrong field", "missed", "spurious"]
OUTCOMES: tuple[Outcome, ...] = ("correct", "wrong value", "wrong field", "missed", "spurious")
# What must be right for each rung, beside the span; a rung includes the rungs before it, complete and strict stand
# beside the way. `number` is the value without its unit.
RUNGS = (
    "mention",
    "number",
    "value",
    "+date",
    "+metric",
    "+metric complete",
    "+program",
    "+target",
    "tuple",
    "strict",
)
_WAY: tuple[tuple[str, tuple[Field, ...]], ...] = (
    ("value", ("value",)),
    ("+date", ("date",)),
    ("+metric", ("metric",)),
    ("+program", ("program",)),
    ("+target", ("target",)),
    ("tuple", ("role", "measure")),
)


class Pair(NamedTuple):
    """A gold record with the prediction matched to it, or one of them alone; `wrong` names the fields that differ."""

    gold: Annotation | None
    predicted: Annotation | None
    wrong: tuple[Field, ...] = ()
    rungs: frozenset[str] = frozenset()

    @property
    def outcome(self) -> Outcome:
        """What the pair comes to."""
        if self.gold is None:
            return "spurious"
        if self.predicted is None:
            return "missed"
        if not self.wrong:
            return "correct"
        return "wrong value" if "value" in self.wrong else "wrong field"


class Comparison(NamedTuple):
    """One document's pairs that count; predictions on peripheral gold are set aside, repeated ones are spurious too."""

    document: GoldDocument
    pairs: tuple[Pair, ...]
    set_aside: int = 0
    repeated: int = 0

    def counts(self) -> Counter[str]:
        """Return gold, predicted, and the pairs on each rung and with each field right: to be added, then divided."""
        counts = Counter[str]()
        for pair in self.pairs:
            counts["gold"] += pair.gold is not None
            counts["predicted"] += pair.predicted is not None
            counts.update(pair.rungs)
            if pair.gold and pair.predicted:
                counts.update(f"right {field}" for field in FIELDS if field not in pair.wrong)
            counts[pair.outcome] += 1
        return counts


def compare(doc: GoldDocument, predicted: list[Annotation]) -> Comparison:
    """Match a document's core records with predictions; what a prediction says of a peripheral one is left out.

    >>> value, words = {"text": "15家", "start": 4, "end": 7, "number": 15}, {"text": "便民市场"}
    >>> row = {"value": value, "unit": "家", "measure": "level", "role": "actual", "metric": words}
    >>> doc = GoldDocument(id="a", text="今年建成15家便民市场。", records=[row])
    >>> compare(doc, [Annotation(**row | {"unit": "个"})]).pairs[0].outcome
    'wrong value'
    """
    gold = list(doc.records)
    pairs = matched(gold, predicted)
    found: list[Pair] = []
    set_aside = 0
    for index, record in enumerate(gold):
        if record.scope == "core":
            found.append(pair_of(record, predicted[pairs[index]], doc) if index in pairs else Pair(record, None))
        else:
            set_aside += index in pairs
    taken = set(pairs.values())
    spans = {predicted[index].span for index in taken}
    alone = [record for index, record in enumerate(predicted) if index not in taken]
    found += [Pair(None, record) for record in alone]
    return Comparison(doc, tuple(found), set_aside, sum(record.span in spans for record in alone))


def compare_all(documents: Iterable[GoldDocument], predicted: dict[str, list[Annotation]]) -> Iterator[Comparison]:
    """Compare every document with the predictions that bear its id."""
    for doc in documents:
        yield compare(doc, predicted.get(doc.id, []))


def pair_of(gold: Annotation, predicted: Annotation, doc: GoldDocument) -> Pair:
    """Return a gold record and the prediction matched to it, with what differs and the rungs it reaches."""
    wrong = tuple(field for field in FIELDS if not right(field, gold, predicted, doc.published))
    rungs = ["mention"]
    if same_number(gold, predicted):
        rungs.append("number")
    for rung, fields in _WAY:
        if any(field in wrong for field in fields):
            break
        rungs.append(rung)
    complete = right("metric", gold, predicted, doc.published, COMPLETE)
    if complete and "+metric" in rungs:
        rungs.append("+metric complete")
    if complete and not wrong and right("program", gold, predicted, doc.published, COMPLETE):
        rungs.append("strict")
    return Pair(gold, predicted, wrong, frozenset(rungs))
