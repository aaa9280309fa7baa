"""Code points, which this project counts, and UTF-16 code units, which JavaScript counts: two for an emoji or 𠮷."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate


class Offsets:
    """The places of one text in both counts.

    >>> offsets = Offsets("😀15家")
    >>> offsets.units(1), offsets.point(2), offsets.point(1)
    (2, 1, 1)
    """

    def __init__(self, text: str) -> None:
        self._units: list[int] | range = range(len(text) + 1)
        if any(char > "\uffff" for char in text):
            self._units = list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))

    def units(self, point: int) -> int:
        """Return how many UTF-16 code units stand before a code point."""
        return self._units[point]

    def point(self, units: int) -> int:
        """Return how many code points stand before a UTF-16 code unit; within a pair, the place behind it.

        Raises IndexError for a place behind the text.
        """
        if not 0 <= units <= self._units[-1]:
            raise IndexError(units)
        return bisect_left(self._units, units)
