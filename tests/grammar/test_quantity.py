"""Quantities: every rule on its own examples, what a mention covers, and what holds for any text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.document import Block, Document, Mention
from zhengwu_extract.grammar import refusal
from zhengwu_extract.grammar.numeral import numeral_spans
from zhengwu_extract.grammar.quantity import RULES, quantities
from zhengwu_extract.grammar.refusal import refused_by
from zhengwu_extract.grammar.rule import Rule
from zhengwu_extract.intake.fold import fold
from zhengwu_extract.markup import Marked, describe, parse, render

REFUSALS = {rule.name for rule in refusal.RULES}


def read(text: str) -> list[Mention]:
    return quantities(Document(text, folded=fold(text))).of("quantity")


def marked(text: str) -> str:
    """Return a text with the quantities found in it, in the inline notation."""
    return render(text, [Marked(m.start, m.end, describe(m.value)) for m in read(text)])


def examples(kind: str, *, refusing: bool) -> list[object]:
    """Return the yes- or no-examples of the refusals, or of the other rules, as parameters."""
    rules: list[Rule] = [rule for rule in RULES if (rule.name in REFUSALS) == refusing]
    return [pytest.param(r.name, e, id=f"{r.name}: {e}") for r in rules for e in (r.yes if kind == "yes" else r.no)]


# --- the rules' own examples ---


@pytest.mark.parametrize(("name", "example"), examples("yes", refusing=False))
def test_a_rule_finds_its_examples(name: str, example: str) -> None:
    plain, marks = parse(example)
    found = [Marked(m.start, m.end, describe(m.value)) for m in read(plain) if m.rule == name]
    assert found == marks


@pytest.mark.parametrize(("name", "example"), examples("no", refusing=False))
def test_a_rule_leaves_its_counter_examples(name: str, example: str) -> None:
    assert name not in {mention.rule for mention in read(example)}


@pytest.mark.parametrize(("name", "example"), examples("yes", refusing=True))
def test_a_refusal_refuses_its_examples(name: str, example: str) -> None:
    plain, (mark,) = parse(example)
    assert refused_by(fold(plain), mark.start) == name
    assert [m for m in read(plain) if m.start <= mark.start < m.end] == []


@pytest.mark.parametrize(("name", "example"), examples("no", refusing=True))
def test_a_refusal_leaves_its_counter_examples(name: str, example: str) -> None:
    folded = fold(example)
    assert name not in {refused_by(folded, start) for start, _ in numeral_spans(folded)}


# --- what a mention covers and says ---

SHAPES = [
    "建成{15家|15 家}，其中{6家|6 家}营业",
    "培训{１，２００名|1200 人}网格员",
    "{约2.4万名|about 24000 人}、{近百家|about 100 家}、{100人左右|about 100 人}",
    "{200个以上|over 200 个}、{超过10亿元以上|over 1000000000 元}、{逾3亿多元|over 300000000 元}",
    "{近4000余万元|about 40000000 元}、{十几户|over 10 户}、{500多亿元|over 50000000000 元}",
    "{不足三成|under 30 %}、{不超过5个工作日|under 5 个工作日}、{30分钟内|under 30 分钟}到达",
    "{突破万亿元|over 1000000000000 元}、{跨越7万亿元|over 7000000000000 元}、{超千万人次|over 10000000 人次}",
    "{3—5个|3..5 个}、{5至8亿元|500000000..800000000 元}、{30％—40％|30..40 %}、{300到500元|300..500 元}",
    "{1万元-5万元|10000..50000 元}、{三成到四成|30..40 %}、{七八次|7..8 次}、{5万—8万亩|50000..80000 亩}",
    "增长{5.1%|5.1 %}，提高{3.2个百分点|3.2 百分点}，增长{1.5倍|1.5 倍}，出生率{7.69‰|7.69 ‰}",
    "由{310|310 个}增至{480个|480 个}，从{40天|40 天}缩减至{6天|6 天}",
    "从{5%|5 %}到{8%|8 %}",
    "达到{40%|over 40 %}、{50%|over 50 %}、{60%以上|over 60 %}",
    "{突破8万元|over 80000 元}、{4.5万元|over 45000 元}",
    "高出全省{1.4个|1.4 百分点}和{2.6个百分点|2.6 百分点}",
    "压缩至{12个|12 个工作日}、{10个工作日|10 个工作日}",
    "筹集{1.2万套（间）|12000 套}，注册{300户（家）|300 户}，查验{2650辆（艘、架、列）次|2650 辆次}",
    "均价{1.2万元/平方米|12000 元/平方米}，处理{2500吨/日|2500 吨/日}，产能{50万吨 /年|500000 吨/年}",
    "不超过造价的{5%|under 5 %}，每村至少配备{1名|over 1 人}网格员，最高可获{14万元|under 140000 元}",
    "补助{不低于每人每月80元|over 80 元}，{突破了1000吨|over 1000 吨}",
    "面积{177.1 万亩|1771000 亩}，{3 0名|30 人}专家",
    "下降{-5.2%|-5.2 %}，气温{零下12摄氏度|-12 摄氏度}，误差{负0.2千米|-0.2 公里}",
    "出口{1.5亿美元|150000000 美元}，折合{8亿元人民币|800000000 元}",
    "累计减税{两个亿|200000000 元}",
    "为企业减负{2600万元|26000000 元}，增长{2倍多|over 2 倍}，翻了{4倍有余|over 4 倍}，建成{6个|6 个}多功能厅",
    "缩短到{2个半小时|2.5 小时}，用时{6个半月|6.5 个月}",
    "最高资助可达{600万元|under 6000000 元}，奖励最高分别为{60万元|under 600000 元}、{90万元|under 900000 元}",
    "卫生技术人员{不得低于70%|over 70 %}，能源消费总量{不突破6亿吨|under 600000000 吨}，约为地价的{23%|about 23 %}",
    "培训{6000多万|over 60000000 人}残疾人和志愿者，注册用户{超过2000万|over 20000000 人}",
]
NOTHING = [
    "2021年、2022年9月底、10时30分",
    "第十一次党代会，第1剂次，居全国第2位，前三名，500强",
    "二级以上医院，5A级景区，三甲医院，市一中，二环路，2价疫苗",
    "“四个不摘”“十件民生实事”，《稳外贸若干措施14条》",
    "一批项目、一系列措施、一件件、多项、数十个、几百家、上千人、千千万万",
    "京ICP备12345678号，电话0311-12345678，邮编050000，http://a.cn/2022/08/11/x12.html",
    "近三年，5年来，3个月内，连续15年，今后五年，成立60周年",
    "14周岁女孩，60岁以上老人，八十多岁",
    "统一市场、唯一选择、一定规模、一方面、进一步、万众一心、百姓、十分满意",
    "签约后经过协商，最近进展顺利",
    "两位数增长，翻番，千亿级产业，4000吨级码头",
    "万∶0∶0",
]


@pytest.mark.parametrize("example", SHAPES)
def test_a_text_gives_just_these_quantities(example: str) -> None:
    plain, _ = parse(example)
    assert marked(plain) == example


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_quantities_gives_none(text: str) -> None:
    assert marked(text) == text


def test_an_amount_keeps_the_unit_as_written() -> None:
    (mention,) = read("走访20余位老人")
    assert (mention.value.unit, mention.value.unit_text, mention.value.qualifier) == ("人", "位", "over")


def test_numbers_inside_dates_are_left_alone() -> None:
    text = "30天建成15家"
    doc = Document(text, folded=text, mentions=(Mention(0, 3, "date", None, "length"),))
    assert [text[m.start : m.end] for m in quantities(doc).of("quantity")] == ["15家"]


def test_the_stage_only_adds() -> None:
    cue = Mention(0, 2, "cue", "reach", "cue_word")
    doc = quantities(Document("达到15家", folded="达到15家", mentions=(cue,)))
    assert doc.mentions[0] is cue
    assert len(doc.mentions) == 2


@pytest.mark.parametrize(
    ("cell", "unit", "number", "canonical"),
    [
        ("12.5", "万元", "125000", "元"),
        (" 1,200 ", "个", "1200", "个"),
        ("-3.1", "%", "-3.1", "%"),
        ("88", "万人次", "880000", "人次"),
    ],
)
def test_a_bare_number_in_a_cell_takes_the_unit_of_its_header(
    cell: str, unit: str, number: str, canonical: str
) -> None:
    (mention,) = quantities(Document(cell, folded=cell, blocks=(Block(0, len(cell), "cell", unit),))).mentions
    assert cell[mention.start : mention.end] == cell.strip()
    assert (mention.value.number, mention.value.unit, mention.rule) == (Decimal(number), canonical, "cell")


@pytest.mark.parametrize("block", [Block(0, 2, "cell"), Block(0, 2, "paragraph", "个")])
def test_a_bare_number_elsewhere_takes_none(block: Block) -> None:
    assert quantities(Document("15", folded="15", blocks=(block,))).mentions == ()


# --- what holds for any text ---

TEXT = st.text(
    alphabet="0123456789.,%-~至到一二三五十百千万亿个家元人年月约超过以上不低于、和由从增分之成半第《》“”（）",
    max_size=60,
)


@given(TEXT)
def test_mentions_of_any_text_stand_in_order_inside_it(text: str) -> None:
    found = read(text)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXT)
def test_an_amount_has_a_number_or_two_bounds(text: str) -> None:
    for mention in read(text):
        amount = mention.value
        bounds = amount.low is not None and amount.high is not None and amount.low < amount.high
        assert bounds if amount.qualifier == "range" else amount.number is not None


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(["个", "元", "万元", "%", "平方米", "人次"]))
def test_a_number_before_a_unit_is_read_whole(number: int, unit: str) -> None:
    (mention,) = read(f"完成{number:,}{unit}")
    assert mention.value.number == number * (10**4 if unit == "万元" else 1)


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "1,",
        "1,111,",
        "1 ",
        "多万",
        "五十千",
        "1、",
        "5至",
        "1:",
        "《1",
        "每",
        "不超过",
        "由1",
        "1/",
        "百分之",
        "9.",
        "3个和",
    ],
)
def test_a_long_run_of_anything_is_read_in_linear_time(piece: str) -> None:
    read(piece * 20_000)
