"""Headings, paragraphs, and lines that a column's width has cut."""

from __future__ import annotations

import pytest
from texts import kinds, segmented, words

HEADINGS = [
    "一、2022年工作回顾",
    "（一）抓好良种推广，种子基地面积逐年扩大",
    "第三章 主要任务",
    "第二节保障工程",
    "用心办实事 书写民生答卷",
    "信息化提效率，服务更贴心",
    "专栏2 重点工程",
    "“两不愁”全面落实",
    "1．保护湖泊生态",
]
PARAGRAPHS = [
    "一是加快道路建设。",
    "各位代表：",
    "今年新建15家。",
    "2022年8月11日",
    "（2022年1月20日在某市第十五届人民代表大会第一次会议上）",
    "新建公园20个；",
    "城区变美了……",
    "全市新建便民市场15家。（责任单位：市商务局）",
    "（一）发展基础。近年来，全市新建便民市场15家",
]
# Lines that are one paragraph.
JOINED = [
    "全市各级各部门坚持把群众满意作为工作的出发点和落脚点，扎实推进老旧小区改造，\n全年改造120个。",
    "全市各级各部门坚持把群众满意作为出发点和落脚点，扎实推进改造工程，全\n年改造老旧小区120个，惠及居民3.2万户，新建停车位1500个，改造管网\n200公里。",
    "新建停车位1500个，改造管网200\n公里，安装路灯3000盏。",
    "全县粮食总产量达到31.5\n万吨，比上年多收2%。",
    "认真落实《\n某某条例\n》，新建市场15家。",
    "深入推进“\n十四五\n”规划实施。",
    "4.\n公共服务能力进一步提高。",
    "新建市场15家、\n改造30家。",
    "今年新建市场15家，其中6家已竣工营业。下一步将加快\n剩余市场建设，确保年底前全部投用。",
    "今年新建市场15家。下一步将加快剩余市场\n建设，确保年底前全部投用，方便群众生活，并继续完善周边配套设施，提\n升服务水平。",
]
# Lines that stay two blocks.
APART = [
    ("信息化提效率，服务更贴心", "全市住房公积金中心推行网上办理，办结业务12万件，让群众少跑腿。"),
    ("一、把责任分到每个科室，把进度报到每个星期，力争提前一个月办完全部事项", "各部门要认真落实。"),
    ("凝聚发展合力", "建设幸福家园"),
    ("全市新建市场15家。", "其中6家已营业。"),
    ("全市各级各部门坚持把群众满意作为工作的出发点和落脚点，扎实推进改造", "（二）全力保障民生"),
    ("全市各级各部门坚持把群众满意作为工作的出发点和落脚点，扎实推进改造", "\n全年改造120个。"),
    ("参加养老保险的居民12万人左右，其中困难群众的缴费全部由区财政代缴", "城镇居民养老保险"),
    ("某县中小学在册学生与任课教师的人数变化情况一览", "全年新建学校30所，改扩建学校120所，新增学位6万个。"),
    ("今年新建市场15家，其中6家已竣工营业，其余9家正在加快建设。（责任单位：市商务局）", "2．改造公园20个。"),
]


@pytest.mark.parametrize("line", HEADINGS)
def test_short_lines_without_a_stop_are_headings(line: str) -> None:
    assert kinds(f"{line}\n今年以来，全市坚持统筹推进各项民生实事，新建便民市场15家，群众的获得感不断增强。")[0] == (
        "heading",
        line,
    )


@pytest.mark.parametrize("line", PARAGRAPHS)
def test_sentences_dates_and_salutations_are_not(line: str) -> None:
    assert kinds(line) == [("paragraph", line)]


@pytest.mark.parametrize("text", JOINED)
def test_lines_that_share_a_sentence_are_one_paragraph(text: str) -> None:
    assert kinds(text) == [("paragraph", text)]


@pytest.mark.parametrize("text", JOINED)
def test_windows_line_ends_make_no_difference(text: str) -> None:
    text = text.replace("\n", "\r\n")
    assert kinds(text) == [("paragraph", text)]


@pytest.mark.parametrize(("one", "two"), APART)
def test_lines_that_only_follow_one_another_stay_apart(one: str, two: str) -> None:
    assert [found for _, found in kinds(f"{one}\n{two}")] == [one, two.strip()]


def test_a_wrapped_sentence_is_one_sentence() -> None:
    doc = segmented("新建停车位1500个，改造管网200\n公里。安装路灯3000盏。")
    assert words(doc, doc.sentences) == ["新建停车位1500个，改造管网200\n公里。", "安装路灯3000盏。"]
