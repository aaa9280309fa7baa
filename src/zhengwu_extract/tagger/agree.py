"""Neighbours agree: what is planned comes in stretches, and a program holds for several numbers of its paragraph.

The quantities of a document are a chain. The network speaks for each alone; a tie between neighbours speaks for both
being the same: both targets or both actual, of one program by the same candidate. Each gets its marginals by passing
messages both ways (the forward-backward algorithm; Rabiner 1989, "A tutorial on hidden Markov models").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..document import Document, Link
from .decode import Spans
from .encode import candidates_of
from .join import STANDING
from .labels import CLASSES
from .runtime import Opinion
from .window import Window

# What the network's log-odds count for, and a rule that stands; chosen, as all here, on documents that were held out.
SCALE, STANDS = 0.5, 2.0
# The log-odds for neighbours being the same in one sentence, one paragraph, one document.
SENTENCE, PARAGRAPH, DOCUMENT = 1.0, 0.7, 0.5
# Of programs: what the network's logits count for, and a point of the rules' own score, which it has seen; and what
# speaks for the same candidate in one sentence and one paragraph.
PROGRAM_SCALE, TRUST = 0.7, 0.3
SAME_SENTENCE, SAME_PARAGRAPH = 1.0, 0.6
# Of a candidate that is not there.
FLOOR = -30.0
TARGET, ACTUAL = CLASSES["role"].index("target"), CLASSES["role"].index("actual")


def agreed(
    doc: Document, parts: Sequence[Window], opinions: Sequence[Sequence[Opinion]], links: Mapping[int, Sequence[Link]]
) -> list[list[Opinion]]:
    """Return the opinions of a document's windows, on roles and programs as they are once neighbours have spoken."""
    numbers = [part.tokens[at].index for part in parts for at in part.quantities]
    flat = [opinion for of_part in opinions for opinion in of_part]
    of_number = [links.get(number, ()) for number in numbers]
    near = _nearness(doc, [doc.mentions[number].start for number in numbers])
    alone = [_log_odds(opinion, own) for opinion, own in zip(flat, of_number, strict=True)]
    roles = marginals(alone, [(SENTENCE, PARAGRAPH, DOCUMENT)[away] for away in near])
    choices = [_choices(opinion, own) for opinion, own in zip(flat, of_number, strict=True)]
    programs = chosen_together(choices, [(SAME_SENTENCE, SAME_PARAGRAPH, 0.0)[away] for away in near])
    together = iter(zip(roles, programs, strict=True))
    return [[_spoken(opinion, *next(together)) for opinion in of_part] for of_part in opinions]


def marginals(alone: Sequence[float], ties: Sequence[float]) -> list[float]:
    """Return the log-odds of each link of a chain from its own and the ties between neighbours.

    >>> [round(odds, 2) for odds in marginals([-2.0, 0.5, -2.0], [1.0, 1.0])]
    [-2.11, -0.97, -2.11]
    >>> marginals([-2.0, 0.5], [0.0])
    [-2.0, 0.5]
    """
    forward, backward = _passed(alone, ties), _passed(alone[::-1], ties[::-1])[::-1]
    return [own + one + other for own, one, other in zip(alone, forward, backward, strict=True)]


def _passed(alone: Sequence[float], ties: Sequence[float]) -> list[float]:
    """Return what each link hears from the one before it."""
    heard = [0.0] * len(alone)
    for at, tie in enumerate(ties):
        odds = alone[at] + heard[at]
        heard[at + 1] = log((exp(tie + odds) + 1) / (exp(odds) + exp(tie)))
    return heard


def _log_odds(opinion: Opinion, links: Sequence[Link]) -> float:
    """Return what speaks for a target: the network, or a rule that stands."""
    logits = opinion.classes["role"]
    odds = SCALE * float(logits[TARGET] - logits[ACTUAL])
    rule = next((link for link in links if link.role == "role"), None)
    if rule is not None and rule.rule in STANDING:
        odds += STANDS if rule.value == "target" else -STANDS
    return odds


class Choices(NamedTuple):
    """What speaks for each candidate of a quantity, the first being none, and where they stand."""

    scores: NDArray[np.float64]
    spans: tuple[Spans, ...]


def chosen_together(chain: Sequence[Choices], ties: Sequence[float]) -> list[NDArray[np.float64]]:
    """Return the log-probability of each candidate of each quantity, from its own and the ties between neighbours.

    >>> here, there = ((4, 8),), ((0, 3),)
    >>> sure, open_ = Choices(np.array([0.0, 3.0]), (here,)), Choices(np.array([0.2, 0.1, 0.0]), (there, here))
    >>> [int(each.argmax()) for each in chosen_together([sure, open_], [1.0])]
    [1, 2]
    """
    if not chain:
        return []
    forward = _heard(chain, ties)
    backward = _heard(chain[::-1], ties[::-1])[::-1]
    found = [own.scores + one + other for own, one, other in zip(chain, forward, backward, strict=True)]
    return [each - np.logaddexp.reduce(each) for each in found]


def _heard(chain: Sequence[Choices], ties: Sequence[float]) -> list[NDArray[np.float64]]:
    """Return what each quantity hears of its candidates from the one before it."""
    heard = [np.zeros_like(chain[0].scores)]
    for before, after, tie in zip(chain, chain[1:], ties, strict=False):
        said = before.scores + heard[-1]
        anyway = np.logaddexp.reduce(said)
        message = np.full_like(after.scores, anyway)
        for at, spans in enumerate(after.spans, 1):
            if tie and spans in before.spans:
                same = said[1 + before.spans.index(spans)]
                message[at] = np.logaddexp(anyway, same + np.log(np.expm1(tie)))
        heard.append(message - anyway)
    return heard


def _choices(opinion: Opinion, links: Sequence[Link]) -> Choices:
    candidates = candidates_of(links)["program"]
    logits = opinion.choices["program"][: 1 + len(candidates)].astype(np.float64)
    trusted = np.array([0.0, *(TRUST * link.score for link in candidates)])
    return Choices(PROGRAM_SCALE * logits + trusted, tuple(link.spans for link in candidates))


def _nearness(doc: Document, starts: Sequence[int]) -> list[int]:
    """Return how near each place of a document is to the next: 0 in one sentence, 1 in one paragraph, 2 further."""
    begins = [sentence.start for sentence in doc.sentences]
    sentences = [doc.sentences[bisect_right(begins, start) - 1] for start in starts]
    return [0 if one is other else 1 if one.block == other.block else 2 for one, other in pairwise(sentences)]


def _spoken(opinion: Opinion, odds: float, programs: NDArray[np.float64]) -> Opinion:
    roles, choice = np.zeros_like(opinion.classes["role"]), np.full_like(opinion.choices["program"], FLOOR)
    roles[TARGET] = odds
    choice[: len(programs)] = programs
    return opinion._replace(classes=opinion.classes | {"role": roles}, choices=opinion.choices | {"program": choice})
