"""The documents table: where the records come from, one row a document."""

from __future__ import annotations

import hashlib
from datetime import date

from pydantic import BaseModel, ConfigDict

from ..document import Document


class Source(BaseModel):
    """A document that was read; `sha256` is of its text in UTF-8 and `n_records` counts the records written.

    >>> source = Source.of(Document("今年建成15家便民市场。", id="a", published=date(2022, 8, 11)), 1)
    >>> source.sha256[:12], source.n_chars, source.n_records
    ('0035602a9bea', 12, 1)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str | None
    published: date | None
    region: str | None
    agency: str | None
    path: str | None
    n_chars: int
    sha256: str
    flags: tuple[str, ...]
    n_records: int

    @classmethod
    def of(cls, doc: Document, n_records: int) -> Source:
        """Return the row of one document; raise ValueError when its text is not valid Unicode."""
        return cls(
            id=doc.id,
            title=doc.title,
            published=doc.published,
            region=doc.region,
            agency=doc.agency,
            path=doc.path,
            n_chars=len(doc.text),
            sha256=hashlib.sha256(doc.text.encode()).hexdigest(),
            flags=doc.flags,
            n_records=n_records,
        )
