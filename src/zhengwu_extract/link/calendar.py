"""The dates of a document, and which of them reach the sentences after their own: a paragraph's, a section's."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from ..document import Block, Document, Mention, Period, Sentence
from ..lexicon import PeriodWord, table
from .words import words_of

# Expressions that announce the period of all that follows, wherever they stand.
SECTION = re.compile(
    r"(?:一年来|过去的?一年|[五5]年来|过去的?五年|这五年|“?十[一二三四五]五\s*”?\s*(?:时期|期间|以来))"
)

# Expressions that count or repeat hold for their own number alone, and so do feasts of a day.
LOCAL = re.compile(r"连续|每|近|今[天日晨]|昨|当[天日]|日前|[前上下]午|[0-9]时")
FEASTS = tuple({row.surface for row in table("periods", PeriodWord) if row.start == row.end})
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
# How many days a period has at least that a stretch of text is about.
TOPIC_DAYS = 6
# How an entry of a list begins.
DASHES = ("-", "—")
# When the year's tasks are set, not when anything is done (年初安排新建6所).
TASKED = "年初"
# A sentence longer than this opens the running text of a document.
OPENING = 20
# A date stands at the head of a clause when the clause's mark, or the beginning, is fewer characters before it.
HEAD = 7
MARKS = frozenset(",;:，；：、")
# How many dates before a place may govern what stands there.
NEAREST = 4
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
        # What held in the paragraph that a list stands under.
        self._lead: Governed | None = None
        self._opened = False
        self._read()

    def _read(self) -> None:
        """Pass over the dates in the order of the text and note what each sentence inherits."""
        doc = self._doc
        upcoming = iter(self._dates)
        mention = next(upcoming, None)
        block = -1
        for number, sentence in enumerate(doc.sentences):
            start, end, holder = sentence
            if holder != block:
                self._enter(block, holder)
                block = holder
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

    def _enter(self, left: int, block: int) -> None:
        """Begin a block: the entries of a list inherit from the paragraph above it, other blocks from no paragraph."""
        if left < 0 or not _is_entry(self._doc, self._doc.blocks[left]):
            self._lead = self._paragraph
        self._paragraph = self._lead if _is_entry(self._doc, self._doc.blocks[block]) else None

    def before(self, start: int, end: int) -> list[Mention]:
        """Return the nearest dates of a stretch, the last first."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._dates[max(first, stop - NEAREST) : stop][::-1]

    def _pass(self, mention: Mention, sentence: Sentence, block: Block) -> None:
        """Let one date become what the sentences after it inherit, if it stands where it can."""
        doc = self._doc
        text = doc.folded[mention.start : mention.end]
        if text == TASKED or is_vague(mention.value, doc):
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
        elif text in SENTENCE_ONLY or is_local(text):
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
    return not is_local(text) and _covers_time(mention.value)


def _covers_time(period: Period) -> bool:
    if period.kind == "period" and period.start and period.end:
        return (period.end - period.start).days >= TOPIC_DAYS
    return period.kind in ("as_of", "deadline")


def _is_entry(doc: Document, block: Block) -> bool:
    return doc.folded.startswith(DASHES, block.start)


def _opens_paragraph(doc: Document, sentence: Sentence, block: Block, mention: Mention) -> bool:
    if _is_entry(doc, block):
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


def is_local(text: str) -> bool:
    """Whether an expression holds for its own number alone; 截至5月11日18时 does not, though it names an hour."""
    return not text.startswith("截") and (LOCAL.search(text) is not None or text.rstrip("”").endswith(FEASTS))


def is_vague(period: Period, doc: Document) -> bool:
    """Whether nobody can say when a time is: 近年来, 多年前.

    In a document without a publish date 今年 has no ends either; there every time may govern.
    """
    return doc.published is not None and period.kind != "recurring" and period.start is None and period.end is None
