"""What the tests of this room share: strange texts, spans as words, and a measure of growth."""

from __future__ import annotations

import gc
import timeit
from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from zhengwu_extract.document import Block, Clause, Document, Sentence
from zhengwu_extract.intake.fold import fold_text
from zhengwu_extract.intake.segment import segment

_WORDS = (
    "全市 新建 改造 老旧小区 1,200户 １５家 3.5% 二十五 万元 增长 其中 ， , 。 、 ； ; "
    " ： : ？ ！ … …… （ ） ( ) “ ” 《 》 【 】 "
    "— —— - ~ | || \t \n \r\n \r \u2028 \u3000 \u200b \ufeff \xa0 \xad \0 一、 （一） 第一章 1. 首页 政务公开 网站首页 "
    "发布时间： 来源： 单位：亿元 单位： ICP备 "
    "指标 12.5 2022 打印 相关链接 萬 億 戶 👍 \ud800 \ue5e5 a 12：30 2022-08-11 09:08"
)
PIECES = _WORDS.split(" ")
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def segmented(text: str) -> Document:
    return segment(fold_text(Document(text)))


def words(doc: Document, spans: Iterable[Block | Sentence | Clause]) -> list[str]:
    return [doc.text[span.start : span.end] for span in spans]


def kinds(text: str) -> list[tuple[str, str]]:
    """Return the kind and the words of each block."""
    doc = segmented(text)
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


def growth(run: Callable[[str], object], unit: str, size: int = 20_000) -> float:
    """Return how many times longer `run` takes on a text eight times as long: 8 when linear, 64 when quadratic."""
    return _seconds(run, unit, 8 * size) / _seconds(run, unit, size)


def _seconds(run: Callable[[str], object], unit: str, size: int) -> float:
    text = unit * (size // len(unit) + 1)
    # The collector looks at every object ever made, and so would time the tests that went before.
    gc.collect()
    gc.disable()
    try:
        return min(timeit.repeat(lambda: run(text), number=1, repeat=4))
    finally:
        gc.enable()
