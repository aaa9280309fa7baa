"""Links: for each quantity its metric, program, date, target, whole, base, region, measure, role and scope.

Each chooser fills its own fields of a Site; CHOOSERS-like order is the body of `link`, a visible list of verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..document import Document, Link
from .date import Calendar, choose_date
from .measure import choose_measure
from .metric import choose_metrics
from .part import choose_base, choose_part, choose_region
from .program import Programs, choose_program
from .role import choose_role, plan_sections
from .scope import choose_scope
from .site import Site, sites
from .target import choose_targets


def link(doc: Document) -> Document:
    """Add the links of every quantity of `doc`."""
    calendar = Calendar(doc)
    plans = plan_sections(doc)
    programs = Programs(doc)
    links: list[Link] = []
    block = -1
    earlier: list[Site] = []
    for group in sites(doc):
        if group[0].block != block:
            block, earlier = group[0].block, []
        for site in group:
            choose_measure(site, doc.folded)
        choose_metrics(group)
        for site in group:
            choose_date(site, doc, calendar)
            choose_role(site, doc, plans)
            choose_program(site, programs)
            choose_part(site)
            choose_base(site, doc)
            choose_region(site)
            choose_scope(site)
        choose_targets(group, earlier, doc)
        earlier += group
        for site in group:
            links += _links(site)
    return replace(doc, links=tuple(links))


def _links(site: Site) -> Iterator[Link]:
    """Yield what was chosen for one quantity as links."""
    at = site.index
    yield Link(at, "measure", (), site.measure, f"measure.{site.measure_rule}")
    yield Link(at, "role", (), site.role, f"role.{site.role_rule}")
    yield Link(at, "scope", (), site.scope, f"scope.{site.scope_rule or 'stated'}")
    yield Link(at, "metric", site.metric, site.falls, f"metric.{site.metric_rule or 'none'}")
    if site.commitment:
        yield Link(at, "commitment", (), site.commitment, f"role.{site.role_rule}")
    if site.program:
        yield Link(at, "program", site.program, None, f"program.{site.program_rule}")
    if site.date is not None and site.date_span is not None:
        yield Link(at, "date", (site.date_span,), (site.date, site.date_rule.startswith("inherited")), f"date.{site.date_rule}")
    if site.goal is not None:
        yield Link(at, "target", (site.goal.span,), site.goal, "target.completion_of_goal")
    if site.whole is not None:
        yield Link(at, "part_of", (), site.whole.index, f"part_of.{site.whole_rule}")
    if site.base is not None:
        yield Link(at, "base", (), site.base, "base.comparison")
    if site.region_span is not None:
        yield Link(at, "region", (site.region_span,), None, f"region.{site.region_rule}")
