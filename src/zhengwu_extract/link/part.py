"""What a number is part of (其中), what a change is held against (同比, 比上年), and which place it covers."""

from __future__ import annotations

import re

from ..document import Document
from .piece import Piece
from .site import Site

YOY = re.compile("同比|[比较][上去]年|[上去]年同期")
QOQ = re.compile("环比|比上月|比上季度")
# How many numbers back a whole may stand before its parts.
PARTS = 16
VERBS_OF_CHANGE = frozenset({"up", "down", "each"})


def choose_part(site: Site) -> None:
    """Set the site that a number after 其中 is part of: the nearest before 其中 with the same unit."""
    if site.among < 0 or site.measure != "level":
        return
    whole = site.before
    for _ in range(PARTS):
        if whole is None:
            return
        if whole.at < site.among and whole.amount.unit == site.amount.unit and whole.measure == "level":
            site.whole, site.whole_rule = whole, "part_of.qizhong"
            return
        whole = whole.before


def choose_base(site: Site, doc: Document) -> None:
    """Set what a change is measured against: yoy, qoq or the words of the comparison."""
    if site.measure not in ("change", "change_rate"):
        return
    clause = site.clause_pieces()
    if not clause:
        return
    text = doc.folded[clause[0].start : site.mention.start]
    if YOY.search(text):
        site.base = "yoy"
    elif QOQ.search(text):
        site.base = "qoq"
    else:
        site.base = _comparison(clause, doc)


def _comparison(clause: list[Piece], doc: Document) -> str | None:
    """Return 比2019年同期, 高于全国: from the comparing word to the change verb or the number."""
    for at, piece in enumerate(clause):
        if "compare" in piece.cues:
            end = piece.end
            for follower in clause[at + 1 :]:
                if not follower.cues.isdisjoint(VERBS_OF_CHANGE):
                    break
                end = follower.end
            return doc.text[piece.start : end]
    return None


def choose_region(site: Site) -> None:
    """Set the place a number covers: the nearest named before it in its sentence."""
    piece = site.region
    if piece is not None:
        site.region_span, site.region_rule = (piece.start, piece.end), "region.nearest_before"
