"""What becomes of input that is no document: set aside with its place and the reason, and the rest goes on."""

from __future__ import annotations

from typing import NamedTuple


class IntakeError(ValueError):
    """Input that cannot become a document; the message says what is wrong and what to do about it."""


class Quarantined(NamedTuple):
    """One piece of input set aside: its file, its line there if it has one, its id if that is known, and the reason.

    >>> str(Quarantined("news.jsonl", 7, None, "not valid JSON"))
    'news.jsonl:7: not valid JSON'
    """

    path: str | None
    line: int | None
    doc_id: str | None
    reason: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{place}: {self.reason}" if place else self.reason


def twice(id: str) -> str:
    """Return the reason for setting aside a document whose id another has."""
    return f"an earlier document has the id {id!r} too; give each its own"
