"""Which time expression governs a quantity: its own clause's, its sentence's, its paragraph's, its section's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..document import Document, Mention, Period
from .calendar import COMPARING, NEAREST, TASKED, Calendar, is_local, is_vague
from .piece import Piece
from .site import Site

# Years that tell whose task something is.
TASK_YEARS = frozenset({"今年", "全年", "本年度"})
# How many pieces after a number are looked at for a date.
REACH = 20
# Where a date stands outside the sentence that it governs.
ELSEWHERE = frozenset({"inherited", "section", "before"})


def choose_date(site: Site, doc: Document, calendar: Calendar) -> None:
    """Set the governing date of `site`, its span and the rule that decided; where a change came from has none."""
    origin = _is_origin(site)
    at = _in_sentence(site, doc, origin)
    if at is not None:
        mention = doc.mentions[site.row[at].index]
        site.date_rule = "date.own_clause" if at >= site.clause else "date.own_sentence"
        site.date = _reached(mention.value, site, at)
    elif not origin and site.sentence in calendar.inherited:
        mention, site.date_rule = calendar.inherited[site.sentence]
        site.date = mention.value
    else:
        return
    site.date_span = (mention.start, mention.end)


def near(site: Site, doc: Document, calendar: Calendar) -> Iterator[tuple[str, Mention, Period]]:
    """Yield (where, date, period) for the dates that could govern a quantity, each once."""
    seen: set[int] = set()
    for where, mention, period in _all_near(site, doc, calendar):
        if mention.start not in seen:
            seen.add(mention.start)
            yield where, mention, period


def _all_near(site: Site, doc: Document, calendar: Calendar) -> Iterator[tuple[str, Mention, Period]]:
    for at in site.dates[:NEAREST]:
        mention = doc.mentions[site.row[at].index]
        yield "own_clause" if at >= site.clause else "own_sentence", mention, _reached(mention.value, site, at)
    for piece in site.row[site.at + 1 : site.at + REACH]:
        if piece.kind == "date":
            yield "after", doc.mentions[piece.index], doc.mentions[piece.index].value
    for where, governed in (("inherited", calendar.inherited), ("section", calendar.sections)):
        if found := governed.get(site.sentence):
            yield where, found.mention, found.mention.value
    start = doc.sentences[site.sentence].start
    for mention in calendar.before(doc.blocks[site.block].start, start):
        yield "before", mention, mention.value


def _heads(row: Sequence[Piece], at: int) -> bool:
    """Whether a date stands alone before its sentence's first comma (今天，…), and so holds for all of it."""
    following = row[at + 1]
    return at < 2 and following.start == row[at].end and following.text == ","


def _names_goal(row: Sequence[Piece], at: int) -> bool:
    """Whether a piece is the noun of a goal (全年目标, 今年计划的80%), not 计划 before what is planned."""
    cues = row[at].cues
    if "goal" not in cues or "plain" not in cues:
        return "goal" in cues
    planned, after = row[at + 1 : at + 2], row[at + 2 : at + 3]
    return not planned or not planned[0].flag.startswith("v") or (bool(after) and after[0].text == "的")


def _is_compared_with(site: Site, at: int) -> bool:
    """是上年的1.6倍, and what follows: the year is what that number is compared with, and no other's either."""
    if site.row[at + 1].text != "的" or at + 2 > site.at:
        return False
    return site.row[at + 2].text.endswith(("倍", "%")) if at + 2 < site.at else site.measure == "change_rate"


def _reached(period: Period, site: Site, at: int) -> Period:
    """提高到2025年的14万元: what looks like a deadline is the year the number is of."""
    if period.kind == "deadline" and period.end and site.row[at + 1].text == "的":
        return Period("period", date(period.end.year, 1, 1), period.end)
    return period


def _is_state(doc: Document, piece: Piece) -> bool:
    """Whether a date says as of when: 今天的开发区 is as it is today."""
    return bool(doc.mentions[piece.index].value.kind == "as_of")


def _in_sentence(site: Site, doc: Document, origin: bool) -> int | None:
    """Return the place of the date before the quantity that is nearest and stands in no comparison."""
    row = site.row
    for at in site.dates:
        if origin:
            return at if at >= site.left else None
        if site.measure == "level" and _is_followed_by(site, at):
            return at
        previous = row[at - 1].text if at else ""
        compared = previous.endswith(COMPARING) or previous in ("相比", "按", "恢复")
        if compared and not (at == 1 and previous == "“"):  # what somebody says may begin with a time
            continue
        if previous in ("由", "从", "自") and at < site.left:
            continue
        if row[at + 1].text == "的" and row[at + 2].text.startswith("基础"):
            continue  # 在2020年的基础上
        if at < site.clause and is_local(row[at].text) and not _heads(row, at) and not _is_state(doc, row[at]):
            continue
        if _is_compared_with(site, at):
            continue
        if row[at].text == TASKED or is_vague(doc.mentions[row[at].index].value, doc):
            continue
        if _names_goal(row, at + 1) and (site.measure != "level" or at < site.left):
            continue  # 全年目标任务 names a goal; the number is not of the whole year
        return _as_of_before(site, doc, at)
    return None


def _is_followed_by(site: Site, at: int) -> bool:
    """对2017年的15个, 比去年2亿元增长9%: the number right behind a date is of it, whatever stands before."""
    return site.at == at + 1 or (site.at == at + 2 and site.row[at + 1].text == "的")


def _as_of_before(site: Site, doc: Document, at: int) -> int:
    """截至9月底,今年改造任务开工率…: the year says whose task it is, the day before it as of when."""
    row = site.row
    parted = at > 1 and row[at - 1].text == "," and row[at - 2].kind == "date"
    return at - 2 if parted and row[at].text in TASK_YEARS and _is_state(doc, row[at - 2]) else at


def _is_origin(site: Site) -> bool:
    """Whether the quantity is where a change came from: 由645个增至956个."""
    row, at = site.row, site.at
    for piece in row[max(site.left, at - 6) : at]:
        if piece.text == "由" or piece.text == "从":
            return any("reach" in p.cues or p.text.endswith(("到", "至", "为")) for p in row[at + 1 : at + 3])
    return False
