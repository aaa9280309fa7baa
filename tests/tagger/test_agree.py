"""Neighbours' roles: the marginals of the chain, and who is a neighbour."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagger_texts import read

from zhengwu_extract.document import Document, links_by_quantity
from zhengwu_extract.tagger.agree import Choices, agreed, chosen_together
from zhengwu_extract.tagger.encode import CANDIDATES, PLACES
from zhengwu_extract.tagger.labels import CLASSES
from zhengwu_extract.tagger.runtime import Opinion
from zhengwu_extract.tagger.window import windows

ODDS = st.floats(-6, 6)
ACTUAL, TARGET = (CLASSES["role"].index(role) for role in ("actual", "target"))


# A choice that is tied to none, as no program is, and choices that may stand for several quantities.
CHOICES = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).flatmap(
    lambda names: st.lists(ODDS, min_size=1 + len(names), max_size=1 + len(names)).map(
        lambda scores: Choices(np.array(scores), (None, *names))
    )
)


@given(st.lists(st.tuples(CHOICES, st.floats(0, 3)), min_size=1, max_size=4))
def test_each_is_chosen_as_over_every_choice_of_all(chain: list[tuple[Choices, float]]) -> None:
    each, ties = [own for own, _ in chain], [tie for _, tie in chain[1:]]
    weights: dict[tuple[int, ...], float] = {}
    for picked in product(*(range(len(own.scores)) for own in each)):
        names = [own.names[at] for own, at in zip(each, picked, strict=True)]
        kept = sum(
            tie for (one, other), tie in zip(pairwise(names), ties, strict=True) if one is not None and one == other
        )
        weights[picked] = exp(sum(float(own.scores[at]) for own, at in zip(each, picked, strict=True)) + kept)
    whole = sum(weights.values())
    for nth, found in enumerate(chosen_together(each, ties)):
        for at, probability in enumerate(np.exp(found)):
            assert probability == pytest.approx(sum(w for p, w in weights.items() if p[nth] == at) / whole, abs=1e-6)


def opinions_of(doc: Document, odds: list[float]) -> list[list[float]]:
    """Return the odds for a target of a document's quantities, by window, once neighbours have spoken."""
    parts = list(windows(doc))
    given = iter(odds)
    alone = [[_opinion(next(given)) for _ in part.quantities] for part in parts]
    found = agreed(doc, parts, alone, links_by_quantity(doc))
    return [[float(one.classes["role"][TARGET] - one.classes["role"][ACTUAL]) for one in of_part] for of_part in found]


def _opinion(odds: float) -> Opinion:
    classes = {name: np.zeros(len(known), dtype=np.float32) for name, known in CLASSES.items()}
    classes["role"][TARGET] = odds
    choices = {name: np.zeros(1 + CANDIDATES, dtype=np.float32) for name in PLACES}
    return Opinion(np.zeros((1, 2), dtype=np.float32), classes, choices)


def test_a_doubtful_number_goes_with_its_sentence() -> None:
    doc = read("新建公园3座，改造公厕12座，铺设步道8公里。")
    ((first, doubtful, last),) = opinions_of(doc, [-6.0, 0.5, -6.0])
    assert doubtful < 0
    assert first < -2
    assert last < -2


def test_a_sure_number_keeps_its_role() -> None:
    doc = read("新建公园3座，改造公厕12座，铺设步道8公里。")
    ((first, sure, last),) = opinions_of(doc, [-6.0, 9.0, -6.0])
    assert sure > 0 > first
    assert last < 0


def test_the_nearer_a_neighbour_the_more_it_says() -> None:
    texts = ("新建公园3座，改造公厕12座。", "新建公园3座。改造公厕12座。", "新建公园3座。\n改造公厕12座。")
    heard = [opinions_of(read(text), [8.0, 0.0])[-1][-1] for text in texts]
    assert heard[0] > heard[1] > heard[2] > 0


def test_a_rule_that_stands_speaks_to_its_neighbours() -> None:
    task = opinions_of(read("今年改造任务为320套，公厕12座。"), [0.0, 0.0])[0]
    plain = opinions_of(read("今年改造公租房320套，公厕12座。"), [0.0, 0.0])[0]
    assert task[0] > plain[0]
    assert task[1] > plain[1]
