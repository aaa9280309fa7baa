"""Which measure a quantity is: level, change, change_rate, share or completion; and whether it is a fall."""

from __future__ import annotations

from .piece import Piece
from .site import Site

PERCENT = frozenset({"%", "‰", "倍"})
RATE_ENDINGS = ("率", "度", "浓度", "指数", "强度")
SHARE_ENDINGS = ("比重", "比例", "占比", "份额")


def choose_measure(site: Site) -> None:
    """Set the measure of `site` and the rule that decided it."""
    unit = site.amount.unit
    if site.listed and site.before is not None and _same_kind(site.before.amount.unit, unit):
        site.measure, site.measure_rule = site.before.measure, "listed"
        site.falls = site.before.falls
        return
    cue, adjacent = _nearest_cue(site)
    if unit == "百分点":
        _set(site, "level" if cue == "contribution" else "change", "percentage_point")
    elif unit in PERCENT:
        _percent(site, cue)
    elif cue in ("up", "down", "compare") and adjacent:
        _set(site, "change", "change_verb")
    else:
        _set(site, "level", "amount")
    site.falls = cue == "down" and site.measure in ("change", "change_rate")


def _set(site: Site, measure: str, rule: str) -> None:
    site.measure, site.measure_rule = measure, rule


def _same_kind(one: str, other: str) -> bool:
    return one == other or (one in PERCENT) == (other in PERCENT)


def _percent(site: Site, cue: str | None) -> None:
    if cue in ("up", "down", "compare"):
        _set(site, "change_rate", "change_verb")
    elif cue in ("share", "share_noun"):
        _set(site, "share", "share_word")
    elif cue == "complete":
        _set(site, "completion", "completion_word")
    elif cue == "times":
        _set(site, "change_rate", "times_of")
    elif cue is None and _part_of_named_whole(site):
        _set(site, "share", "percent_of_things")
    else:
        _set(site, "level", "rate_by_name")


def _part_of_named_whole(site: Site) -> bool:
    """74%的企业…: a percentage that is followed by what it is a part of."""
    right = site.right_pieces()
    return bool(right) and (right[0].text == "的" or right[0].kind in ("word", "region"))


def _nearest_cue(site: Site) -> tuple[str | None, bool]:
    """Return the deciding cue before the quantity, and whether only verbs of reaching stand between the two."""
    adjacent = True
    goal = False
    pieces: list[Piece] = site.left_pieces()
    for piece in reversed(pieces):
        kinds = piece.cues
        if "complete" in kinds:
            return "complete", adjacent
        if "goal" in kinds:
            goal = True
        elif goal and piece.text in ("完成", "占", "超过", "超额完成", "达", "达到"):
            return "complete", False
        elif kinds & {"up", "down"}:
            return ("up" if "up" in kinds else "down"), adjacent
        elif "share" in kinds:
            return "share", adjacent
        elif "compare" in kinds and len(piece.text) > 1:
            return "compare", True
        elif piece.kind == "word" and site.amount.unit in PERCENT | {"百分点"}:
            if piece.text.endswith(SHARE_ENDINGS):
                return "share_noun", False
            if piece.text.endswith(("贡献率", "拉动")):
                return "contribution", False
            if piece.text.endswith(RATE_ENDINGS):
                return "rate", False
        if piece.kind == "word" or piece.kind == "region":
            adjacent = False
    if site.amount.unit == "倍" and pieces and pieces[-1].text == "的":
        return "times", False
    return None, adjacent
