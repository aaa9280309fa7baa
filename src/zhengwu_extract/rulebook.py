"""Every rule of every room under its name, with the place it is written at."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol

RULE_MODULES = ("grammar.date", "grammar.quantity", "grammar.numeral_range", "grammar.region_rule", "link.rules")


class RuleRow(Protocol):
    """What the rows of all rooms have in common: name, place, examples and counter-examples."""

    @property
    def name(self) -> str:
        """The name that mentions and links carry."""

    @property
    def where(self) -> str:
        """File and line of the row."""

    @property
    def yes(self) -> tuple[str, ...]:
        """Examples in which the rule applies."""

    @property
    def no(self) -> tuple[str, ...]:
        """Examples in which it must not."""


@cache
def rules() -> tuple[RuleRow, ...]:
    """Return the rules of all rooms, in the order in which they are tried.

    >>> all(rule.yes and rule.no for rule in rules())
    True
    """
    return tuple(rule for module in RULE_MODULES for rule in import_module(f".{module}", __package__).RULES)


def rule_named(name: str) -> RuleRow | None:
    """Return the rule with a name, None when there is none.

    >>> rule_named("as_of").name
    'as_of'
    """
    return next((rule for rule in rules() if rule.name == name), None)


def place(name: str) -> str:
    """Return a rule's name with the place it is written at, or the bare name of a verdict that has no row.

    >>> place("cue_word")
    'cue_word'
    """
    rule = rule_named(name)
    return f"{name} ({rule.where})" if rule else name
