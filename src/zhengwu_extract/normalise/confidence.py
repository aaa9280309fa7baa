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

    Where the tagger was asked, a link's own score stands for the share.

    >>> confidence({}) < 1
    True
    """
    product, rules = 1.0, []
    for field in FIELDS:
        link = links.get(field)
        if link is not None and link.score != 1:  # the tagger has its own account of how sure it is
            product *= link.score
        else:
            rules.append(f"{field}.absent" if link is None else link.rule)
    return round(product * product_of(*rules), 4)


@lru_cache(maxsize=1 << 12)
def product_of(*rules: str) -> float:
    """Return the product of the shares of rules and of values; the same few rules go together over and over.

    >>> product_of("metric.own_words") < product_of()
    True
    """
    known = scores()
    product = known["value"]
    for rule in rules:
        product *= known.get(rule, known.get(rule.partition(".")[0], 1.0))
    return product
