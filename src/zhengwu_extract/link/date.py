"""Which time expression governs a quantity: its own clause's, its sentence's, its paragraph's, its section's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..document import Block, Document, Mention, Period, Sentence
from .piece import Piece
from .site import Site
from .words import words_of

# Expressions that announce the period of all that follows, wherever they stand.
SECTION = re.compile(
    r"(?:一年来|过去的?一年|[五5]年来|过去的?五年|这五年|“?十[一二三四五]五\s*”?\s*(?:时期|期间|以来))"
)

# Expressions that count or repeat, and single days, hold for their own number alone.
LOCAL = re.compile(r"连续|每|近|今[天日晨]|昨|当[天日]|日前|[前上下]午|[0-9]时|(?:节|元旦|五一”?|国庆|除夕)$")
# Expressions that reach beyond their own sentence only when they open the paragraph.
SENTENCE_ONLY = words_of("own_sentence")
COMPARING = ("比", "较", "与", "同", "和", "于", "受", "为", "对", "占", "《", "（", "(", "“")
# The months that figures are published for; named in the opening paragraph they hold for the whole document.
FIGURES_OF = re.compile(r".*(?:季度|半年|首月|月份|[0-9] ?[-—–~至到] ?[0-9]{1,2}月)")
# Documents that review or plan a period as a whole; in others such an expression reaches its paragraph only.
REPORT_TITLE = re.compile(r"报告|规划|计划|方案|纲要|公报")
REPORT_WORDS = ("各位代表", "我代表", "政府工作报告", "规划期")
# What an article begins with before it turns to other times.
SO_FAR = re.compile("今年.*来")
TOPIC_DAYS = 6
# When the year's tasks are set, not when anything is done (年初安排新建6所).
TASKED = "年初"
TASK_YEARS = frozenset({"今年", "全年", "本年度"})
# A sentence longer than this opens the running text of a document.
OPENING = 20
# A date stands at the head of a clause when the clause's mark, or the beginning, is fewer characters before it.
HEAD = 7
MARKS = frozenset(",;:，；：、")
# How many dates on each side may govern a number, and how many pieces after it are looked at.
NEAREST, REACH = 4, 20
# Where a date stands outside the sentence that it governs.
ELSEWHERE = frozenset({"inherited", "section", "before"})
YEAR = timedelta(days=366)
RECENT = timedelta(days=62)


class Governed(NamedTuple):
    """A date that reaches a sentence from outside it, and from where."""

    mention: Mention
    rule: str


class Calendar:
    """The dates of a document, and what each sentence inherits from its paragraph or section."""

    def __init__(self, doc: Document) -> None:
        self.inherited: dict[int, Governed] = {}
        # What holds for the section of a sentence, when its paragraph has a date of its own.
        self.sections: dict[int, Governed] = {}
        self._doc = doc
        self._dates = doc.of("date")
        self._starts = [mention.start for mention in self._dates]
        self._reviews = bool(doc.title and REPORT_TITLE.search(doc.title)) or any(
            word in doc.folded for word in REPORT_WORDS
        )
        self._section: Governed | None = None
        self._paragraph: Governed | None = None
        self._opened = False
        self._read()

    def _read(self) -> None:
        """Pass over the dates in the order of the text and note what each sentence inherits."""
        doc = self._doc
        upcoming = iter(self._dates)
        mention = next(upcoming, None)
        block, was_listed, lead = -1, False, None
        for number, sentence in enumerate(doc.sentences):
            start, end, holder = sentence
            if holder != block:
                listed = doc.folded.startswith(("-", "—"), doc.blocks[holder].start)
                if not was_listed:
                    lead = self._paragraph
                block, was_listed, self._paragraph = holder, listed, lead if listed else None
            source = self._paragraph or self._section
            if source is not None:
                self.inherited[number] = source
            if self._section is not None and source is not self._section:
                self.sections[number] = self._section
            while mention is not None and mention.start < end:
                self._pass(mention, sentence, doc.blocks[block])
                mention = next(upcoming, None)
            if not self._opened and end - start > OPENING:
                self._opened = doc.blocks[block].kind == "paragraph"

    def before(self, start: int, end: int) -> list[Mention]:
        """Return the nearest dates of a stretch, the last first."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._dates[max(first, stop - NEAREST) : stop][::-1]

    def _pass(self, mention: Mention, sentence: Sentence, block: Block) -> None:
        """Let one date become what the sentences after it inherit, if it stands where it can."""
        doc = self._doc
        text = doc.folded[mention.start : mention.end]
        if text == TASKED or _is_vague(mention.value, doc):
            return
        if block.kind == "heading":
            if _is_topic(mention, text):
                self._section = Governed(mention, "date.inherited_section")
        elif SECTION.fullmatch(text) and _leads(doc, sentence, mention):
            self._paragraph = self._plan_period(mention, text)
            if self._reviews:
                self._section = self._paragraph
        elif _opens_paragraph(doc, sentence, block, mention) and _is_topic(mention, text):
            self._paragraph = Governed(mention, "date.inherited_paragraph")
            if not self._opened and not SO_FAR.fullmatch(text) and _is_current(mention.value, doc.published):
                self._section = Governed(mention, "date.inherited_section")
        elif not self._opened and self._section is None and self._has_figures(mention, text):
            self._section = Governed(mention, "date.inherited_section")
        elif text in SENTENCE_ONLY or _is_local(text):
            return
        elif _announces(doc, sentence, mention) or (self._paragraph is None and _begins(sentence, mention)):
            self._paragraph = Governed(mention, "date.inherited_paragraph")

    def _has_figures(self, mention: Mention, text: str) -> bool:
        """Whether the document is about the figures of a period: 一季度, 1-5月."""
        if _compared(self._doc, mention) or not FIGURES_OF.fullmatch(text):
            return False
        return mention.value.kind == "period" and _is_current(mention.value, self._doc.published)

    def _plan_period(self, mention: Mention, text: str) -> Governed:
        """五年来 under “十三五”时期 is that plan's period."""
        if "五年" in text and self._section is not None:
            above = self._doc.folded[self._section.mention.start : self._section.mention.end]
            if "五" in above and "年" not in above:
                return self._section
        return Governed(mention, f"date.inherited_{'section' if self._reviews else 'paragraph'}")


