"""A folder of articles with their quantities in braces and rows below (see workbench/inline.py).

The form finds words again by their wording, nearest to the quantity, and so carries neither record ids nor the official
names of regions; whether a date is inherited follows from where it stands. Quantities that overlap cannot be shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..gold import GoldDocument
from ..inline import from_inline, to_inline
from .files import Files, file_name, text_of
from .reading import Reading


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return one `.txt` a document."""
    return {file_name(doc.id) + ".txt": to_inline(doc).encode() for doc in documents}


def read(files: Files) -> Reading:
    """Return the documents of `.txt` files; CRLF is kept, for offsets count it."""
    return Reading([from_inline(text_of(files, name), name) for name in files], [], [])
