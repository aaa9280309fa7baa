"""The linker's word table: each kind is one the linker asks for, each example shows its word."""

from __future__ import annotations

import pytest

from zhengwu_extract.lexicon import LinkWord, table
from zhengwu_extract.link.words import words_of

ROWS = table("link_words", LinkWord)
KINDS = {"relative", "empty", "tail", "macro", "structural", "small", "own_sentence"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.kind}-{row.surface}" for row in ROWS])
def test_example_of_each_row(row: LinkWord) -> None:
    assert row.surface in row.example
    assert row.surface in words_of(row.kind)
    assert row.kind in KINDS


def test_no_word_stands_twice_in_a_kind() -> None:
    assert len({(row.surface, row.kind) for row in ROWS}) == len(ROWS)
