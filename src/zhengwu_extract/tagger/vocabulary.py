"""The characters, words and parts of speech that a model knows by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

# The first numbers of every list: nothing there, not known, hidden (pre-training).
PAD, UNKNOWN, MASK = 0, 1, 2
SPECIAL = ("[PAD]", "[UNK]", "[MASK]")
# Characters of a token that a model sees: of a longer one the first half of these and the last half.
SPELLING = 6
# Parts of speech as jieba's dictionary has them, which the linker hands on; unknown ones read as "x".
FLAGS = (
    "", "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg",
    "mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u",
    "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "z", "zg",
)  # fmt: skip
_FLAG_NUMBERS = {flag: number for number, flag in enumerate(FLAGS)}


def normal(text: str) -> str:
    """Return a token as models see it: every digit is 0, so that a number keeps its shape and size, not its value.

    >>> normal("1,200余套")
    '0,000余套'
    """
    return "".join(["0" if character.isdigit() else character for character in text])


def flag_number(flag: str) -> int:
    """Return the number of a part of speech.

    >>> FLAGS[flag_number("vn")], FLAGS[flag_number("?")]
    ('vn', 'x')
    """
    return _FLAG_NUMBERS.get(flag, _FLAG_NUMBERS["x"])


class Vocabulary:
    """The characters and words of one model, most frequent first.

    >>> known = Vocabulary(["便", "民", "市", "场"], ["便民", "市场"])
    >>> known.word("市场"), known.word("超市"), known.spelling("超市")
    (4, 1, (1, 5, 0, 0, 0, 0))
    """

    def __init__(self, characters: Iterable[str], words: Iterable[str]) -> None:
        self.own_characters = list(characters)
        self.own_words = list(words)
        self.characters = [*SPECIAL, *self.own_characters]
        self.words = [*SPECIAL, *self.own_words]
        self._characters = {character: number for number, character in enumerate(self.characters)}
        self._words = {word: number for number, word in enumerate(self.words)}
        self.token = lru_cache(maxsize=1 << 16)(self._token)

    def word(self, text: str) -> int:
        """Return the number of a word."""
        return self._words.get(text, UNKNOWN)

    def spelling(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the SPELLING characters by which a token is known, PAD where it has fewer."""
        half = SPELLING // 2
        seen = text if len(text) <= SPELLING else text[:half] + text[-half:]
        numbers = [self._characters.get(character, UNKNOWN) for character in seen]
        return (*numbers, *[PAD] * (SPELLING - len(numbers)))

    def _token(self, text: str) -> tuple[int, ...]:
        """Return the number of a token's word and the numbers of its characters."""
        text = normal(text)
        return (self.word(text), *self.spelling(text))


def most_frequent(counts: Sequence[tuple[str, int]], size: int, fewest: int) -> list[str]:
    """Return the `size` most frequent of (text, times) that come at least `fewest` times; ties in text order.

    >>> most_frequent([("b", 2), ("a", 2), ("c", 5), ("d", 1)], size=3, fewest=2)
    ['c', 'a', 'b']
    """
    ranked = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    return [text for text, times in ranked[:size] if times >= fewest]
