"""Which time expression governs a quantity: its own clause's, its sentence's, its paragraph's, its section's."""

from __future__ import annotations

from ..document import Document, Mention, Period
from .piece import Piece
from .site import Site

# Expressions that announce the period of a whole section of a report, beyond their own paragraph.
SECTION = frozenset("一年来 过去一年 五年来 过去五年 一年以来 这五年 过去的一年 过去的五年".split())
# Expressions that reach to the end of their own sentence only.
SENTENCE_ONLY = frozenset("全年 年末 年底 五年 五年累计 当年 当月 当日 同期 首月".split())
COMPARING = frozenset("比 较 与 同 和 相比 相较于 优于 高于 低于 超过 于".split())


class Calendar:
    """The dates of a document by sentence, and what each sentence inherits from those before it."""

    def __init__(self, doc: Document) -> None:
        self.inherited: dict[int, Mention] = {}
        block = -1
        carried: Mention | None = None
        section: Mention | None = None
        dates = doc.of("date")
        at = 0
        for number, sentence in enumerate(doc.sentences):
            if sentence.block != block:
                block, carried = sentence.block, None
                if doc.blocks[block].kind == "heading":
                    section = None
            source = carried or section
            if source is not None:
                self.inherited[number] = source
            while at < len(dates) and dates[at].start < sentence.end:
                mention = dates[at]
                at += 1
                text = doc.folded[mention.start : mention.end]
                if text in SECTION or doc.blocks[block].kind == "heading":
                    section = mention
                    carried = mention
                elif text not in SENTENCE_ONLY and _opens(doc, sentence.start, mention):
                    carried = mention


def _opens(doc: Document, start: int, mention: Mention) -> bool:
    """Whether a date stands where it can govern what follows: not inside a comparison, a name or brackets."""
    before = doc.folded[max(start, mention.start - 3) : mention.start]
    if before.endswith(("比", "较", "与", "同", "于", "《", "（", "(", "“")):
        return False
    return mention.value.kind != "recurring" and not (mention.value.start is None and mention.value.end is None)


def choose_date(site: Site, doc: Document, calendar: Calendar) -> None:
    """Set the governing date of `site`, its span and the rule that decided."""
    found = _in_sentence(site)
    if found is not None:
        mention = doc.mentions[found.index]
        rule = "own_clause" if found.start >= site.row[site.clause_start()].start else "own_sentence"
    elif _is_origin(site):
        site.date_rule = "origin_of_change"
        return
    elif site.sentence in calendar.inherited:
        mention, rule = calendar.inherited[site.sentence], "inherited"
    else:
        return
    site.date, site.date_span, site.date_rule = mention.value, (mention.start, mention.end), rule


def _in_sentence(site: Site) -> Piece | None:
    """Return the date before the quantity that is nearest and stands in no comparison."""
    left = site.left_pieces()
    if _is_origin(site):
        return next((p for p in reversed(left) if p.kind == "date"), None)
    row = site.row
    for at in range(site.at - 1, -1, -1):
        piece = row[at]
        if piece.kind != "date":
            continue
        if at and row[at - 1].text in COMPARING:
            continue
        if at and row[at - 1].text in ("由", "从") and not any(p is piece for p in left):
            continue
        return piece
    return None


def _is_origin(site: Site) -> bool:
    """Whether the quantity is where a change came from: 由645个增至956个."""
    left = site.left_pieces()
    if not any(p.text in ("由", "从") for p in left[-6:]):
        return False
    after = site.row[site.at + 1 : site.at + 3]
    return any("reach" in p.cues or p.text in ("到", "至") or p.text.endswith(("到", "至", "为")) for p in after)


def is_resolved(period: Period | None) -> bool:
    """Whether a period says anything: both ends, one end, or that it recurs."""
    return period is not None and (period.kind == "recurring" or period.end is not None or period.start is not None)
