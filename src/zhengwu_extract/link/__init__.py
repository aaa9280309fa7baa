"""Links: for each quantity its metric, program, date, target, whole, base, region, measure, role and scope.

Each chooser fills its own fields of a Site; their order is the body of `chosen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document import Document, Link, Mention, Period
from .calendar import Calendar
from .cell import choose_in_table
from .clause import Clauses
from .date import ELSEWHERE, choose_date, near
from .measure import choose_measure
from .metric import choose_metrics
from .part import choose_base, choose_part, choose_region
from .program import Programs, choose_program, described
from .role import Plans, choose_role
from .scope import choose_scope, is_personal
from .site import Site, sites
from .target import choose_targets

_new = tuple.__new__


def link(doc: Document) -> Document:
    """Add the links of every quantity of `doc`."""
    return replace(doc, links=tuple(link for group in chosen(doc) for site in group for link in _links(site)))


def link_with_candidates(doc: Document) -> Document:
    """Add the links of every quantity of `doc`, and the programs and dates that a tagger chooses among."""
    calendar, clauses = Calendar(doc), Clauses(doc)
    programs = Programs(doc, clauses, far=True)
    links: list[Link] = []
    for group in _chosen(doc, calendar, clauses, programs):
        for site in group:
            links += _links(site)
            links += _candidates(site, programs, near(site, doc, calendar))
    return replace(doc, links=tuple(links))


def chosen(doc: Document) -> Iterator[list[Site]]:
    """Yield the sites of each sentence that holds a quantity, every role chosen."""
    clauses = Clauses(doc)
    return _chosen(doc, Calendar(doc), clauses, Programs(doc, clauses))


def _chosen(doc: Document, calendar: Calendar, clauses: Clauses, programs: Programs) -> Iterator[list[Site]]:
    plans = Plans(doc)
    block = -1
    earlier: list[Site] = []
    tasks: list[Site] = []
    for group in sites(doc, clauses):
        if group[0].block != block:
            block, earlier = group[0].block, []
        for site in group:
            choose_measure(site, doc.folded)
        choose_metrics(group, earlier[-1] if earlier else None)
        personal = is_personal(doc, group[0].sentence)
        for site in group:
            choose_date(site, doc, calendar)
            choose_in_table(site, doc, calendar)
            choose_role(site, doc, plans)
            choose_program(site, programs)
            choose_part(site)
            choose_base(site, doc)
            choose_region(site)
            choose_scope(site, personal=personal)
        choose_targets(group, earlier, tasks, doc)
        earlier += group
        tasks += [site for site in group if site.role == "target"]
        yield group


def _links(site: Site) -> list[Link]:
    """Return what was chosen for one quantity as links; `tuple.__new__` takes half the time of `Link(...)`."""
    at = site.index
    found = [
        _new(Link, (at, "measure", (), site.measure, site.measure_rule, 1.0)),
        _new(Link, (at, "role", (), site.role, site.role_rule, 1.0)),
        _new(Link, (at, "scope", (), site.scope, site.scope_rule, 1.0)),
        _new(Link, (at, "metric", site.metric, site.falls, site.metric_rule, 1.0)),
    ]
    if site.commitment:
        found.append(Link(at, "commitment", (), site.commitment, site.role_rule))
    if site.program:
        found.append(_new(Link, (at, "program", site.program, None, site.program_rule, 1.0)))
    if site.date is not None and site.date_span is not None:
        inherited = site.date_rule.startswith("date.inherited")
        found.append(_new(Link, (at, "date", (site.date_span,), (site.date, inherited), site.date_rule, 1.0)))
    if site.goal is not None:
        found.append(Link(at, "target", (site.goal.span,), site.goal, "target.completion_of_goal"))
    if site.whole is not None:
        found.append(Link(at, "part_of", (), site.whole.index, site.whole_rule))
    if site.base is not None:
        found.append(Link(at, "base", (), site.base, "base.comparison"))
    if site.region_span is not None:
        found.append(_new(Link, (at, "region", (site.region_span,), None, site.region_rule, 1.0)))
    return found


def _candidates(site: Site, programs: Programs, dates: Iterable[tuple[str, Mention, Period]]) -> Iterator[Link]:
    """Yield what could have been chosen as program or date, with the score that the rules give it."""
    at = site.index
    for found, traits in described(site, programs):
        span = (found.name.start, found.name.end)
        yield _new(Link, (at, "program_candidate", (span,), traits, f"program.{found.where}", found.score))
    for where, mention, period in dates:
        span = (mention.start, mention.end)
        # 0 is what a model sees that is not told of the rules' choice.
        score = 1.0 if span == site.date_span else -1.0
        yield _new(Link, (at, "date_candidate", (span,), (period, where in ELSEWHERE), f"date.{where}", score))
