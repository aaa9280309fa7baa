"""The validator: a valid document passes, each kind of error is refused with its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from documents import changed, sample

from zhengwu_extract.record import Place, Target, Value
from zhengwu_extract.workbench.gold import Words, WrittenDate
from zhengwu_extract.workbench.validate import problems

VALUE = sample().records[0].value
DATE = sample().records[0].date


def valued(**changes: Any) -> Value:
    return VALUE.model_copy(update=changes)


def dated(**changes: Any) -> WrittenDate:
    assert DATE
    return DATE.model_copy(update=changes)


def test_a_valid_document_has_no_problems() -> None:
    assert problems(sample()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": valued(start=19, end=22)}, "the value says '15家'"),
        ({"value": valued(text="", start=19, end=19)}, "the value is empty"),
        ({"metric": Words(text="便民市场开工", spans=((22, 26), (0, 2)))}, "metric: spans"),
        ({"metric": Words(text="便民市场", spans=((20, 24),))}, "metric: its spans hold"),
        ({"metric": Words(text="便民市场")}, "metric: empty, or without a place"),
        ({"date": dated(span=(0, 3))}, "date: the text has '截至目'"),
        ({"region": Place(text="全省")}, "region: '全省' does not stand in the text"),
        ({"value": valued(qualifier="range")}, "a range has low and high and no number"),
        ({"value": valued(number=None, low=Decimal(5), high=Decimal(3), qualifier="range")}, "is empty"),
        ({"value": valued(number=None)}, "a value that is exact has a number"),
        ({"unit": "只猫"}, "unit '只猫' is not in lexicon/units.tsv"),
        ({"commitment": "hard"}, "only a target has a commitment"),
        ({"measure": "share"}, "a share in 家"),
        ({"measure": "share", "unit": "%", "value": valued(number=Decimal(120))}, "a share of 120 %"),
        ({"date": dated(kind="period")}, "date: period with start None"),
        ({"date": dated(kind="period", start=date(2022, 12, 1))}, "date: a period from 2022-12-01 back to 2022-11-18"),
        ({"date": dated(end=date(2023, 1, 1))}, "date: an actual of 2023-01-01, after the text was published"),
        ({"target": Target(text="任务", number=Decimal(20))}, "target: number and unit come together"),
        ({"target": Target(text="任务", number=Decimal(20), unit="只猫")}, "target: unit '只猫'"),
        ({"role": "target", "target": Target(text="任务")}, "a target holds no target of its own"),
        (
            {"target": Target(text="任务", number=Decimal(20), unit="家", completion=Decimal("0.9"))},
            "15 of 20 is 0.7500, not 0.9; if the text itself says so, set the flag completion_mismatch",
        ),
        ({"flags": ("completion_mismatch",), "target": Target(text="任务")}, "is set, but the figures agree"),
        ({"part_of": "99家"}, "part_of: no other quantity of the document reads '99家'"),
        ({"part_of": "6家"}, "a part of 15 家 in a whole of 6; if the text itself says so, set the flag"),
    ],
)
def test_what_is_wrong_is_refused(changes: dict[str, Any], message: str) -> None:
    found = [str(problem) for problem in problems(changed(0, **changes))]
    assert any(message in line for line in found), found


def test_a_contradiction_of_the_text_itself_is_named_by_its_flag() -> None:
    target = Target(text="任务", number=Decimal(20), unit="家", completion=Decimal("0.9"))
    assert problems(changed(0, target=target, flags=("completion_mismatch",))) == []


def test_a_quantity_is_annotated_once() -> None:
    doc = sample()
    twice = doc.model_copy(update={"records": (*doc.records, doc.records[0])})
    assert "overlaps the quantity '15家'" in str(problems(twice)[0])


@pytest.mark.parametrize("published", [None, "2022", "2022-02-30"])
def test_a_publish_date_is_a_day(published: str | None) -> None:
    assert "publish date" in str(problems(sample().model_copy(update={"published": published}))[0])
