"""Word boundaries and parts of speech, by rjieba when it is there and by jieba otherwise."""

from __future__ import annotations

from collections.abc import Callable

from ..lexicon import LinkWord, table

_cut: Callable[[str], list[str]] | None = None
try:
    from rjieba import cut as _cut
    from rjieba import tag as _tag
except ImportError:  # no wheel for this platform: the same dictionary and tags, slower

    def _tag(text: str, hmm: bool = True) -> list[tuple[str, str]]:
        from jieba.posseg import lcut

        return [(pair.word, pair.flag) for pair in lcut(text, HMM=hmm)]


# The words met so far with their part of speech, which rjieba reads off the word alone; cutting takes half the time
# of tagging.
_MOST_MET = 1 << 17
_met: dict[str, tuple[str, str]] = {}


def segmenter() -> str:
    """Return the name of the package that cuts words.

    >>> segmenter() in ("rjieba", "jieba")
    True
    """
    return "jieba" if _cut is None else "rjieba"


def words(text: str) -> list[tuple[str, str]]:
    """Return each word of `text` with its part of speech; the words joined are the text.

    >>> words("便民市场")
    [('便民', 'n'), ('市场', 'n')]
    """
    if _cut is not None:
        try:
            return [_met[word] for word in _cut(text)]
        except KeyError:
            pass
    tagged: list[tuple[str, str]] = _tag(text)
    if len(_met) > _MOST_MET:
        _met.clear()
    _met.update(zip((word for word, _ in tagged), tagged, strict=True))
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
