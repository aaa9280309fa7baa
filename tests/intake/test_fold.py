"""The folded view: one plain form for each character, at the place of the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import growth, texts

from zhengwu_extract.document import Document
from zhengwu_extract.intake.fold import Variant, fold, fold_text
from zhengwu_extract.lexicon import table

FOLDED = [
    ("１２，３４５．６％", "12,345.6%"),
    ("（一）完成：９０％；其余？！", "(一)完成:90%;其余?!"),
    ("句号。顿号、不变", "句号。顿号、不变"),
    ("1—7月、2022–2025年、3－5个、3―5、1−2", "1-7月、2022-2025年、3-5个、3-5、1-2"),
    ("5～8亿、5~8、5〜8", "5~8亿、5~8、5~8"),
    ("2 0\u00a0套\u3000\u200b\u00ad\ufeff", "2 0 套    "),
    ("一百二十萬畝、三千個、兩條、張、處、戶", "一百二十万亩、三千个、两条、张、处、户"),
    ("增長、佔比、達到、約、過、餘", "增长、占比、达到、约、过、余"),
    ("二○二五年", "二〇二五年"),
    ("「十四五」規劃", "“十四五”规划"),
    ("甲・乙･丙", "甲·乙·丙"),
    ("比例2∶1", "比例2:1"),
    ("甲｜乙│丙", "甲|乙|丙"),
    ("\ue5e5今年", " 今年"),
    ("甲\r\n乙\r丙\u2028丁\x0b戊", "甲 \n乙\n丙\n丁\n戊"),
    ("\x00\x1b\x7f\x85", "   \n"),
    ("表\t格", "表\t格"),
    ("👍㎡℃‰", "👍㎡℃‰"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_each_character_takes_its_plain_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["乾隆年间", "宫商角徵羽", "著名", "瞭望"])
def test_characters_that_simplified_writing_also_uses_stay(text: str) -> None:
    assert fold(text) == text


@given(texts)
def test_the_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_no_character_depends_on_its_neighbours_but_a_line_end(one: str, two: str) -> None:
    if not (one.endswith("\r") and two.startswith("\n")):
        assert fold(one + two) == fold(one) + fold(two)


@given(st.text(st.sampled_from([row.traditional for row in table("traditional", Variant)]), min_size=1))
def test_a_text_of_many_traditional_characters_is_folded_as_each_of_them(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


def test_no_plain_form_is_itself_folded() -> None:
    rows = table("traditional", Variant)
    assert {row.simplified for row in rows}.isdisjoint(row.traditional for row in rows)


def test_the_stage_adds_only_the_folded_view() -> None:
    doc = fold_text(Document("完成９０％", id="a", title="题"))
    assert doc == Document("完成９０％", id="a", title="题", folded="完成90%")


@pytest.mark.parametrize("unit", ["新建１５家，", "\r", "億畝", "a"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    assert growth(fold, unit) < 24
