"""Numbers that are no quantities; each kind a rule with its examples, matched where a numeral begins."""

from __future__ import annotations

import re

from . import refusal_name, refusal_rank, refusal_time

RULES = (*refusal_time.RULES, *refusal_name.RULES, *refusal_rank.RULES)

_REFUSED = re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in RULES))
# The longest title looked back for.
_TITLE = 60


def refused_by(folded: str, start: int) -> str | None:
    """Return the name of what refuses the number at `start`: a rule, "in_title" between 《 and 》, or None.

    >>> refused_by("第15家", 1), refused_by("《稳外贸若干措施15条》", 8), refused_by("建成15家", 2)
    ('ordinal', 'in_title', None)
    """
    match = _REFUSED.match(folded, start)
    if match:
        return match.lastgroup
    opened = folded.rfind("《", max(0, start - _TITLE), start)
    return "in_title" if opened >= 0 and folded.find("》", opened, start) < 0 else None
