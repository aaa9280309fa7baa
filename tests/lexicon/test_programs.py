"""The words of program names."""

from __future__ import annotations

from zhengwu_extract.intake.fold import fold
from zhengwu_extract.lexicon import ProgramWord, table

ROWS = table("programs", ProgramWord)


def of(kind: str) -> set[str]:
    return {row.surface for row in ROWS if row.kind == kind}


def test_every_example_contains_its_surface() -> None:
    assert [row for row in ROWS if row.surface not in row.example or row.surface == row.example] == []


def test_surfaces_stand_once_in_their_kind_and_in_the_characters_of_the_folded_view() -> None:
    words = [(row.surface, row.kind) for row in ROWS]
    assert len(words) == len(set(words))
    assert [surface for surface, _ in words if fold(surface) != surface] == []


def test_there_are_five_kinds() -> None:
    assert {row.kind for row in ROWS} == {"head", "name", "slogan", "leading", "renewed"}
    assert len(of("name")) >= 300


def test_a_slogan_is_no_name_and_no_head() -> None:
    assert of("slogan") & (of("name") | of("head")) == set()


def test_the_heads_and_slogans_of_the_guideline_are_there() -> None:
    heads = "工程 行动 计划 改造 试点 改革 治理 整治 补贴 补助 培训 救助 帮扶 招商 示范区建设 基金 督察 普查"
    assert set(heads.split()) <= of("head")
    assert {"高质量发展", "乡村振兴", "共同富裕", "协同发展", "中国式现代化", "重点项目"} <= of("slogan")
