"""A document that is known to be somewhere and not read yet: reading it is what takes time and can fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..document import Document
from .archive import ARCHIVE_ERRORS
from .quarantine import IntakeError, Quarantined

# What reading a file can raise.
READING_ERRORS = (IntakeError, OSError, *ARCHIVE_ERRORS)


class Unread(NamedTuple):
    """A document to be read: its file, its line there if it has one, its id if that is known, and how to make it.

    It must be read, or passed over, before the next one of its file is asked for. `make` raises one of READING_ERRORS
    when there is no document after all.
    """

    path: str | None
    line: int | None
    id: str | None
    make: Callable[[], Document]

    def read(self) -> Document | Quarantined:
        """Return the document, or why there is none.

        >>> Unread("a.txt", None, None, lambda: Document("建成15家。", id="a")).read().id
        'a'
        """
        try:
            return self.make()
        except READING_ERRORS as error:
            return self.refused(reason(error))

    def refused(self, reason: str) -> Quarantined:
        """Return this document as set aside."""
        return Quarantined(self.path, self.line, self.id, reason)


def reason(error: Exception) -> str:
    """Return why a file could not be read; end-of-file errors of archives have no words of their own.

    >>> reason(EOFError())
    'the file ends in mid-archive'
    """
    return str(error) or "the file ends in mid-archive"
