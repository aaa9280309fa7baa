"""Word boundaries and parts of speech, by rjieba when it is there and by jieba otherwise."""

from __future__ import annotations

from collections.abc import Iterable

try:
    from rjieba import tag as _tag
except ImportError:  # no wheel for this platform: the same dictionary and tags, slower

    def _tag(text: str) -> Iterable[tuple[str, str]]:
        from jieba.posseg import lcut

        return ((pair.word, pair.flag) for pair in lcut(text))


def words(text: str, offset: int = 0) -> list[tuple[int, int, str]]:
    """Return (start, end, part of speech) of each word of `text`, counted from `offset`.

    >>> words("便民市场", 10)
    [(10, 12, 'n'), (12, 14, 'n')]
    """
    found = []
    for word, flag in _tag(text):
        found.append((offset, offset + len(word), flag))
        offset += len(word)
    return found
