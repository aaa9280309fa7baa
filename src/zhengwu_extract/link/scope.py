"""Core or peripheral: a threshold that defines a class, a structural count, a back-reference is no fact of its own."""

from __future__ import annotations

import re

from ..document import Document
from .site import Site
from .words import words_of

# Counted words that organise a text rather than report anything (5个方面, 三类, 两项行动).
STRUCTURAL = words_of("structural")
# A person speaks of their own affairs; 我市 and 我们院 speak for a territory or an office, and “我要开店” is a name.
FIRST_PERSON = re.compile(r"(?<!自)我(?![市省国县区州们院军队校厅局部镇乡村旗盟]|[^“”‘。，,0-9]{0,10}[”’])|我们家|咱")
SMALL = words_of("small")


def is_personal(doc: Document, sentence: int) -> bool:
    """Whether a person speaks of their own affairs in a sentence."""
    start, end, _ = doc.sentences[sentence]
    return FIRST_PERSON.search(doc.folded, start, end) is not None


def choose_scope(site: Site, *, personal: bool) -> None:
    """Set the scope of `site` and the rule that decided; `personal` is what `is_personal` says of its sentence."""
    row, amount = site.row, site.amount
    first = row[site.at + 1].text if site.at + 1 < site.right else ""
    if first == "的" and site.measure == "level" and amount.qualifier in ("over", "under") and _classifies(site):
        site.scope, site.scope_rule = "peripheral", "scope.threshold"
    elif amount.unit in SMALL and _is_small(site) and (first in STRUCTURAL or not _says_something(site)):
        site.scope, site.scope_rule = "peripheral", "scope.structural_count"
    elif personal:
        site.scope, site.scope_rule = "peripheral", "scope.first_person"


def _classifies(site: Site) -> bool:
    """总投资超1亿元的17个项目: the next quantity counts what this one only delimits."""
    return site.right < len(site.row) and site.row[site.right].kind == "quantity"


def _is_small(site: Site) -> bool:
    number = site.amount.number
    return number is not None and number <= 10 and not any(c.isdigit() for c in site.row[site.at].text)


def _says_something(site: Site) -> bool:
    return bool(site.metric)
