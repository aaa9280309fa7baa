"""Neighbours' roles: the marginals of the chain, and who is a neighbour."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagger_texts import read

from zhengwu_extract.document import Document, links_by_quantity
from zhengwu_extract.tagger.agree import ACTUAL, TARGET, Choices, agreed, chosen_together, marginals
from zhengwu_extract.tagger.encode import CANDIDATES, PLACES
from zhengwu_extract.tagger.labels import CLASSES
from zhengwu_extract.tagger.runtime import Opinion
from zhengwu_extract.tagger.window import windows

ODDS = st.floats(-6, 6)


@given(st.lists(st.tuples(ODDS, st.floats(0, 3)), min_size=1, max_size=6))
def test_marginals_are_those_of_every_labelling(chain: list[tuple[float, float]]) -> None:
    alone, ties = [own for own, _ in chain], [tie for _, tie in chain[1:]]
    weights = {}
    for states in product((0, 1), repeat=len(alone)):
        kept = sum(tie for (one, other), tie in zip(pairwise(states), ties, strict=True) if one == other)
        weights[states] = exp(sum(own for own, state in zip(alone, states, strict=True) if state) + kept)
    for at, odds in enumerate(marginals(alone, ties)):
        yes = sum(weight for states, weight in weights.items() if states[at])
        no = sum(weight for states, weight in weights.items() if not states[at])
        assert odds == pytest.approx(log(yes / no), abs=1e-6)


PLACE = st.sampled_from([((0, 4),), ((6, 9),), ((12, 20),)])
CHOICES = st.lists(PLACE, unique=True, max_size=3).flatmap(
    lambda spans: st.lists(ODDS, min_size=1 + len(spans), max_size=1 + len(spans)).map(
        lambda scores: Choices(np.array(scores), tuple(spans))
    )
)


@given(st.lists(st.tuples(CHOICES, st.floats(0, 3)), min_size=1, max_size=4))
def test_candidates_are_chosen_as_over_every_choice_of_all(chain: list[tuple[Choices, float]]) -> None:
    each, ties = [own for own, _ in chain], [tie for _, tie in chain[1:]]
    weights = {}
    for picked in product(*(range(len(own.scores)) for own in each)):
        places = [own.spans[at - 1] if at else None for own, at in zip(each, picked, strict=True)]
        kept = sum(tie for (one, other), tie in zip(pairwise(places), ties, strict=True) if one and one == other)
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
