"""Decoding: the tokens of the greatest expected overlap, as spans."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.link.piece import Piece
from zhengwu_extract.tagger.decode import Spans, decode, expected_overlap, likeliest

LOGITS = st.lists(st.floats(-8, 8, width=32), min_size=1, max_size=9)


WORDS = ("便民", "市场", "街道", "小区", "学校", "医院", "公园", "桥梁", "电梯")


def row(size: int) -> list[Piece]:
    return [Piece(2 * at, 2 * at + 2, word, "word") for at, word in enumerate(WORDS[:size])]


@given(LOGITS)
def test_spans_are_in_order_and_apart(values: list[float]) -> None:
    spans, overlap = decode(row(len(values)), np.array(values, dtype=np.float32))
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert 0 <= overlap <= 1


@given(LOGITS)
def test_no_other_choice_has_a_greater_expected_overlap(values: list[float]) -> None:
    tokens, logits = row(len(values)), np.array(values, dtype=np.float32)
    every = [list(chosen) for size in range(1, len(values) + 1) for chosen in combinations(range(len(values)), size)]
    best = expected_overlap(tokens, logits, likeliest(tokens, logits))
    assert best >= max(expected_overlap(tokens, logits, chosen) for chosen in every) - 1e-6


@pytest.mark.parametrize(("doubtful", "spans"), [(-0.1, ((0, 6),)), (-8, ((0, 6),))])
def test_a_hole_of_one_word_is_closed(doubtful: float, spans: Spans) -> None:
    assert decode(row(3), np.array([3, doubtful, 3], dtype=np.float32)).spans == spans


def test_a_hole_with_a_stop_stays() -> None:
    tokens = row(3)
    tokens[1] = Piece(2, 4, "。\n", "stop")
    assert decode(tokens, np.array([3, -8, 3], dtype=np.float32)).spans == ((0, 2), (4, 6))


def test_a_word_stands_only_once_where_it_is_more_probable() -> None:
    tokens = row(4)
    tokens[0] = Piece(0, 2, "小区", "word")
    assert decode(tokens, np.array([2, -8, -8, 3], dtype=np.float32)).spans == ((6, 8),)
    assert decode(tokens, np.array([3, -8, -8, 2], dtype=np.float32)).spans == ((0, 2),)


def test_an_unlikely_stretch_is_left_out() -> None:
    logits = np.array([3, -8, -8, -0.2, -0.2], dtype=np.float32)
    assert likeliest(row(5), logits) == [0, 3, 4]
    assert decode(row(5), logits).spans == ((0, 2),)


def test_a_doubtful_stretch_stays_where_there_is_no_other() -> None:
    assert decode(row(2), np.array([-0.2, -8], dtype=np.float32)).spans == ((0, 2),)


def test_where_nothing_is_probable_nothing_is_tagged() -> None:
    assert decode(row(3), np.array([-3, -4, -3], dtype=np.float32)).spans == ()
