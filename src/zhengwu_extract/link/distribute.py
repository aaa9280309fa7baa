"""A、B、C分别为1、2、3个: which head goes with which number, and what the heads share."""

from __future__ import annotations

from collections.abc import Container

from .piece import Piece
from .site import Site
from .words import word_set, words_of

# Endings of the nouns that close an indicator's name: a head that lacks one borrows it from the last head.
TAILS = tuple(words_of("tail"))

PAUSE = frozenset("、")
SEPARATORS = PAUSE | word_set("和 与 及 以及")


def chains(group: list[Site]) -> list[list[Site]]:
    """Return the runs of listed quantities (1、2、3个) of a sentence that have more than one member.

    A run is cut where a number stands with words of its own.
    """
    runs: list[list[Site]] = []
    for site in group:
        if site.listed and runs:
            runs[-1].append(site)
        else:
            runs.append([site])
    return [run for run in runs if len(run) > 1]


def split_heads(pieces: list[Piece], wanted: int) -> list[list[Piece]]:
    """Split the pieces before listed numbers at their separators, only at 、 where that gives as many as wanted.

    等 hands what follows it to every head.
    """
    suffix: list[Piece] = []
    for at, piece in enumerate(pieces):
        if piece.text in ("等", "等等") and at + 1 < len(pieces):
            pieces, suffix = pieces[:at], pieces[at + 1 :]
            break
    listed = _split(pieces, PAUSE)
    heads = listed if len(listed) == wanted else _split(pieces, SEPARATORS)
    return [head + suffix for head in heads] if suffix else _share(heads)


def _split(pieces: list[Piece], separators: Container[str]) -> list[list[Piece]]:
    heads: list[list[Piece]] = [[]]
    depth = 0
    for piece in pieces:
        depth += (piece.text in "（(“《") - (piece.text in "）)”》") if len(piece.text) == 1 else 0
        if piece.text in separators and depth <= 0:
            heads.append([])
        else:
            heads[-1].append(piece)
    return [head for head in heads if head]


def _share(heads: list[list[Piece]]) -> list[list[Piece]]:
    """Give every head the beginning or the ending that stands only once.

    城镇和农村居民收入, 新房和二手房销售价格, 事故起数和死亡人数: an ending is shared from the word on that two heads
    have in common, or else as many words as the last head is longer by.
    """
    if len(heads) < 2:
        return heads
    first, last = heads[0], heads[-1]
    common = next((at + 1 for at, piece in enumerate(last[:-1]) if piece.text == first[-1].text), 0)
    if common:
        return [*(head + last[common:] for head in heads[:-1]), last]
    if len(last) > 1 and _has_tail(last) and not _has_tail(first):
        return [head if _has_tail(head) else head + _suffix(head, last) for head in heads]
    rest = max(len(head) for head in heads[1:])
    if rest < len(first) and (rest == 1 or (rest == 2 and all(map(_has_tail, heads)))):
        return [first, *([*first[:-1], *head] for head in heads[1:])]
    return heads


def _suffix(head: list[Piece], last: list[Piece]) -> list[Piece]:
    if len(head) < len(last) and not any(piece.text in SEPARATORS for piece in last):
        return last[len(head) :]
    return last[-1:]


def _has_tail(head: list[Piece]) -> bool:
    return head[-1].text.endswith(TAILS)
