"""Decoding: the tokens of the greatest expected overlap, as spans."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.link.piece import Piece
from zhengwu_extract.tagger.decode import decode, expected_overlap

LOGITS = st.lists(st.floats(-8, 8, width=32), min_size=1, max_size=9)


def row(size: int) -> list[Piece]:
    return [Piece(2 * at, 2 * at + 2, "市场", "word") for at in range(size)]


@given(LOGITS)
def test_spans_are_in_order_and_apart(values: list[float]) -> None:
    spans, overlap = decode(row(len(values)), np.array(values, dtype=np.float32))
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert 0 <= overlap <= 1


@given(LOGITS)
def test_no_other_choice_has_a_greater_expected_overlap(values: list[float]) -> None:
    tokens, logits = row(len(values)), np.array(values, dtype=np.float32)
    spans, overlap = decode(tokens, logits)
    every = [list(chosen) for size in range(1, len(values) + 1) for chosen in combinations(range(len(values)), size)]
    if spans:
        assert overlap >= max(expected_overlap(tokens, logits, chosen) for chosen in every) - 1e-6


def test_a_hole_of_one_doubtful_word_is_closed() -> None:
    assert decode(row(3), np.array([3, -0.1, 3], dtype=np.float32)).spans == ((0, 6),)


def test_where_nothing_is_probable_nothing_is_tagged() -> None:
    assert decode(row(3), np.array([-3, -4, -3], dtype=np.float32)).spans == ()
