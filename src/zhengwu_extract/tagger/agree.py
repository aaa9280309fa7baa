"""Neighbours agree: what is planned comes in stretches, and a program holds for several numbers of its paragraph.

The quantities of a document are a chain. The network speaks for each alone; a tie between neighbours speaks for both
being the same: both targets or both actual, of one program by the same name. Each gets its marginals by passing
messages both ways (the forward-backward algorithm; Rabiner 1989, "A tutorial on hidden Markov models").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..document import Document, Link
from .encode import candidates_of
from .join import STANDING
from .labels import CLASSES
from .runtime import Opinion
from .window import Window

# The values below were chosen by hand on annotated documents that the network had not seen.
# What the network's log-odds of a role count for, and a rule that stands.
SCALE, STANDS = 0.5, 2.0
# What the network's logits of programs count for, and a point of the rules' own score, which it has seen.
PROGRAM_SCALE, TRUST = 0.7, 0.3
# The log-odds for neighbours being the same: in one sentence, one paragraph, one document.
ROLE_TIES = (1.0, 0.7, 0.5)
PROGRAM_TIES = (1.0, 0.6, 0.0)
# Of a candidate that is not there.
FLOOR = -30.0
ROLES = tuple(CLASSES["role"])


class Choices(NamedTuple):
    """What speaks for each choice of a quantity, and its name: several may have one, without one it is tied to none."""

    scores: NDArray[np.float64]
    names: tuple[Hashable | None, ...]


def agreed(
    doc: Document, parts: Sequence[Window], opinions: Sequence[Sequence[Opinion]], links: Mapping[int, Sequence[Link]]
) -> list[list[Opinion]]:
    """Return the opinions of a document's windows, on roles and programs as they are once neighbours have spoken."""
    numbers = [part.tokens[at].index for part in parts for at in part.quantities]
    flat = [opinion for of_part in opinions for opinion in of_part]
    of_number = [links.get(number, ()) for number in numbers]
    near = _nearness(doc, [doc.mentions[number].start for number in numbers])
    roles = chosen_together([*map(_roles, flat, of_number)], [ROLE_TIES[away] for away in near])
    named = [_programs(doc, *each) for each in zip(flat, of_number, strict=True)]
    programs = chosen_together(named, [PROGRAM_TIES[away] for away in near])
    together = iter(zip(roles, programs, strict=True))
    return [[_spoken(opinion, *next(together)) for opinion in of_part] for of_part in opinions]


def chosen_together(chain: Sequence[Choices], ties: Sequence[float]) -> list[NDArray[np.float64]]:
    """Return the log-probability of each choice of each quantity, from its own and the ties between neighbours.

    >>> sure, open_ = Choices(np.array([0.0, 3.0]), (None, "b")), Choices(np.array([0.2, 0.1, 0.0]), (None, "a", "b"))
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
    """Return what each quantity hears of its choices from the one before it."""
    heard = [np.zeros_like(chain[0].scores)]
    for (before, after), tie in zip(pairwise(chain), ties, strict=True):
        said = before.scores + heard[-1]
        chances = np.exp(said - np.logaddexp.reduce(said)).tolist()
        of_name: dict[Hashable | None, float] = {}
        for name, chance in zip(before.names, chances, strict=True):
            of_name[name] = of_name.get(name, 0.0) + chance
        same = [0.0 if name is None else of_name.get(name, 0.0) for name in after.names]
        heard.append(np.log1p(np.array(same) * np.expm1(tie)))
    return heard


def _roles(opinion: Opinion, links: Sequence[Link]) -> Choices:
    """Return what speaks for each role: the network, and a rule that stands."""
    scores = SCALE * opinion.classes["role"].astype(np.float64)
    rule = next((link for link in links if link.role == "role"), None)
    if rule is not None and rule.rule in STANDING:
        scores[ROLES.index(rule.value)] += STANDS
    return Choices(scores, ROLES)


def _programs(doc: Document, opinion: Opinion, links: Sequence[Link]) -> Choices:
    """Return what speaks for no program and for each candidate: the network, and the rules' score."""
    candidates = candidates_of(links)["program"]
    logits = opinion.choices["program"][: 1 + len(candidates)].astype(np.float64)
    trusted = np.array([0.0, *(TRUST * link.score for link in candidates)])
    return Choices(PROGRAM_SCALE * logits + trusted, (None, *(_text(doc, link) for link in candidates)))


def _text(doc: Document, link: Link) -> str:
    return "".join([doc.folded[start:end] for start, end in link.spans])


def _nearness(doc: Document, starts: Sequence[int]) -> list[int]:
    """Return how near each place of a document is to the next: 0 in one sentence, 1 in one paragraph, 2 further."""
    begins = [sentence.start for sentence in doc.sentences]
    sentences = [doc.sentences[bisect_right(begins, start) - 1] for start in starts]
    return [0 if one is other else 1 if one.block == other.block else 2 for one, other in pairwise(sentences)]


def _spoken(opinion: Opinion, roles: NDArray[np.float64], programs: NDArray[np.float64]) -> Opinion:
    choice = np.full_like(opinion.choices["program"], FLOOR)
    choice[: len(programs)] = programs
    classes = opinion.classes | {"role": roles.astype(np.float32)}
    return opinion._replace(classes=classes, choices=opinion.choices | {"program": choice})
