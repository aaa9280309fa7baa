"""How sure a record is: the share of annotated records in which the rules that made it were right.

The shares stand in lexicon/rule_scores.tsv, counted by benchmarks/fit_confidence.py on annotated articles. The fields
of a record are taken as independent, so a record's confidence is the product of its fields'.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from ..document import Link
from ..lexicon import RuleScore, table

FIELDS = ("measure", "role", "metric", "program", "date", "target")
# A rule seen less often than this is drawn towards all rules of its field: as if so many records more had been seen.
PRIOR = 10


@cache
def scores() -> dict[str, float]:
    """Return the share of right answers of each rule, of each absent field (``date.absent``) and of values.

    >>> 0 < scores()["metric.own_words"] < 1
    True
    """
    rows = table("rule_scores", RuleScore)
    right: dict[str, int] = {}
    seen: dict[str, int] = {}
    for row in rows:
        field = row.rule.partition(".")[0]
        right[field] = right.get(field, 0) + int(row.right)
        seen[field] = seen.get(field, 0) + int(row.seen)
    mean = {field: right[field] / seen[field] for field in seen}
    found = {
        row.rule: (int(row.right) + PRIOR * mean[row.rule.partition(".")[0]]) / (int(row.seen) + PRIOR) for row in rows
    }
    return mean | found


def confidence(links: Mapping[str, Link]) -> float:
    """Return the product of the shares of the rules that decided a record's fields, and of its value's.

    >>> confidence({}) < 1
    True
    """
    return _product(*[links[field].rule if field in links else None for field in FIELDS])


@lru_cache(maxsize=1 << 12)
def _product(*rules: str | None) -> float:
    """Return the confidence of what one rule for each field has decided; the same few go together over and over."""
    known = scores()
    product = known["value"]
    for field, rule in zip(FIELDS, rules, strict=True):
        product *= known.get(rule or f"{field}.absent", known[field])
    return round(product, 4)
