"""Encoding: the arrays of a window, and that batches change nothing in them."""

from __future__ import annotations

import numpy as np
from tagger_texts import TEXT, read

from zhengwu_extract.document import links_by_quantity
from zhengwu_extract.tagger.encode import CANDIDATES, FACTS, PLACES, Encoded, batch, encode, within
from zhengwu_extract.tagger.vocabulary import SPELLING, Vocabulary
from zhengwu_extract.tagger.window import windows

VOCABULARY = Vocabulary("便民市场家", ["便民", "市场", "新建"])


def encoded(text: str = TEXT) -> Encoded:
    doc = read(text)
    (window,) = windows(doc)
    return encode(doc, window, VOCABULARY, links_by_quantity(doc))


def test_arrays_have_the_shapes_that_are_promised() -> None:
    one = encoded()
    width, quantities = len(one.types), len(one.quantities)
    assert one.tokens.shape == (width, 2 + SPELLING)
    assert one.told.shape == (quantities, width)
    assert one.candidates.shape == (quantities, len(PLACES), CANDIDATES, FACTS)
    assert quantities == 2


def test_numbers_are_known_by_shape_not_by_value() -> None:
    one, other = encoded("新建市场15家。"), encoded("新建市场87家。")
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_what_the_rules_chose_is_told() -> None:
    doc = read(TEXT)
    (window,) = windows(doc)
    told = encoded().told[0]
    words = "".join(window.tokens[at].text for at in np.flatnonzero(told & 1))
    assert words == "新建便民市场"


def test_a_batch_holds_each_window_unchanged() -> None:
    parts = [encoded("新建市场15家。"), encoded()]
    arrays = batch(parts)
    for row, part in enumerate(parts):
        for name, value in zip(Encoded._fields, part, strict=True):
            inside = tuple(slice(size) for size in value.shape)
            assert np.array_equal(arrays[name][row][inside], value)
            assert arrays[name][row].sum() == value.sum()


def test_a_span_between_tokens_takes_those_it_covers_by_half() -> None:
    doc = read("新建便民市场15家。")
    (window,) = windows(doc)
    assert [window.tokens[at].text for at in within(window.tokens, [(2, 5)])] == ["便民", "市场"]
