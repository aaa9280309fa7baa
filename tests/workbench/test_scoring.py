"""Scoring: what counts as right, how records are matched, and what the figures are made of."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from documents import sample
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.record import Target, Value
from zhengwu_extract.workbench.agreement import agree, kappa
from zhengwu_extract.workbench.calibration import bins, expected_error
from zhengwu_extract.workbench.compare import RUNGS, Comparison, compare
from zhengwu_extract.workbench.evaluation import evaluate, unlike
from zhengwu_extract.workbench.gold import Annotation, Words, WrittenDate
from zhengwu_extract.workbench.match import Field, matched, right
from zhengwu_extract.workbench.ratios import difference, ladder, ratio, total

GOLD = sample().records[0]


def value(start: int, end: int) -> Annotation:
    return GOLD.model_copy(update={"value": Value(text="x" * (end - start), start=start, end=end, number=Decimal(1))})


def day(kind: str, start: date | None, end: date | None) -> WrittenDate:
    return WrittenDate.model_validate({"text": "", "kind": kind, "start": start, "end": end})


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "expected"),
    [
        ("value", {}, {}, True),
        ("value", {}, {"unit": "个"}, False),
        ("value", {"unit": "人"}, {"unit": "名"}, True),
        ("value", {}, {"value": GOLD.value.model_copy(update={"qualifier": "over"})}, False),
        ("value", {}, {"value": GOLD.value.model_copy(update={"number": Decimal("15.0000000001")})}, True),
        ("value", {}, {"value": GOLD.value.model_copy(update={"number": Decimal("15.001")})}, False),
        ("metric", {}, {"metric": Words(text="便民市场开工建设")}, True),
        ("metric", {}, {"metric": Words(text="市场")}, False),
        ("metric", {"metric": Words(text="ＧＤＰ（总值）")}, {"metric": Words(text="gdp总值")}, True),
        ("program", {"program": None}, {"program": None}, True),
        ("program", {"program": None}, {}, False),
        ("program", {}, {"program": None}, False),
        ("program", {}, {"program": Words(text="便民市场")}, True),
        ("date", {"date": None}, {"date": None}, True),
        ("date", {"date": None}, {"date": day("as_of", None, date(2022, 11, 18))}, True),
        ("date", {"date": None}, {"date": day("as_of", None, date(2022, 11, 17))}, False),
        ("date", {}, {"date": None}, False),
        ("date", {}, {"date": day("deadline", None, date(2022, 11, 18))}, False),
        ("target", {"target": Target(text="a")}, {"target": Target(text="b")}, True),
        ("target", {"target": Target(text="a")}, {"target": Target(text="a", completion=Decimal("0.4"))}, False),
        ("target", {"target": Target(text="a", number=Decimal(2), unit="名")}, {"target": None}, False),
        (
            "target",
            {"target": Target(text="a", number=Decimal(2), unit="名")},
            {"target": Target(text="a", number=Decimal(2), unit="人")},
            True,
        ),
        ("role", {}, {"role": "target"}, False),
        ("measure", {}, {"measure": "change"}, False),
    ],
)
def test_a_field_is_right(field: Field, gold: dict[str, Any], predicted: dict[str, Any], expected: bool) -> None:
    assert right(field, GOLD.model_copy(update=gold), GOLD.model_copy(update=predicted), "2022-11-18") is expected


def test_the_largest_overlap_is_matched_first_and_each_record_once() -> None:
    gold, predicted = [value(0, 4), value(4, 6)], [value(3, 6), value(0, 2), value(10, 12)]
    assert matched(gold, predicted) == {0: 1, 1: 0}


def test_a_prediction_on_a_peripheral_record_is_set_aside() -> None:
    doc = sample()
    comparison = compare(doc, list(doc.records))
    assert comparison.counts()["gold"] == comparison.counts()["predicted"] == 4
    assert comparison.set_aside == 1


def test_a_record_predicted_twice_is_spurious_and_said_to_be_repeated() -> None:
    doc = sample()
    comparison = compare(doc, [doc.records[0], doc.records[0]])
    assert comparison.counts()["spurious"] == 1
    assert comparison.repeated == 1


@pytest.mark.parametrize(
    ("change", "outcome", "highest"),
    [
        ({}, "correct", "strict"),
        ({"unit": "个"}, "wrong value", "number"),
        ({"date": None}, "wrong field", "value"),
        ({"metric": Words(text="开会")}, "wrong field", "+date"),
        ({"program": None}, "wrong field", "+metric complete"),
        ({"target": Target(text="任务", completion=Decimal(1))}, "wrong field", "+program"),
        ({"measure": "change"}, "wrong field", "+target"),
        ({"metric": Words(text="便民市场开工建设啦")}, "correct", "tuple"),
    ],
)
def test_a_prediction_climbs_as_far_as_it_is_right(change: dict[str, Any], outcome: str, highest: str) -> None:
    doc = sample()
    (pair, *_) = compare(doc, [doc.records[0].model_copy(update=change)]).pairs
    assert pair.outcome == outcome
    assert highest in pair.rungs
    assert not pair.rungs & set(RUNGS[RUNGS.index(highest) + 1 :]) - {"+program", "+target", "tuple"}


def comparisons(seed: int, errors: float, number: int = 12) -> list[Comparison]:
    """Return comparisons of copies of the sample in which some records are dropped, as one annotator might."""
    chance = random.Random(seed)
    doc = sample()
    return [
        compare(doc.model_copy(update={"id": str(n)}), [r for r in doc.records if chance.random() > errors])
        for n in range(number)
    ]


def test_counts_are_added_before_ratios() -> None:
    doc = sample()
    half, none = compare(doc, list(doc.records[:2])), compare(doc, [])
    assert ratio(total([half, none]), "mention") == (1.0, 0.25, 0.4)


def test_an_interval_holds_its_figure_and_narrows_with_more_documents() -> None:
    few, many = ladder(comparisons(1, 0.4, 5))["tuple"], ladder(comparisons(1, 0.4, 80))["tuple"]
    assert few.low <= few.f1 <= few.high
    assert many.high - many.low < few.high - few.low


def test_a_difference_by_chance_is_likely_and_a_large_one_is_not() -> None:
    ours, same, worse = comparisons(1, 0.1, 30), comparisons(2, 0.1, 30), comparisons(3, 0.6, 30)
    assert difference(ours, same, "tuple", draws=400).p > 0.05
    assert difference(ours, worse, "tuple", draws=400).p < 0.01
    assert difference(ours, ours, "tuple", draws=50).p == 1.0
    assert {row[0] for row in unlike(ours, worse)} <= {str(n) for n in range(30)}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_the_calibration_error_lies_between_0_and_1(rows: list[tuple[float, bool]]) -> None:
    found = bins(rows)
    assert sum(held.records for held in found) == len(rows)
    error = expected_error(found)
    assert (error is None) is (not rows)
    assert error is None or 0 <= error <= 1


def test_slices_add_up_to_the_whole() -> None:
    figures = evaluate(comparisons(1, 0.3))
    for by in ("genre", "length", "measure", "role", "date"):
        assert sum(row.gold for row in figures.slices if row.by == by) == figures.gold
    assert {row.name for row in figures.slices if row.by == "date"} == {"in its own sentence", "inherited"}


def test_an_annotator_agrees_with_himself() -> None:
    doc = sample()
    found = agree([doc], {doc.id: list(doc.records)})
    assert set(found.f1.values()) == {1.0}
    assert set(found.kappa.values()) == {1.0}
    assert found.disagreements == ()


def test_disagreements_are_counted_by_kind_and_peripheral_ones_only_in_scope() -> None:
    doc = sample()
    first, second, third, walked, planned = doc.records
    others = [
        first.model_copy(update={"role": "target", "program": None}),
        second,
        third.model_copy(update={"scope": "peripheral"}),
        planned,
    ]
    found = agree([doc], {doc.id: others})
    assert found.kinds() == Counter({"role": 1, "program": 1})
    assert found.f1["mention"] == 2 * 4 / (5 + 4)
    assert found.f1["tuple"] == 2 * 2 / (3 + 3)
    assert found.kappa["scope"] < 1
    assert walked.scope == "peripheral"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_symmetric_and_at_most_1(rows: list[tuple[str, str]]) -> None:
    assert kappa(rows) == pytest.approx(kappa([(b, a) for a, b in rows]))
    assert kappa(rows) <= 1
