"""Inline notation: parsing, rendering and their round trip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.markup import Marked, MarkupError, parse, render


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("没有标记", "没有标记", []),
        ("建成{15家|15 家}市场", "建成15家市场", [Marked(2, 5, "15 家")]),
        ("{一}{二|甲}", "一二", [Marked(0, 1), Marked(1, 2, "甲")]),
        (r"花括号\{和\}", "花括号{和}", []),
        (r"{竖线\|在内|注\}释}", "竖线|在内", [Marked(0, 5, "注}释")]),
    ],
)
def test_parse(marked: str, text: str, spans: list[Marked]) -> None:
    assert parse(marked) == (text, spans)


@pytest.mark.parametrize("marked", ["{没有结束", "没有开始}", "{套{着}}"])
def test_unpaired_braces_are_refused_with_a_position(marked: str) -> None:
    with pytest.raises(MarkupError, match=r"column|position"):
        parse(marked)


def test_render_refuses_overlapping_spans() -> None:
    with pytest.raises(MarkupError, match="overlap"):
        render("建成15家", [Marked(0, 4), Marked(2, 5)])


@given(st.text(alphabet="一二15家{}|\\ \n", max_size=30), st.data())
def test_round_trip(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    notes = st.text(alphabet="注释{}|\\", min_size=1, max_size=5)
    spans = [Marked(a, b, data.draw(notes)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assert parse(render(text, spans)) == (text, spans)
