"""Page furniture is seen as such, and running text that speaks of the same things is not."""

from __future__ import annotations

import pytest
from texts import kinds

from zhengwu_extract.intake.fold import fold
from zhengwu_extract.intake.furniture import FurnitureWord, is_furniture, is_menu_item, opens_links
from zhengwu_extract.lexicon import table

WORDS = table("furniture", FurnitureWord)
BODY = [
    "一、工作回顾",
    "网站首页改版后，访问量增长20%。",
    "来源于各级财政的资金120万元",
    "浏览量突破1200万次",
    "全市政务公开工作综述",
    "打印社保卡3万张",
    "今年以来，全市新建便民市场15家。来源：市商务局",
    "新增微信公众号12个",
    "城区主干道主办单位名录共15家。",
    "2022年8月11日，全市召开现场会",
    "发布时间表的通知",
    "增长12%",
]
PAGE = """支持IPv6
网站首页
要闻
政务公开
互动交流
当前位置：首页>新闻>要闻
全市新建便民市场15家
发布时间：2022-08-11 09:08 来源：市商务局 【字体：大 中 小】 打印
2022-08-11 09:08来源：市商务局
今年以来，全市新建便民市场15家，方便群众买菜。
责任编辑：某某
上一篇：全市新建公园20个
下一篇：我县培训教师300人
相关阅读
去年全市新建公园12个
改造老旧小区30个，惠及2万户
扫一扫在手机打开当前页
主办：某市人民政府办公室 承办：某市大数据中心
某市人民政府办公室主办
今日访问量：35821
网站标识码：1300000001 冀ICP备20000000号 冀公网安备 13010002000000号
关于我们 | 网站地图 | 联系我们
版权所有：某市人民政府"""


@pytest.mark.parametrize(
    "row", [word for word in WORDS if word.where not in ("menu", "links")], ids=lambda w: w.example
)
def test_each_word_is_found_in_its_example(row: FurnitureWord) -> None:
    assert is_furniture(fold(row.example))
    assert fold(row.surface).lower() in fold(row.example).lower()


@pytest.mark.parametrize("row", [word for word in WORDS if word.where in ("menu", "links")], ids=lambda w: w.example)
def test_each_menu_item_and_caption_is_known(row: FurnitureWord) -> None:
    assert is_menu_item(row.example) or opens_links(row.example)
    assert not is_furniture(row.example)


@pytest.mark.parametrize("line", BODY)
def test_running_text_is_none(line: str) -> None:
    assert not is_furniture(fold(line))
    assert [kind for kind, _ in kinds(line)] != ["furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "- 12 -",
        "—12—",
        "第一节 发展基础……………………(12)",
        "三、保障措施·········36",
        "某政办发〔2022〕12号",
        "2022-08-11 09:08",
    ],
)
def test_page_numbers_contents_and_document_numbers_are_furniture(line: str) -> None:
    assert is_furniture(fold(line))


def test_of_a_page_only_title_and_body_are_left() -> None:
    assert [(kind, words) for kind, words in kinds(PAGE) if kind != "furniture"] == [
        ("heading", "全市新建便民市场15家"),
        ("paragraph", "今年以来，全市新建便民市场15家，方便群众买菜。"),
    ]


def test_an_item_that_stands_alone_is_a_heading() -> None:
    assert kinds("今年新建15家。\n政务公开\n全年公开信息1200条。")[1] == ("heading", "政务公开")


def test_a_short_heading_behind_a_menu_stays() -> None:
    assert kinds("首页\n政务公开\n互动交流\n工作综述\n今年新建15家。")[3] == ("heading", "工作综述")


def test_a_numbered_heading_between_menu_items_stays() -> None:
    assert kinds("首页\n政务公开\n一、农业\n互动交流")[2] == ("heading", "一、农业")


def test_titles_of_other_pages_end_where_running_text_begins() -> None:
    assert kinds("相关链接：\n全市新建公园12个\n今年新建15家。\n二、工业")[2:] == [
        ("paragraph", "今年新建15家。"),
        ("heading", "二、工业"),
    ]
