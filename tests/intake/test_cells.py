"""Tables: which cell stands under which header, and in which unit its number is."""

from __future__ import annotations

import pytest
from texts import segmented

from zhengwu_extract.intake.cell_unit import header_unit, table_unit

Cell = tuple[str, str | None, str | None]


def cells(text: str) -> list[Cell]:
    """Return words, header and unit of the cells that hold a number."""
    doc = segmented(text)
    found = [(doc.text[b.start : b.end], b.header, b.unit) for b in doc.blocks if b.kind == "cell"]
    return [cell for cell in found if any(char.isdecimal() for char in cell[0]) and "年" not in cell[0]]


TABLES: dict[str, tuple[str, list[Cell]]] = {
    "the unit over the table, in tabs": (
        "单位：万元\n项目\t计划投资\t完成投资\n供水工程\t1200\t800",
        [("1200", "计划投资", "万元"), ("800", "完成投资", "万元")],
    ),
    "the unit in the header": (
        "项目\t投资（亿元）\t里程（公里）\n环城路\t12.5\t30",
        [("12.5", "投资(亿元)", "亿元"), ("30", "里程(公里)", "公里")],
    ),
    "the header's unit before the table's": (
        "单位：亿元\n指标\t总量\t同比增长（%）\t增速\n工业\t500\t3.1\t2.2",
        [("500", "总量", "亿元"), ("3.1", "同比增长(%)", "%"), ("2.2", "增速", None)],
    ),
    "a column of units": (
        "指标\t单位\t2021年\t2022年\n粮食\t万吨\t30\t32\n人口\t万人\t100\t99",
        [("30", "2021年", "万吨"), ("32", "2022年", "万吨"), ("100", "2021年", "万人"), ("99", "2022年", "万人")],
    ),
    "the unit beside the row's name": (
        "指标\t全年\n用电量（亿千瓦时）\t88",
        [("88", "全年", "亿千瓦时")],
    ),
    "a number with its own unit": (
        "单位：万元\n项目\t规模\n棚户区改造\t1200套\n占比\t30%",
        [("1200套", "规模", None), ("30%", "规模", None)],
    ),
    "bars, with a ruler": (
        "| 项目 | 数量（个） |\n|---|---|\n| 公园 | 20 |",
        [("20", "数量(个)", "个")],
    ),
    "a header of two rows": (
        "地区\t2022年\t\n\t总量（亿元）\t增速（%）\n东区\t100\t5.5",
        [("100", "2022年 总量(亿元)", "亿元"), ("5.5", "增速(%)", "%")],
    ),
    "empty cells keep the columns": (
        "地区\t投资（亿元）\t面积（亩）\n东区\t\t30\n\t5\t6\n",
        [("30", "面积(亩)", "亩"), ("5", "投资(亿元)", "亿元"), ("6", "面积(亩)", "亩")],
    ),
    "no header": (
        "公园\t20\t30\n广场\t5\t6",
        [("20", None, None), ("30", None, None), ("5", None, None), ("6", None, None)],
    ),
    "one cell to a line": (
        "全市生产总值\n单位：亿元\n指 标\n总 量\n增长（±%）\n工业\n120.5\n3.1\n建筑业\n30\n-2.0\n全市经济平稳运行。",
        [("120.5", "总 量", "亿元"), ("3.1", "增长(±%)", "%"), ("30", "总 量", "亿元"), ("-2.0", "增长(±%)", "%")],
    ),
    "what is left of a printed row": (
        "3城区公园绿地（公顷） 1.4 1.8 >2",
        [
            ("3城区公园绿地（公顷）", None, None),
            ("1.4", None, "公顷"),
            ("1.8", None, "公顷"),
            (">2", None, "公顷"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_a_number_has_the_header_and_unit_of_its_place(text: str, expected: list[Cell]) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    "text",
    ["一、\t总体要求", "今年|去年", "单位：万元\n\n今年完成投资1200万元，其中财政资金300万元。", "改造老旧小区 120",
     "单位：亿元\n指标\n总量\n增速\n今年完成投资1200万元。", "单位：亿元\n甲\n乙\n丙\n12\n丁\n戊"],
)  # fmt: skip
def test_what_is_no_table_has_no_cells(text: str) -> None:
    assert all(block.kind != "cell" for block in segmented(text).blocks)


def test_a_caption_with_a_title_is_a_heading_and_a_bare_one_is_not() -> None:
    doc = segmented("表1 重点项目 单位：万元\n甲\t1\n单位：个\n乙\t2")
    assert [(block.kind, block.unit) for block in doc.blocks if block.end - block.start != 1] == [
        ("heading", None),
        ("furniture", None),
    ]
    assert [block.unit for block in doc.blocks if doc.text[block.start : block.end] in "12"] == ["万元", "个"]


def test_each_cell_is_a_sentence_of_its_own() -> None:
    doc = segmented("公园\t20\n广场\t5")
    assert len(doc.sentences) == len(doc.clauses) == 4


@pytest.mark.parametrize(
    ("caption", "unit"),
    [("单位：万元", "万元"), ("（单位：个）", "个"), ("表2 主要指标（单位：亿元）", "亿元"), ("计量单位：万吨", "万吨"),
     ("报送单位：市统计局", None), ("承办单位：某公司", None), ("单位：", None), ("施工单位: 个", None)],
)  # fmt: skip
def test_captions_state_units(caption: str, unit: str | None) -> None:
    assert table_unit(caption.replace("：", ":").replace("（", "(").replace("）", ")")) == unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [("投资(万元)", "万元"), ("投资(单位:万元)", "万元"), ("企业(规上)", None), ("人口", None), ("增速(±%)", "%")],
)
def test_headers_state_units(header: str, unit: str | None) -> None:
    assert header_unit(header) == unit
