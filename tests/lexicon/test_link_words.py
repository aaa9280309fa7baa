"""The linker's word table: each row's example, read by the whole pipeline, shows what its kind of word does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from zhengwu_extract.document import Document, Link
from zhengwu_extract.lexicon import LinkWord, table
from zhengwu_extract.options import Options
from zhengwu_extract.pipeline import Pipeline

ROWS = table("link_words", LinkWord)


class Reading:
    """The links of each quantity of a text, in text order."""

    def __init__(self, text: str) -> None:
        self.doc = Pipeline(Options(model="none")).read(Document(text, published=date(2022, 8, 11)))
        by: dict[int, dict[str, Link]] = {}
        for link in self.doc.links:
            by.setdefault(self.doc.mentions[link.quantity].start, {})[link.role] = link
        self.links = [by[start] for start in sorted(by)]

    def metric(self, at: int) -> str:
        return "".join(self.doc.text[start:end] for start, end in self.links[at]["metric"].spans)


def is_peripheral(read: Reading, word: str) -> bool:
    return all(links["scope"].value == "peripheral" for links in read.links)


SHOWS: dict[str, Callable[[Reading, str], bool]] = {
    # 总量 takes the subject of the number before it
    "relative": lambda read, word: "住宅" in read.metric(1),
    "empty": lambda read, word: not read.metric(0).startswith(word),
    # 工业 and 农业增加值: the first head borrows the ending of the last
    "tail": lambda read, word: read.metric(0).startswith("工业") and read.metric(0).endswith(word),
    "macro": lambda read, word: "program" not in read.links[0],
    "structural": is_peripheral,
    "small": is_peripheral,
    # the sentence after 全年… is not of the year
    "own_sentence": lambda read, word: "date" in read.links[0] and "date" not in read.links[1],
}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.kind}-{row.surface}" for row in ROWS])
def test_example_of_each_row(row: LinkWord) -> None:
    assert row.surface in row.example
    assert SHOWS[row.kind](Reading(row.example), row.surface), row.example


def test_no_word_stands_twice_in_a_kind() -> None:
    assert len({(row.surface, row.kind) for row in ROWS}) == len(ROWS)
