"""Raw fields into documents: dates and defaults, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from zhengwu_extract.intake.dates import parse_date
from zhengwu_extract.intake.fields import Fields, document_of
from zhengwu_extract.intake.quarantine import IntakeError
from zhengwu_extract.options import Options

DAY = date(2022, 8, 11)
ASSUMED = Options(published=date(2020, 1, 1), region="某市")


@pytest.mark.parametrize(
    "written",
    ["2022-08-11", "2022/8/11", "2022.08.11", "2022年8月11日", "20220811", "20220811090800", "2022-08-11 09:08:00",
     "2022-08-11T09:08:00+08:00", " 2022 年 8 月 11 日", "２０２２年８月１１日", "2022-08-11-09:08:00"],
)  # fmt: skip
def test_the_ways_to_write_a_day(written: str) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written", ["2022-13-45", "2022-02-30", "2022", "202208", "昨天", "", "11-08-2022", "1660179600000"]
)
def test_what_is_no_day(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("published", "options", "day", "flags"),
    [
        ("2022-08-11", Options(), DAY, ()),
        ("2022-08-11", ASSUMED, DAY, ()),
        (20220811, Options(), DAY, ()),
        (None, Options(), None, ()),
        ("", ASSUMED, date(2020, 1, 1), ("published_assumed",)),
        (None, ASSUMED, date(2020, 1, 1), ("published_assumed",)),
        ("2022-13-45", Options(), None, ("published_invalid",)),
        ("2022-13-45", ASSUMED, None, ("published_invalid",)),
    ],
)
def test_a_missing_date_is_assumed_and_a_wrong_one_is_not(
    published: object, options: Options, day: date | None, flags: tuple[str, ...]
) -> None:
    doc = document_of(Fields("新建15家。", published=published), "a", "a.txt", options)
    assert (doc.published, doc.flags) == (day, flags)


def test_a_missing_region_is_assumed() -> None:
    assert document_of(Fields("新建15家。"), "a", "a.txt", ASSUMED).region == "某市"
    assert document_of(Fields("新建15家。", region="某县"), "a", "a.txt", ASSUMED).region == "某县"


def test_numbers_stand_for_themselves_in_short_fields() -> None:
    doc = document_of(Fields("新建15家。", id=7, title=2022), "a", "a.txt", Options())
    assert (doc.id, doc.title) == ("7", "2022")


def test_an_id_of_zero_is_an_id() -> None:
    assert document_of(Fields("新建15家。", id=0), "a", "a.txt", Options()).id == "0"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (Fields(None), "no text: the field is empty or missing"),
        (Fields(""), "no text: the field is empty or missing"),
        (Fields(" \n\u3000"), "nothing but white space"),
        (Fields(15), "the text is a number, not a string"),
        (Fields(["新建"]), "the text is a list, not a string"),
        (Fields(True), "the text is true or false, not a string"),
        (Fields("新" * 101), "101 characters, more than the 100 allowed"),
        (Fields("新建\ud800家"), r"surrogate|half a character .*U\+D800\) at 2"),
        (Fields("新建", title="\udfff"), "half a character"),
        (Fields("新建", id={"a": 1}), "a field is an object, not a string"),
    ],
)
def test_what_cannot_be_a_document_is_refused_with_the_reason(fields: Fields, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        document_of(fields, "a", "a.txt", Options(max_chars=100))


def test_control_characters_and_emoji_are_kept() -> None:
    text = "新建\x00\x1b15家👍👨\u200d👩"
    assert document_of(Fields(text), "a", "a.txt", Options()).text == text
