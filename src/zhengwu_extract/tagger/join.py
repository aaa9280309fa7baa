"""Rules and tagger together: where the tagger is surer its answer stands, and every answer gets its probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..document import Link, Role
from ..link.piece import Piece
from .decode import Logits, decode, expected_overlap
from .encode import CANDIDATE_OF, candidates_of, within
from .labels import CLASSES, TAGS
from .runtime import Opinion

METRIC = TAGS.index("metric")
# Fields that the tagger has a say in; of the rest the rules decide alone.
FIELDS = ("metric", "program", "date", "role")
# Rules that stand whatever the tagger says: it does not know the publish date nor the heads of a table's columns, and
# is worse than they are at numbers that are a task themselves, and at which name of a list goes with which number.
STANDING = frozenset({"role.date_ahead", "role.task_noun", "metric.table", "metric.distributed"})
# More than any probability: the tagger never overrules.
NEVER = 2.0
# No answer is surer than this; a link's score of 1 says that nobody was asked.
SUREST = 0.999
Knots = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Joining:
    """When the tagger overrules the rules, and what its figures mean; fitted on documents it was not trained on.

    `least`: for each field, how much more probable than the rules' answer the tagger's must be, by its own account.
    `knots`: for each field, its account of the answer that stands → the share of right answers, in straight lines.
    `power`: what a share counts for in the confidence of the record; less than 1, because fields are wrong together.
    """

    least: Mapping[str, float]
    knots: Mapping[str, Knots]
    power: float = 1.0

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Joining:
        """Return what a manifest says; where it says nothing, the rules' answers stand."""
        said = manifest.get("joining", {})
        least = {field: float(said.get("least", {}).get(field, NEVER)) for field in FIELDS}
        knots = {field: (tuple(x), tuple(y)) for field, (x, y) in said.get("knots", {}).items()}
        return cls(least, knots, float(said.get("power", 1.0)))

    def probability(self, field: str, account: float) -> float | None:
        """Return what an answer adds to the confidence of its record, None where nothing was fitted.

        >>> Joining({}, {"role": ((0.5, 1.0), (0.5, 0.9))}).probability("role", 0.75)
        0.7
        """
        knots = self.knots.get(field)
        if knots is None:
            return None
        return min(SUREST, round(float(np.interp(account, *knots) ** self.power), 4))


@dataclass(frozen=True, slots=True)
class Views:
    """One field of one quantity: the rules' answer and the tagger's as links, and the tagger's account of each."""

    rules: Link | None
    tagger: Link | None
    accounts: tuple[float, float]


def views(tokens: Sequence[Piece], opinion: Opinion, links: Sequence[Link]) -> dict[Role, Views]:
    """Return what rules and tagger say of each field of FIELDS."""
    by_role = {link.role: link for link in links}
    candidates = candidates_of(links)
    return {
        "metric": _metric(tokens, opinion, by_role["metric"]),
        "program": _choice("program", opinion, by_role.get("program"), candidates["program"]),
        "date": _choice("date", opinion, by_role.get("date"), candidates["date"]),
        "role": _role(opinion, by_role["role"]),
    }


def joined(tokens: Sequence[Piece], opinion: Opinion, links: Sequence[Link], joining: Joining) -> list[Link]:
    """Return the links of one quantity, with the tagger's in the place of the rules' where it is sure enough."""
    kept: dict[Role, Link] = {link.role: link for link in links if link.role not in CANDIDATE_OF}
    for field, view in views(tokens, opinion, links).items():
        theirs, own = view.accounts
        overruled = own - theirs >= joining.least[field] and not _same(view.rules, view.tagger)
        link, account = (view.tagger, own) if overruled else (view.rules, theirs)
        probability = joining.probability(field, account)
        if link is None and (overruled or probability is not None):
            # A link without spans: there is no program or date, and somebody is so sure of it.
            link = Link(links[0].quantity, field, (), None, f"tagger.{field}" if overruled else f"{field}.absent")
        if link is not None:
            kept[field] = link if probability is None else link._replace(score=probability)
    return list(kept.values())


def _same(one: Link | None, other: Link | None) -> bool:
    return (one and (one.spans, one.value)) == (other and (other.spans, other.value))


def _metric(tokens: Sequence[Piece], opinion: Opinion, rules: Link) -> Views:
    logits = opinion.tags[:, METRIC]
    spans, own = decode(tokens, logits)
    theirs = expected_overlap(tokens, logits, within(tokens, rules.spans)) if rules.spans else 0.0
    if not spans or rules.rule in STANDING:
        return Views(rules, rules, (theirs, theirs))
    return Views(rules, rules._replace(spans=spans, rule="tagger.metric"), (theirs, own))


def _choice(field: Role, opinion: Opinion, rules: Link | None, candidates: Sequence[Link]) -> Views:
    chances = _softmax(opinion.choices[field][: 1 + len(candidates)])
    best = int(chances.argmax())
    chosen = 0
    if rules is not None:
        chosen = next((at for at, link in enumerate(candidates, 1) if link.spans == rules.spans), 0)
    own = None
    if best:
        link = candidates[best - 1]
        own = link._replace(role=field, rule=f"tagger.{field}", score=1.0)
    return Views(rules, own, (float(chances[chosen]), float(chances[best])))


def _role(opinion: Opinion, rules: Link) -> Views:
    names = CLASSES["role"]
    chances = _softmax(opinion.classes["role"])
    best = names.index(rules.value) if rules.rule in STANDING else int(chances.argmax())
    own = rules._replace(value=names[best], rule="tagger.role")
    return Views(rules, own, (float(chances[names.index(rules.value)]), float(chances[best])))


def _softmax(logits: Logits) -> Logits:
    powers = np.exp(logits - logits.max())
    chances: Logits = powers / powers.sum()
    return chances
