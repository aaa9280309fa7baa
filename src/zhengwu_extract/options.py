"""Every switch once; the command line's flags and the docs come from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to extract.

    Each field's comment names the case where it changes the answer.
    """

    # Publish date of documents that state none: 今年 in an undated page.
    published: date | None = None
    # Region of documents that state none: 全市 in a page without a place.
    region: str | None = None
    # Give peripheral quantities (thresholds, anecdotes) too, marked by their scope.
    all: bool = False
    # "auto" (the shipped tagger), "none" (rules alone) or the folder of a model.
    model: str = "auto"
    # Longest text of one document in characters; a longer one is quarantined.
    max_chars: int = 5_000_000
