"""The tables that quantities are read with: units, guards, approximation words, words with numerals, elided units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhengwu_extract.document import Document, Mention
from zhengwu_extract.grammar.number_word import NumberWord
from zhengwu_extract.grammar.quantity import quantities
from zhengwu_extract.grammar.quantity_qualifier import QualifierWord
from zhengwu_extract.grammar.quantity_shared import ElidedUnit
from zhengwu_extract.grammar.quantity_unit import UnitGuard
from zhengwu_extract.intake.fold import fold
from zhengwu_extract.lexicon import Unit, table

UNITS = table("units", Unit)
GUARDS = table("unit_guards", UnitGuard)
QUALIFIERS = table("qualifiers", QualifierWord)
WORDS = table("number_words", NumberWord)
ELIDED = table("elided_units", ElidedUnit)


def read(text: str) -> list[Mention]:
    return quantities(Document(text, folded=fold(text))).of("quantity")


def test_there_are_several_hundred_units() -> None:
    assert len({row.surface for row in UNITS}) == len(UNITS) >= 400


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.surface)
def test_a_unit_is_read_in_its_example(row: Unit) -> None:
    assert row.surface in row.example
    units = [m.value.unit for m in read(row.example) if row.surface in row.example[m.start : m.end]]
    assert units == [row.canonical]


def test_surfaces_stand_in_the_characters_of_the_folded_view() -> None:
    assert [row.surface for row in UNITS if fold(row.surface) != row.surface] == []


def test_a_canonical_unit_is_its_own_canonical_form() -> None:
    canonical = {row.surface: row.canonical for row in UNITS}
    assert [c for c in canonical.values() if canonical.get(c, c) != c] == []


def test_base_and_factor_stand_together_and_agree_for_all_names_of_a_unit() -> None:
    assert [row.surface for row in UNITS if bool(row.base) != bool(row.factor)] == []
    worth = {(row.canonical, row.base, Decimal(row.factor)) for row in UNITS if row.base}
    assert len({unit for unit, _, _ in worth}) == len(worth)


def test_dimensions_are_the_documented_classes() -> None:
    classes = (
        "count_person count_visit count_organisation count_thing ratio time money length area volume mass energy power"
        " speed data temperature pressure concentration compound"
    )
    assert {row.dimension for row in UNITS} == set(classes.split())


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [("公顷", "亩", 15), ("吨", "斤", 2000), ("公里", "米", 1000), ("千瓦时", "焦", 3_600_000), ("天", "小时", 24)],
)
def test_factors_convert(one: str, other: str, factor: int) -> None:
    of = {row.surface: row for row in UNITS}
    assert of[one].base == of[other].base
    assert Decimal(of[one].factor) / Decimal(of[other].factor) == pytest.approx(Decimal(factor), rel=Decimal("1e-8"))


@pytest.mark.parametrize("row", GUARDS, ids=lambda row: row.surface)
def test_a_guarded_classifier_counts_but_not_as_the_head_of_a_word(row: UnitGuard) -> None:
    counted, word = row.example.split("，")
    assert [m.value.unit_text for m in read(counted)] == [row.surface]
    assert row.surface not in [m.value.unit_text for m in read(word)]
    assert row.after_han in ("yes", "no")


@pytest.mark.parametrize("row", GUARDS, ids=lambda row: row.surface)
def test_every_guard_holds(row: UnitGuard) -> None:
    units = {m.value.unit_text for word in row.not_before.split() for m in read(f"共12{row.surface}{word}")}
    assert row.surface not in units


@pytest.mark.parametrize("row", QUALIFIERS, ids=lambda row: row.surface)
def test_an_approximation_word_qualifies_its_example(row: QualifierWord) -> None:
    (mention,) = read(row.example)
    assert mention.value.qualifier == row.qualifier
    assert row.surface in row.example[mention.start : mention.end]


@pytest.mark.parametrize("row", [row for row in QUALIFIERS if row.guard], ids=lambda row: row.surface)
def test_a_guarded_approximation_word_is_part_of_another_word(row: QualifierWord) -> None:
    for char in row.guard.split():
        text = f"{char}{row.surface}15家" if row.side == "before" else f"15分钟{row.surface}{char}"
        assert [m.value.qualifier for m in read(text)] == ["exact"], text


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row.surface)
def test_a_word_with_a_numeral_counts_nothing(row: NumberWord) -> None:
    at = row.example.index(row.surface)
    assert [m for m in read(row.example) if at <= m.start < at + len(row.surface)] == []


@pytest.mark.parametrize("row", ELIDED, ids=lambda row: f"{row.surface} {row.side}")
def test_a_noun_tells_the_unit_of_a_scaled_number(row: ElidedUnit) -> None:
    (mention,) = read(row.example)
    assert (mention.value.unit, mention.rule) == (row.unit, "scaled")
