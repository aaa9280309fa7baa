"""The table of indicators, and the names it gives to metrics."""

from __future__ import annotations

import pytest

from zhengwu_extract.intake.fold import fold
from zhengwu_extract.lexicon import Indicator, table
from zhengwu_extract.normalise.indicator import indicator

ROWS = table("indicators", Indicator)
NAMED = [
    ("GDP", "国内生产总值"),
    ("规上工业增加值", "规模以上工业增加值"),
    ("规上工业增加值增速", "规模以上工业增加值"),
    ("完成固定资产投资", "固定资产投资"),
    ("石家庄市一般公共预算收入", "一般公共预算收入"),
    ("全社会研发经费投入强度", "研究与试验发展经费投入强度"),
    ("国内生产总值（GDP）", "国内生产总值"),
    ("劣Ⅴ类水体比例", "劣V类水体比例"),
    ("城镇新增就业目标", "城镇新增就业"),
    ("粮食产量稳定", "粮食产量"),
    ("PM2.5平均浓度", "PM2.5平均浓度"),
]
UNNAMED = ["便民市场", "改造老旧小区", "跨境电商企业出口额", "城镇新增就业人员培训", "机器人出口", "增长", ""]


@pytest.mark.parametrize(("metric", "name"), NAMED)
def test_a_metric_that_ends_in_a_known_name_has_its_canonical_name(metric: str, name: str) -> None:
    assert indicator(metric) == name


@pytest.mark.parametrize("metric", UNNAMED)
def test_another_metric_has_none(metric: str) -> None:
    assert indicator(metric) is None


def test_every_surface_is_found() -> None:
    assert [row.surface for row in ROWS if indicator(row.surface) != row.canonical] == []


def test_every_example_contains_its_surface() -> None:
    assert [row for row in ROWS if row.surface not in row.example or row.surface == row.example] == []


def test_surfaces_stand_once_and_in_the_characters_of_the_folded_view() -> None:
    surfaces = [row.surface for row in ROWS]
    assert len(surfaces) == len(set(surfaces))
    assert [surface for surface in surfaces if fold(surface) != surface] == []


def test_every_canonical_name_is_a_surface_with_one_unit_and_one_domain() -> None:
    surfaces = {row.surface: row.canonical for row in ROWS}
    kinds = {(row.canonical, row.unit, row.domain) for row in ROWS}
    assert [name for name, _, _ in kinds if surfaces.get(name) != name] == []
    assert len(kinds) == len({name for name, _, _ in kinds})


def test_the_table_covers_the_chapters_of_the_yearbook() -> None:
    by_domain = {row.domain: 0 for row in ROWS}
    for row in ROWS:
        by_domain[row.domain] += 1
    assert len(ROWS) >= 600
    assert len({row.canonical for row in ROWS}) >= 350
    assert len(by_domain) == 25
    assert min(by_domain.values()) >= 10
