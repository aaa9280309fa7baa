"""Arithmetic and calendar checks through the whole pipeline: what does not agree is flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from zhengwu_extract import Document, Options, Pipeline, Record, extract
from zhengwu_extract.normalise import records


def flags_of(text: str, value: str, published: str | None = "2022-08-11") -> tuple[str, ...]:
    records = {record.value.text: record for record in extract(text, published=published)}
    return records[value].flags


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("今年计划开工公租房2000套。截至目前，已开工1500套，完成年度任务的80%。", "1500套", "completion_mismatch"),
        ("今年建成便民市场15家，其中26家已营业。", "26家", "part_exceeds_whole"),
        ("今年建成便民市场15家，其中6家已营业。", "6家", None),
        ("今年任务为560万亩，已落实512万亩，完成任务的91.9%。", "512万亩", "completion_mismatch"),
        ("今年任务为560万亩，已落实512万亩，完成任务的91.4%。", "512万亩", None),
        ("今年任务为560万亩，已落实512万亩，完成任务的九成一。", "512万亩", None),
        ("上半年，受理办件426万件，日均4.7万件，其中桃城区受理88.5万件。", "88.5万件", None),
        ("上半年，家庭医生签约率26.3%，其中重点人群签约率48.5%。", "48.5%", None),
        ("2023年，全市接待游客300万人次。", "300万人次", None),
    ],
)
def test_flags(text: str, value: str, flag: str | None) -> None:
    assert flags_of(text, value) == ((flag,) if flag else ())


def test_a_completion_that_agrees_carries_its_target() -> None:
    text = "今年计划开工公租房2000套。截至目前，已开工1500套，完成年度任务的75%。"
    record = next(r for r in extract(text, published="2022-08-11") if r.value.text == "1500套")
    assert isinstance(record, Record)
    assert record.target is not None
    assert record.target.number == Decimal(2000)
    assert record.target.unit == "套"
    assert record.target.completion == Decimal("0.75")
    assert record.flags == ()


def test_a_missing_publish_date_is_flagged_where_a_date_needed_it() -> None:
    assert flags_of("今年建成便民市场15家。", "15家", published=None) == ("published_missing",)
    assert flags_of("建成便民市场15家。", "15家", published=None) == ()


def test_what_is_so_already_is_as_of_a_day_and_has_no_deadline() -> None:
    # A tagger may decide that what the rules took for planned is done.
    doc = Pipeline(Options(model="none")).read(Document("年底前建成便民市场15家。", published=date(2022, 8, 11)))
    done = tuple(link._replace(value="actual") if link.role == "role" else link for link in doc.links)
    kinds = [
        record.date and (record.date.kind, record.date.end)
        for each in (doc, replace(doc, links=done))
        for record in records(each)
    ]
    assert kinds == [("deadline", date(2022, 12, 31)), ("as_of", date(2022, 12, 31))]