def _is_current(period: Period, published: date | None) -> bool:
    """Whether a period at the head of a document is what it reports on: a year at most, just over or running."""
    if published is None or period.end is None or period.kind == "recurring":
        return period.kind == "deadline"
    if period.start is not None and period.end - period.start > YEAR:
        return False
    return published - period.end < RECENT


def _compared(doc: Document, mention: Mention) -> bool:
    return doc.folded[max(0, mention.start - 1) : mention.start] in COMPARING


def _is_topic(mention: Mention, text: str) -> bool:
    """Whether a date covers enough time to be the topic of a stretch of text."""
    return not _is_local(text) and _covers_time(mention.value)


def _covers_time(period: Period) -> bool:
    if period.kind == "period" and period.start and period.end:
        return (period.end - period.start).days >= TOPIC_DAYS
    return period.kind in ("as_of", "deadline")


def _opens_paragraph(doc: Document, sentence: Sentence, block: Block, mention: Mention) -> bool:
    if doc.folded.startswith(("-", "—"), block.start):
        return False
    return sentence.start - block.start < 4 and mention.start - sentence.start < 8 and not _compared(doc, mention)


def _leads(doc: Document, sentence: Sentence, mention: Mention) -> bool:
    """Whether a date stands at the head of a clause, where it can govern the sentences that follow."""
    if _compared(doc, mention):
        return False
    before = doc.folded[max(sentence.start, mention.start - HEAD) : mention.start]
    return len(before) < HEAD or not MARKS.isdisjoint(before)


def _announces(doc: Document, sentence: Sentence, mention: Mention) -> bool:
    """Whether a date stands apart at the head of a clause (2022年，…), so that the next sentences are of it too."""
    return doc.folded.startswith((",", "，"), mention.end) and _leads(doc, sentence, mention)


def _begins(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence begins with a date that covers some time (2022年建成…): the next ones are of it too."""
    return mention.start - sentence.start < 2 and _covers_time(mention.value)


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


def _is_local(text: str) -> bool:
    """Whether an expression holds for its own number alone; 截至5月11日18时 does not, though it names an hour."""
    return not text.startswith("截") and LOCAL.search(text) is not None


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


def _is_vague(period: Period, doc: Document) -> bool:
    """Whether nobody can say when a time is: 近年来, 多年前.

    In a document without a publish date 今年 has no ends either; there every time may govern.
    """
    return doc.published is not None and period.kind != "recurring" and period.start is None and period.end is None


def _is_state(doc: Document, piece: Piece) -> bool:
    """Whether a date says as of when: 今天的开发区 is as it is today."""
    return bool(doc.mentions[piece.index].value.kind == "as_of")


def _in_sentence(site: Site, doc: Document, origin: bool) -> int | None:
    """Return the place of the date before the quantity that is nearest and stands in no comparison."""
    row = site.row
    for at in site.dates:
        if origin:
            return at if at >= site.left else None
        if site.measure == "level" and site.at - at <= 1 + (row[at + 1].text == "的"):
            return at  # 对2017年的15个, 比去年2亿元增长9%: whatever stands before
        previous = row[at - 1].text if at else ""
        compared = previous.endswith(COMPARING) or previous in ("相比", "按", "恢复")
        if compared and not (at == 1 and previous == "“"):  # what somebody says may begin with a time
            continue
        if previous in ("由", "从", "自") and at < site.left:
            continue
        if row[at + 1].text == "的" and row[at + 2].text.startswith("基础"):
            continue  # 在2020年的基础上
        if at < site.clause and _is_local(row[at].text) and not _heads(row, at) and not _is_state(doc, row[at]):
            continue
        if _is_compared_with(site, at):
            continue
        if row[at].text == TASKED or _is_vague(doc.mentions[row[at].index].value, doc):
            continue
        if _names_goal(row, at + 1) and (site.measure != "level" or at < site.left):
            continue  # 全年目标任务 names a goal; the number is not of the whole year
        return _as_of_before(site, doc, at)
    return None


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
