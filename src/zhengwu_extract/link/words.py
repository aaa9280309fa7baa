"""Word boundaries and parts of speech, by rjieba when it is there and by jieba otherwise."""

from __future__ import annotations

from ..lexicon import LinkWord, table

try:
    from rjieba import tag as _tag
except ImportError:  # no wheel for this platform: the same dictionary and tags, slower

    def _tag(text: str, hmm: bool = True) -> list[tuple[str, str]]:
        from jieba.posseg import lcut

        return [(pair.word, pair.flag) for pair in lcut(text, HMM=hmm)]


def words(text: str) -> list[tuple[str, str]]:
    """Return each word of `text` with its part of speech; the words joined are the text.

    >>> words("便民市场")
    [('便民', 'n'), ('市场', 'n')]
    """
    tagged: list[tuple[str, str]] = _tag(text)
    return tagged


def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind in lexicon/link_words.tsv.

    >>> "总量" in words_of("relative")
    True
    """
    return frozenset(row.surface for row in table("link_words", LinkWord) if row.kind == kind)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list written with blanks between them.

    >>> sorted(word_set("a b a"))
    ['a', 'b']
    """
    return frozenset(words.split())
