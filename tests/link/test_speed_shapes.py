"""What only saves time must not decide anything."""

from __future__ import annotations

import re

import pytest

from zhengwu_extract.link.measure import DECIDING
from zhengwu_extract.link.rules import MEASURE
from zhengwu_extract.markup import parse

LOOKAHEAD = re.compile(r"\(\?=\[[^\]]+\]\|\[\^效频\]率\)")
WORDS = sorted(set(re.findall(r"[\u4e00-\u9fff]{2,}", DECIDING.pattern)))
EXAMPLES = [parse(text)[0] for rule in MEASURE for text in (*rule.yes, *rule.no)]


@pytest.mark.parametrize("text", [*(f"全年{word}的" for word in WORDS), *EXAMPLES])
def test_the_lookahead_before_deciding_words_lets_each_of_them_through(text: str) -> None:
    whole, count = LOOKAHEAD.subn("", DECIDING.pattern)
    assert count == 1
    found = [(match.span(), match.lastgroup) for match in DECIDING.finditer(text)]
    assert found == [(match.span(), match.lastgroup) for match in re.finditer(whole, text)]
