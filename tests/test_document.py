"""The overlap policy, and that a document only ever grows."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.document import Document, Mention, resolve

mentions = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(
        lambda pair: Mention(pair[0], pair[0] + pair[1], "quantity", None, "any")
    ),
    max_size=15,
)


def test_document_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Document("今年建成15家便民市场。").text = ""  # type: ignore[misc]


def test_longer_wins_then_earlier() -> None:
    long = Mention(2, 8, "quantity", None, "long")
    short = Mention(2, 4, "quantity", None, "short")
    later = Mention(7, 13, "quantity", None, "later")
    kept, aside = resolve([short, later, long])
    assert [m.rule for m in kept] == ["long"]
    assert {m.rule for m in aside} == {"short", "later"}


@given(mentions)
def test_resolve_keeps_disjoint_mentions_and_loses_none(found: list[Mention]) -> None:
    kept, aside = resolve(found)
    assert sorted(kept + aside) == sorted(found)
    assert all(left.end <= right.start for left, right in pairwise(kept))


@given(mentions)
def test_whatever_is_set_aside_overlaps_something_kept(found: list[Mention]) -> None:
    kept, aside = resolve(found)
    for mention in aside:
        assert any(mention.start < other.end and other.start < mention.end for other in kept)
