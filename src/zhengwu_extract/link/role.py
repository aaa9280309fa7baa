"""Actual or target, how binding, and core or peripheral."""

from __future__ import annotations

from ..document import Document
from .piece import Piece
from .site import Site

BINDING = ("hard", "soft", "plain")


def choose_role(site: Site, plan: bool) -> None:
    """Set role and commitment of `site`; `plan` says that its section speaks of what is to come."""
    modal = _modal(site)
    deadline = site.date is not None and site.date.kind == "deadline"
    if modal is not None:
        site.role, site.role_rule = "target", f"modal_{modal}"
    elif deadline and not _has_fact(site):
        site.role, site.role_rule = "target", "deadline"
    elif plan and not _has_fact(site):
        site.role, site.role_rule = "target", "plan_section"
    else:
        site.role, site.role_rule = "actual", "reported"
    if site.role == "target":
        site.commitment = modal or "plain"


def _modal(site: Site) -> str | None:
    """Return the kind of the nearest modal word before the quantity in its clause, unless a word of fact follows it."""
    for piece in reversed(site.row[site.clause_start() : site.at]):
        if "fact" in piece.cues:
            return None
        for kind in BINDING:
            if kind in piece.cues and not _noun_use(piece, site):
                return kind
    return None


def _noun_use(piece: Piece, site: Site) -> bool:
    """Whether 计划, 目标, 任务 stand as nouns (完成年度计划的80%, 超过目标)."""
    return "goal" in piece.cues and site.measure == "completion"


def _has_fact(site: Site) -> bool:
    return any("fact" in p.cues for p in site.row[site.clause_start() : site.at])


def plan_sections(doc: Document) -> set[int]:
    """Return the indexes of the blocks that stand under a heading or opening which speaks of the time to come."""
    found: set[int] = set()
    plan = False
    for number, block in enumerate(doc.blocks):
        text = doc.folded[block.start : block.end]
        if block.kind == "heading" or len(text) < 40:
            if any(word in text for word in ("目标", "工作安排", "重点工作", "工作任务", "工作建议", "下一步", "主要任务")):
                plan = True
            elif any(word in text for word in ("回顾", "成效", "现状", "基础", "成就", "情况")):
                plan = False
        if plan:
            found.add(number)
    return found
