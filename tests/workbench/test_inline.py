"""The inline form: what it reads, what it refuses, and that nothing is lost on the way."""

from __future__ import annotations

import pytest
from documents import INLINE, documents, sample
from hypothesis import given

from zhengwu_extract.workbench import WorkbenchError
from zhengwu_extract.workbench.gold import GoldDocument
from zhengwu_extract.workbench.inline import from_inline, to_inline


def test_the_sample_reads_as_written() -> None:
    doc = sample()
    first, second, third, fourth, fifth = doc.records
    assert doc.domain == ("trade", "housing")
    assert all(doc.text[r.value.start : r.value.end] == r.value.text for r in doc.records)
    assert first.metric.text == "便民市场开工"
    assert second.part_of == "15家"
    assert second.date is not None
    assert second.date.inherited
    assert third.target is not None
    assert third.target.completion is not None
    assert float(third.target.completion) == 0.4
    assert fourth.value.low == 3
    assert fourth.value.high == 5
    assert fourth.scope == "peripheral"
    assert (fifth.value.qualifier, fifth.commitment) == ("over", "soft")


def test_what_is_read_is_written_the_same_with_numbers_only_where_they_are_needed() -> None:
    assert to_inline(sample()) == INLINE.replace("便民市场@2+营业", "便民市场+营业")


def test_a_surface_means_the_place_nearest_to_its_quantity() -> None:
    without_number = from_inline(INLINE.replace("便民市场@2+营业", "便民市场+营业"))
    assert sample().records[1].metric.spans == without_number.records[1].metric.spans


@given(documents())
def test_nothing_is_lost(doc: GoldDocument) -> None:
    back = from_inline(to_inline(doc))
    assert [without_inheritance(r) for r in back.records] == [without_inheritance(r) for r in doc.records]
    assert back.text == doc.text


def without_inheritance(record: object) -> object:
    """Return a record as plain values; whether a date is inherited follows from where it stands."""
    plain = record.model_dump()  # type: ignore[attr-defined]
    if plain["date"]:
        plain["date"]["inherited"] = None
    return plain


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("> 6家 | 6 家", "> 7家 | 6 家", "a.txt:10: the row is about '7家' where the braces hold '6家'"),
        ("metric 便民市场@2+营业", "metric 停车场", "a.txt:10: these words do not stand in the text"),
        ("| 6 家 |", "| six |", "a.txt:10: an amount is written like"),
        ("level actual peripheral", "level actual maybe", "a.txt:13: expected a measure, a role"),
        ("commitment soft", "commitment firm", "a.txt:14: '20家以上'"),
        ("commitment soft", "colour red", "a.txt:14: 'colour' is no field"),
        ("part_of 15家", "part_of 15家 | part_of 15家", "a.txt:10: 'part_of' is given twice"),
        ("metric 走了", "base yoy", "a.txt:13: no metric for '3至5公里'"),
        ("as_of ..2022-11-18 | region", "on ..2022-11-18 | region", "a.txt:9: a date is written like"),
        ("target 年度任务 | ", "", "a.txt:11: target_completion without a target"),
        ("{6家}", "{6家", "a.txt:8: column"),
        (INLINE.splitlines(True)[-2], "", "the last paragraph still waits for the row of '20家以上'"),
        ("\n> 20家以上", "\n20家以上", "the paragraph above still waits for the row of '20家以上'"),
        ("id: a\n", "", "the header names no id"),
        ("title:", "headline:", "a.txt:2: expected one of id, title"),
    ],
)
def test_an_error_says_where_and_what(written: str, instead: str, message: str) -> None:
    assert written in INLINE
    with pytest.raises(WorkbenchError) as error:
        from_inline(INLINE.replace(written, instead, 1), "a.txt")
    assert message in str(error.value)


def test_overlapping_quantities_cannot_be_shown() -> None:
    doc = sample()
    twice = doc.model_copy(update={"records": (*doc.records, doc.records[0])})
    with pytest.raises(WorkbenchError, match="quantities overlap"):
        to_inline(twice)
