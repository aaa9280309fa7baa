"""Actual or target, and how binding."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..document import Document, Period
from .piece import Piece
from .site import Site

BINDING = ("hard", "soft", "plain")
CHANGING = frozenset({"reach", "down", "up"})
PLAN_TITLE = re.compile(r"规划|计划|方案|目标|措施|安排|部署|任务|意见")
PLAN_HEADING = re.compile(r"目标|工作安排|重点工作|工作任务|工作建议|下一步|主要任务|思路|今后|[0-9]年工作")
REVIEW_HEADING = re.compile(r"回顾|成效|现状|基础|成就|情况|形势|背景")
PLAN_WORDS = re.compile(
    r"力争|确保|加快|推进|推动|建立|完善|加强|支持|鼓励|实施|开展|健全|强化|以上|责任单位|将|要|应|不低于|到20"
)
REVIEW_WORDS = re.compile(
    r"已|了|近年来|显著|取得|成功|累计|居全国|突破|较20|比20|不断|蓬勃|广泛|明显|来，|获批|成立|开通|落地|稳步|快速推进|初步|居全|首个"
)


def choose_role(site: Site, doc: Document, plans: Plans) -> None:
    """Set role and commitment of `site`; `plans` knows the blocks that speak of what is to come."""
    modal = _modal(site, doc.published)
    fact = _has_fact(site)
    if modal is not None:
        site.role, site.role_rule = "target", f"role.modal_{modal}"
    elif _is_task(site):
        site.role, site.role_rule = "target", "role.task_noun"
    elif (not fact or _is_deadline(site.date)) and _lies_ahead(site.date, doc.published):
        site.role, site.role_rule = "target", "role.date_ahead"
    elif not fact and plans.hold(site.block) and not _lies_behind(site.date, doc.published):
        site.role, site.role_rule = "target", "role.plan_section"
    else:
        site.role, site.role_rule = "actual", "role.reported"
    if site.role == "target":
        site.commitment = modal or "plain"


def _is_task(site: Site) -> bool:
    """Whether the number is a task itself (改造任务5989套, 下达指标84031户), not what was done of it."""
    if site.measure != "level" or not site.places.goals:
        return False
    before = site.before
    if before is not None and before.role_rule == "role.task_noun" and before.clause == site.clause:
        return True  # 任务是新开工4800套、基本建成3500套
    left = site.left_pieces()
    if not any("goal" in piece.cues and not _ends_a_name(left, at) for at, piece in enumerate(left)):
        return False
    return not any("完成" in piece.text or "实现" in piece.text for piece in left)


def _ends_a_name(left: list[Piece], at: int) -> bool:
    """Whether 计划 is the end of a name (人才计划入选者106人, “百人计划”引进30人), not what is planned."""
    if left[at].text != "计划":
        return False
    quoted = at + 1 < len(left) and left[at + 1].text == "”"
    return quoted or (at > 0 and left[at - 1].flag == "n" and left[at - 1].text not in ("年度", "全年", "总体"))


def _is_deadline(period: Period | None) -> bool:
    """Whether a time is a deadline: 累计 and 已 before a number then speak of that day, not of today."""
    return period is not None and period.kind == "deadline"


def _lies_ahead(period: Period | None, published: date | None) -> bool:
    """Whether a time is still to come when the text is published."""
    if period is None or published is None or period.end is None:
        return period is not None and period.kind == "deadline"
    if period.kind == "deadline":
        return period.end >= published
    if period.kind != "period" or period.start is None:
        return False
    early = published - period.start < timedelta(days=62) and period.end - published > timedelta(days=240)
    return period.start > published or (early and period.start.year >= published.year)


def _lies_behind(period: Period | None, published: date | None) -> bool:
    if period is None or published is None or period.end is None:
        return False
    return period.end <= published


def _sums_up(period: Period | None, published: date | None) -> bool:
    """Whether nothing is dated and the year has just begun: what is 预计 then is the year that is over."""
    return period is None and published is not None and published.month <= 2


def _modal(site: Site, published: date | None) -> str | None:
    """Return the kind of the nearest modal word before the quantity; a word of fact or a semicolon ends the search."""
    for at in site.modals:
        piece = site.row[at]
        if "fact" in piece.cues or piece.kind == "stop":
            return None
        if "goal" in piece.cues and site.row[at + 1].text == ":":
            return "plain"  # 年度任务：新建学校12所
        for kind in BINDING:
            if kind in piece.cues and not _noun_use(site, at, published):
                return kind
    return None


def _noun_use(site: Site, at: int, published: date | None) -> bool:
    """Whether a modal word stands as a noun or a verb of its own (完成年度计划的80%, “英才计划”专家, 争取资金5亿元)."""
    piece = site.row[at]
    follower = site.row[at + 1]
    if site.row[site.at - 1].text == "的" and site.measure == "level" and "goal" not in piece.cues:
        return True  # 须立即撤离的318栋: it says which, not that they will be
    if piece.text == "力促":
        return at < site.clause
    if piece.text in ("争取", "努力"):
        return not ("reach" in follower.cues or follower.flag.startswith("v") or follower.kind == "date")
    if piece.text == "将":
        return follower.kind == "quantity" or _takes_object(site, at)
    if piece.text == "预计" and (_lies_behind(site.date, published) or _sums_up(site.date, published)):
        return True
    if follower.text.startswith("许可"):
        return True  # 规划许可证
    if "goal" not in piece.cues:
        return False
    if site.measure == "completion" or (follower.kind in ("mark", "stop") and follower.text not in ",:"):
        return True
    previous = site.row[at - 1] if at else None
    return previous is not None and previous.kind == "word" and previous.flag.startswith(("n", "v", "x"))


def _takes_object(site: Site, at: int) -> bool:
    """将审批事项压减至66项: 将 as 把, its object before a verb of change."""
    return any(not p.cues.isdisjoint(CHANGING) and p.flag != "d" for p in site.row[at + 2 : site.at])


def _has_fact(site: Site) -> bool:
    for at in site.modals:
        if at < site.clause:
            return False
        if "fact" in site.row[at].cues:
            return True
    return False


class Plans:
    """The blocks of a document that speak of the time to come.

    A heading (or short line) opens and closes a plan; in a document that calls itself one, a block is of it unless
    its words are those of a review.
    """

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._all = bool(doc.title and PLAN_TITLE.search(doc.title))
        self._planned: set[int] = set()
        self._held: dict[int, bool] = {}
        plan = False
        for number, block in enumerate(doc.blocks):
            if block.kind == "heading":
                if PLAN_HEADING.search(doc.folded, block.start, block.end):
                    plan = True
                elif REVIEW_HEADING.search(doc.folded, block.start, block.end):
                    plan = False
            if plan:
                self._planned.add(number)

    def hold(self, block: int) -> bool:
        """Return whether a block speaks of the time to come; its words are counted only when this is asked."""
        if not self._all and block not in self._planned:
            return False
        if block not in self._held:
            start, end = self._doc.blocks[block][:2]
            self._held[block] = not _reviews(self._doc.folded[start:end])
        return self._held[block]


def _reviews(text: str) -> bool:
    """Whether a block has more words of a review than of a plan."""
    return len(REVIEW_WORDS.findall(text)) > len(PLAN_WORDS.findall(text))
