"""Roles of neighbours: what is reported and what is planned comes in stretches, and a doubtful number goes with them.

The quantities of a document are a chain of two states, actual and target. The network's log-odds speak for each alone,
a tie between neighbours for both being the same, and each gets its marginal log-odds by passing messages both ways
(the forward-backward algorithm; Rabiner 1989, "A tutorial on hidden Markov models").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log

import numpy as np

from ..document import Document, Link
from .join import STANDING
from .labels import CLASSES
from .runtime import Opinion
from .window import Window

# What the network's log-odds count for, and a rule that stands; chosen, as the ties, on documents that were held out.
SCALE, STANDS = 0.5, 2.0
# The log-odds for neighbours being the same in one sentence, one paragraph, one document.
SENTENCE, PARAGRAPH, DOCUMENT = 1.0, 0.7, 0.5
TARGET, ACTUAL = CLASSES["role"].index("target"), CLASSES["role"].index("actual")


def agreed(
    doc: Document, parts: Sequence[Window], opinions: Sequence[Sequence[Opinion]], links: Mapping[int, Sequence[Link]]
) -> list[list[Opinion]]:
    """Return the opinions of a document's windows, those on roles as they are once neighbours have spoken."""
    numbers = [part.tokens[at].index for part in parts for at in part.quantities]
    flat = [opinion for of_part in opinions for opinion in of_part]
    alone = [_log_odds(opinion, links.get(number, ())) for number, opinion in zip(numbers, flat, strict=True)]
    together = iter(marginals(alone, _ties(doc, [doc.mentions[number].start for number in numbers])))
    return [[_with_role(opinion, next(together)) for opinion in of_part] for of_part in opinions]


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


def _ties(doc: Document, starts: Sequence[int]) -> list[float]:
    """Return the tie between each place of a document and the next."""
    begins = [sentence.start for sentence in doc.sentences]
    sentences = [doc.sentences[bisect_right(begins, start) - 1] for start in starts]
    return [
        SENTENCE if one is other else PARAGRAPH if one.block == other.block else DOCUMENT
        for one, other in pairwise(sentences)
    ]


def _with_role(opinion: Opinion, odds: float) -> Opinion:
    logits = np.zeros_like(opinion.classes["role"])
    logits[TARGET] = odds
    return opinion._replace(classes=opinion.classes | {"role": logits})
