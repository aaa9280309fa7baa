"""The goal a result is held against: 完成年度任务的90%, 超额完成目标任务, 开工率105% of a task stated before."""

from __future__ import annotations

from decimal import Decimal

from ..document import Document
from .piece import Piece
from .site import Goal, Site

# A task that a completion rate misses by more than this is another task; by less, the text contradicts itself, which
# the arithmetic check will flag.
NEARLY = Decimal("0.15")
# A task of another paragraph must fit the rate as printed, to half a point.
EXACTLY = Decimal("0.006")
# How many numbers back a task may be stated.
TASKS = 24
DONE = ("完成", "实现", "达到", "占", "超过", "好于", "超")
MEASURED = (*DONE, "为", "是", "相当于")


def choose_targets(group: list[Site], earlier: list[Site], tasks: list[Site], doc: Document) -> None:
    """Set the goal of each result of a sentence.

    `earlier` are the sites of the same paragraph before it, `tasks` the targets of the whole document before it.
    """
    for number, site in enumerate(group):
        if site.role == "target":
            continue  # a goal is held against no other goal
        if site.measure == "completion" and site.amount.number is not None:
            _completion(site, _result(group, number), _recent(earlier, group, number), tasks[-TASKS:], doc)
        elif site.measure == "level" and site.goal is None and _meets_goal(site):
            _reached(site, _recent(earlier, group, number), doc)


def _recent(earlier: list[Site], group: list[Site], number: int) -> list[Site]:
    """Return the sites before one of a group, the last TASKS of each kind."""
    return earlier[-TASKS:] + group[max(0, number - TASKS) : number]


def _result(group: list[Site], number: int) -> Site | None:
    """Return the result that a rate of completion is of: the amount before it, what it grew by passed over."""
    at = number - 1
    while at > number - 3 and at > 0 and group[at].measure in ("change", "change_rate"):
        at -= 1
    return group[at] if at >= 0 else None


def _completion(site: Site, result: Site | None, before: list[Site], tasks: list[Site], doc: Document) -> None:
    """完成年度任务的90.58%: the rate and the result before it share one goal."""
    rate = site.amount.number / 100 if site.amount.unit == "%" and site.amount.number is not None else None
    words = _goal_words(site.left_pieces())
    held = result if result is not None and result.measure == "level" and result.role == "actual" else None
    stated = _stated(held, before, rate) or _fitting(held, tasks, rate) if held is not None else None
    if words:
        goal = Goal(_text(words, doc), (words[0].start, words[-1].end), rate, stated)
    elif stated is not None:
        goal = Goal(doc.text[stated.row[stated.left].start : stated.mention.end], _clause(stated), rate, stated)
    else:
        return
    site.goal = goal
    if held is not None:
        held.goal = goal


def _meets_goal(site: Site) -> bool:
    """Whether the word of a goal stands anywhere behind a number, so that a closer look is worth its time."""
    goals = site.places.goals
    return bool(goals) and goals[-1] > site.at


def _reached(site: Site, before: list[Site], doc: Document) -> None:
    """建成12141套,超额完成了年度任务: the clause after the number says which goal it met."""
    end = site.at + 1
    while end < len(site.row) and site.row[end].kind != "quantity":
        end += 1
    following = site.row[site.at + 1 : end]
    at = next((i for i, p in enumerate(following) if p.text.endswith(DONE)), None)
    if at is None or not any("goal" in p.cues for p in following[at + 1 : at + 9]):
        return
    last = max(i for i, p in enumerate(following[: at + 9]) if "goal" in p.cues)
    if any(p.kind == "stop" for p in following[at : last + 1]) or (
        end < len(site.row) and following[-1].text in ("的", "之")
    ):
        return
    words = _goal_words(following[: last + 1])
    if words:
        site.goal = Goal(_text(words, doc), (words[0].start, words[-1].end), None, _stated(site, before, None))


def _goal_words(pieces: list[Piece]) -> list[Piece]:
    """Return the words that name the task after the verb (完成, 超过) at the end of `pieces`."""
    end = len(pieces)
    while end and pieces[end - 1].text in ("的", "之"):
        end -= 1
    if not end or "goal" not in pieces[end - 1].cues:
        return []
    start = end - 1
    while start and pieces[start - 1].kind in ("word", "date", "region", "cue"):
        if pieces[start - 1].text.endswith(MEASURED) or pieces[start - 1].text == "了":
            break
        start -= 1
    return pieces[start:end]


def _stated(result: Site, before: list[Site], rate: Decimal | None) -> Site | None:
    """Return the earlier target of the same unit; with a completion rate, the one that it fits best, if nearly."""
    tasks = [site for site in before if site.role == "target" and site.amount.unit == result.amount.unit]
    number = result.amount.number
    if rate is None:
        return tasks[-1] if tasks else None
    off = [(abs(number / t.amount.number - rate), at) for at, t in enumerate(tasks) if number and t.amount.number]
    least, at = min(off, default=(NEARLY, 0))
    return tasks[at] if least < NEARLY else None


def _fitting(result: Site, tasks: list[Site], rate: Decimal | None) -> Site | None:
    """Return the task of the same unit, wherever it stands, of which the result is just that rate."""
    number = result.amount.number
    for task in reversed(tasks):
        goal = task.amount.number
        if number and goal and rate and task.amount.unit == result.amount.unit and abs(number / goal - rate) <= EXACTLY:
            return task
    return None


def _clause(site: Site) -> tuple[int, int]:
    return site.row[site.left].start, site.mention.end


def _text(words: list[Piece], doc: Document) -> str:
    return doc.text[words[0].start : words[-1].end]
