"""What the patterns of refusals are made of."""

from __future__ import annotations

import re

HAN = "[零〇一二两三四五六七八九十百千万亿]"
NUMBER = r"[\d.,零〇一二两三四五六七八九十百千万亿余多几]+"


def refuse(match: re.Match[str]) -> str:
    """Return what was refused; a refusal makes no value."""
    return match[0]


def behind(*words: str) -> str:
    """Return the fragment that holds where one of the words stands before.

    >>> re.search(behind("排名", "位居") + "3", "排名3") is not None
    True
    """
    return f"(?:{'|'.join(f'(?<={word})' for word in words)})"


def not_behind(*words: str) -> str:
    """Return the fragment that holds where none of the words stands before.

    >>> re.search(not_behind("租期") + "25年", "租期25年") is None
    True
    """
    return "".join(f"(?<!{word})" for word in words)
