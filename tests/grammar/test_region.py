"""Place expressions: the examples of each rule, names and the words they must not be found in."""

from __future__ import annotations

import time

import pytest

from zhengwu_extract.document import Document, Mention
from zhengwu_extract.grammar.region import regions
from zhengwu_extract.grammar.region_rule import RULES
from zhengwu_extract.grammar.rule import Rule
from zhengwu_extract.markup import parse

YES = [(rule, example) for rule in RULES for example in rule.yes]
NO = [(rule, example) for rule in RULES for example in rule.no]
NAMES = [
    "{石家庄}新增企业320家",
    "去年{南京市}新建学校6所",
    "{河南鹤壁淇滨区}建成停车场4座",
    "{福建省厦门市}接待游客90万人次",
    "{新疆维吾尔自治区和田地区}棉花丰收",
    "{那曲市安多县}牧民1.2万人",
    "{峨山县}和{互助县}分别完成3个、5个",
    "{河北保定}、{山西平陆}等地",
    "{北京}市民出行",
    "{上海}南站",
    "{浙江}、{江苏}两省",
    "在{和县}新修水渠8公里",
    "{石家庄市新华区}与{沧州市新华区}",
    "{晋城城区}新增泊位600个",
    "{商丘市民权县}招聘2300人",
]
NO_NAMES = [
    "中国人民大学招生3000人",
    "南京大学的专利240件",
    "北京时间8时",
    "医保定点药店40家",
    "坚持和平发展",
    "资源综合利用",
    "深化区域合作",
    "孙中山故居",
    "提供强大连接能力",
    "入海口水质达标",
    "建成县级医院2家",
    "省和县两级财政",
    "新华社记者",
    "全面互助共建",
    "老城区管网改造",
]


def found(text: str) -> list[Mention]:
    mentions = regions(Document(text, folded=text)).mentions
    assert all(mention.label == "region" and text[mention.start : mention.end] == mention.value for mention in mentions)
    return list(mentions)


@pytest.mark.parametrize(("rule", "example"), YES, ids=lambda part: getattr(part, "name", part))
def test_a_rule_finds_its_examples(rule: Rule, example: str) -> None:
    text, spans = parse(example)
    assert [(m.start, m.end, m.rule) for m in found(text)] == [(span.start, span.end, rule.name) for span in spans]


@pytest.mark.parametrize(("rule", "example"), NO, ids=lambda part: getattr(part, "name", part))
def test_a_rule_finds_nothing_in_its_counterexamples(rule: Rule, example: str) -> None:
    assert [m for m in found(example) if m.rule == rule.name] == []


@pytest.mark.parametrize("example", NAMES)
def test_a_name_is_found_with_what_lies_in_it(example: str) -> None:
    text, spans = parse(example)
    assert [(m.start, m.end, m.rule) for m in found(text)] == [(s.start, s.end, "place_name") for s in spans]


@pytest.mark.parametrize("example", NO_NAMES)
def test_no_name_is_found_inside_other_words(example: str) -> None:
    assert found(example) == []


def test_earlier_mentions_are_kept() -> None:
    date = Mention(0, 2, "date", None, "year")
    doc = regions(Document("今年全市", folded="今年全市", mentions=(date,)))
    assert [m.label for m in doc.mentions] == ["date", "region"]


@pytest.mark.parametrize("unit", ["镇", "村", "新区", "石家庄", "全市", "平山县岗", "龙王村"])
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    begin = time.perf_counter()
    found(unit * (20_000 // len(unit)))
    assert time.perf_counter() - begin < 3
