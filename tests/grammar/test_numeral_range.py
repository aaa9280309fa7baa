"""Ranges of bare numbers: every rule on its own examples, bounds side by side, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.grammar.numeral_range import RULES, NumberRange, number_ranges
from zhengwu_extract.intake.fold import fold
from zhengwu_extract.markup import Marked, parse, render


def shown(found: NumberRange) -> str:
    return "..".join("" if bound is None else format(bound, "f") for bound in (found.low, found.high))


def marked(text: str) -> str:
    """Return a text with the ranges found in it, in the inline notation."""
    return render(text, [Marked(found.start, found.end, shown(found)) for found in number_ranges(fold(text))])


@pytest.mark.parametrize("example", [pytest.param(e, id=f"{r.name}: {e}") for r in RULES for e in r.yes])
def test_a_rule_finds_its_examples(example: str) -> None:
    plain, _ = parse(example)
    assert marked(plain) == example


@pytest.mark.parametrize(
    ("name", "example"), [pytest.param(r.name, e, id=f"{r.name}: {e}") for r in RULES for e in r.no]
)
def test_a_rule_leaves_its_counter_examples(name: str, example: str) -> None:
    (rule,) = (rule for rule in RULES if rule.name == name)
    found = rule.regex.search(fold(example))
    assert found is None or rule.make(found) is None


@pytest.mark.parametrize(
    "example",
    [
        "{大于100并且小于300|100..300}",
        "{小于五十而且大于三十|30..50}",
        "{大于三十的同时不超过五十|30..50}",
        "在{1000以上， 1500以下|1000..1500}",
        "{比四分之一大， 比二分之一小|0.25..0.5}",
        "a{大于10|10..}且b{小于20|..20}",
        "{大于50|50..}{小于12|..12}",
        "{大于50|50..},{大于60|60..}",
        "{等于3|3..3},{小于5|..5}",
        "{1至5|1..5},{小于9|..9}",
    ],
)
def test_a_lower_and_an_upper_bound_side_by_side_are_one_range(example: str) -> None:
    plain, _ = parse(example)
    assert marked(plain) == example


PIECES = """大于 小于 或 等于 不 超过 至少 ≥ < = 比 大 低 以上 以下 之间 到 至 - ~ 与 并且 ,
1,200 3.5 1/2 十 三分之一 万 负 千瓦"""
texts = st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=14).map("".join)


@given(st.one_of(texts, st.text(max_size=60)))
def test_ranges_of_any_text_are_in_order_and_have_a_bound(text: str) -> None:
    at = 0
    for found in number_ranges(fold(text)):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert found.low is not None or found.high is not None
        assert found.low is None or found.high is None or found.low <= found.high
