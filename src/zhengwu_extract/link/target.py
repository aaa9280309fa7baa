"""The goal a result is held against: a completion rate and the quantity it speaks of share one target."""

from __future__ import annotations

from .piece import Piece
from .site import Goal, Site

def choose_targets(group: list[Site], earlier: list[Site]) -> None:
    """Set the goal of each completion rate of a sentence and of the result it follows.

    `earlier` are the sites of the same paragraph before this sentence: a number stated there as the task itself
    (今年任务为新开工22399套) is the target's number.
    """
    for number, site in enumerate(group):
        if site.measure != "completion" or site.amount.number is None:
            continue
        words = _goal_words(site)
        if not words:
            continue
        goal = Goal(
            "".join(p.text for p in words),
            (words[0].start, words[-1].end),
            site.amount.number / 100 if site.amount.unit == "%" else None,
        )
        result = group[number - 1] if number else None
        if result is not None and result.measure == "level" and result.role == "actual":
            stated = _stated(result, earlier + group[: number - 1])
            goal = goal._replace(stated=stated)
            result.goal = goal
        site.goal = goal


def _goal_words(site: Site) -> list[Piece]:
    """Return the words that name the task between the verb and the rate (完成年度任务的)."""
    pieces = site.left_pieces()
    end = len(pieces)
    while end and pieces[end - 1].text in ("的", "之"):
        end -= 1
    start = end
    while start and (pieces[start - 1].kind in ("word", "date") or "goal" in pieces[start - 1].cues):
        if "goal" not in pieces[end - 1].cues:
            return []
        start -= 1
    return pieces[start:end]


def _stated(result: Site, earlier: list[Site]) -> Site | None:
    """Return the nearest earlier target of the same unit."""
    for site in reversed(earlier):
        if site.amount.unit == result.amount.unit and site.role == "target":
            return site
    return None
