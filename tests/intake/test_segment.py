"""Blocks, sentences and clauses: where texts are cut, and where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from texts import growth, kinds, segmented, texts, words

from zhengwu_extract.document import Block, Clause, Document, Sentence

# Text, with | where a new clause begins and ‖ where a new sentence does.
CUTS = [
    "新建市场15家，|改造30家；|新增泊位200个。‖其中6家已营业！‖还有吗？‖有。",
    "完成投资1,200万元,|增长5%.",
    "会议于12:30开始，|比例为2:1。",
    "共有企业（含个体户，不含农户；下同）1200家，|增长3%。",
    "市（县、区（含开发区，下同）、镇）共17个，|村195个。",
    "落实“补短板，强弱项”行动，|新建5所。",
    "印发《行动计划（2022—2025年），总体方案》，|投资3亿元。",
    "他说：|“路修好了，|灯也亮了。‖大家都高兴。”‖村民说。",
    '他说:|"好,很好",|然后走了。',
    "完成“路通了吗？”的问卷120份。",
    "绿化提质、道路畅通……‖城区新貌正在形成。",
    "一是加快建设。‖二是抓好管护。",
    "增长3%。‖（责任单位：市商务局）",
    "左括号（没有右括号，|仍然要分，|到这里。‖再来一句。",
    "左引号“没有右引号，|仍然要分。‖再来一句。",
    "右括号）在前，|照样分。",
    "一句。\u3000\u3000‖又一句， |带空格。",
    "全角：|数字１，２００户，|其余见下。",
    "没有句号的一行",
]


def marked(text: str) -> str:
    """Return `text` with the marks of CUTS where a clause or sentence begins, but for the first."""
    doc = segmented(text)
    clauses = {clause.start for clause in doc.clauses} - {0}
    sentences = {sentence.start for sentence in doc.sentences} - {0}
    assert sentences <= clauses
    marks = {at: "‖" if at in sentences else "|" for at in clauses}
    return "".join(marks.get(at, "") + char for at, char in enumerate(text))


@pytest.mark.parametrize("cut", CUTS)
def test_clauses_and_sentences_begin_where_marked(cut: str) -> None:
    assert marked(cut.replace("|", "").replace("‖", "")) == cut


def test_a_sentence_ends_behind_its_own_punctuation() -> None:
    doc = segmented("他说“好。”  然后走了。")
    assert words(doc, doc.sentences) == ["他说“好。”", "然后走了。"]


def test_a_long_bracket_is_cut_like_other_text() -> None:
    doc = segmented(f"共有企业（{'含个体户，' * 30}）1200家。")
    assert len(doc.clauses) > 25


def test_furniture_has_neither_sentences_nor_clauses() -> None:
    doc = segmented("网站首页 政务公开\n今年新建15家。\n冀ICP备20000000号")
    assert [block.kind for block in doc.blocks] == ["furniture", "paragraph", "furniture"]
    assert words(doc, doc.sentences) == ["今年新建15家。"]
    assert doc.sentences[0].block == 1


def test_an_empty_text_has_no_blocks() -> None:
    for text in ("", " \n\u3000\t\n"):
        doc = segmented(text)
        assert (doc.blocks, doc.sentences, doc.clauses) == ((), (), ())


@given(texts)
@settings(max_examples=300)
def test_spans_are_ordered_nested_and_hold_all_text_that_is_not_furniture(text: str) -> None:
    doc = segmented(text)
    assert doc.text == text
    levels: tuple[Sequence[Block | Sentence | Clause], ...] = (doc.blocks, doc.sentences, doc.clauses)
    for spans in levels:
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))
    for sentence in doc.sentences:
        block = doc.blocks[sentence.block]
        assert block.start <= sentence.start
        assert sentence.end <= block.end
        assert block.kind != "furniture"
    for clause in doc.clauses:
        sentence = doc.sentences[clause.sentence]
        assert sentence.start <= clause.start
        assert clause.end <= sentence.end
    _assert_covered(doc)


def _assert_covered(doc: Document) -> None:
    """Every block begins and ends without white space, and its clauses leave out nothing but white space."""
    for index, block in enumerate(doc.blocks):
        inside = doc.folded[block.start : block.end]
        assert inside == inside.strip()
        if block.kind != "furniture":
            clauses = [c for c in doc.clauses if doc.sentences[c.sentence].block == index]
            left = "".join(doc.folded[c.start : c.end] for c in clauses)
            assert "".join(left.split()) == "".join(inside.split())


@given(texts)
def test_each_line_that_is_not_blank_stands_in_a_block(text: str) -> None:
    doc = segmented(text)
    inside = {at for block in doc.blocks for at in range(block.start, block.end)}
    lost = {char for at, char in enumerate(doc.folded) if at not in inside and not char.isspace()}
    # Only the bars and rulers of tables are between blocks.
    assert lost <= set("|-+:")


# What a text may repeat to make a scan of it slow.
UNITS = [
    "新建15家，改造3家。",
    "（",
    "（（甲",
    "（甲（乙",
    "“",
    "“甲，",
    '"',
    "《甲",
    "…",
    "。",
    "。”",
    "，",
    "1,",
    "12:",
    "a",
    "全市\n",
    "\t",
    "|",
    "甲|",
    "\n\n",
    "发布时间",
    "首页\n",
    "一、\n",
    "指标\n12\n",
    "单位：万元\n",
    "甲\u30001\u30002\n",
    "甲\u3000",
    "1\u3000",
    "·",
    "...",
    "来源:",
    "2022-08-11",
    "新建市场1200家，改造道路30条，安装路灯5000盏，绿化荒山\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_only(unit: str) -> None:
    assert growth(segmented, unit) < 24


def test_kinds_gives_what_its_name_says() -> None:
    assert kinds("一、农业\n今年新建15家。") == [("heading", "一、农业"), ("paragraph", "今年新建15家。")]
