"""The named initiative a number is evidence for: the best-scored candidate near it, or none.

Each candidate is scored by what is known of it and of the number (features); the weights stand in
lexicon/program_weights.tsv, fitted by benchmarks/fit_programs.py. A candidate must beat NONE to be taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from ..document import Document
from ..lexicon import Weight, table
from .piece import pieces
from .program_name import Name, candidates, known_names, label
from .site import Site

REPORT = re.compile(r"工作报告|公报|情况报告")
PLAN = re.compile(r"规划|计划|方案|通知|意见")
PERCENT = frozenset("% ‰ 百分点 倍".split())
MONEY = frozenset("元 美元 欧元 港元".split())
# Endings of territorial and macro indicators, which no single initiative brings about.
MACRO = tuple(
    "增加值 产值 收入 支出 总额 进出口 出口 产量 总量 余额 吞吐量 客运量 货运量 里程 零售额 装机 企业 经营主体 "
    "市场主体 人口 天数 寿命 上市公司 消费 外资 游客 产出 利润 成交额 销售额 总数 率 比例 比重 浓度".split()
)


class Programs:
    """The candidates of a document: those of each sentence, and the topics of a block's opening and its heading."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._sentences: dict[int, list[Name]] = {}
        self._openings: dict[int, list[Name]] = {}
        self._headings: dict[int, list[Name]] = {}
        self._counts: dict[str, int] = {}
        self._scores: dict[Name, float] = {}
        self._rows: dict[int, tuple[list[int], list[int], list[int]]] = {}
        self._topic: tuple[Name | None] | None = None
        self._known = known_names(doc.folded)
        self._starts = [name.start for name in self._known]

    def of_sentence(self, site: Site) -> list[Name]:
        """Return the candidates of the site's own sentence."""
        if site.sentence not in self._sentences:
            own = self.known(site.row[0].start, site.row[-1].end)
            self._sentences[site.sentence] = sorted(candidates(site.row) + own)
        return self._sentences[site.sentence]

    def known(self, start: int, stop: int) -> list[Name]:
        """Return the known names that begin in a stretch of the text."""
        return self._known[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def topic(self) -> Name | None:
        """Return the known name that stands most often in the document, if more than twice."""
        if self._topic is None and self._known:
            folded = self.doc.folded
            most = max(self._known, key=lambda name: self.count(folded[name.start : name.end]))
            self._topic = (most if self.count(folded[most.start : most.end]) > 2 else None,)
        return self._topic[0] if self._topic else None

    def between(self, site: Site, name: Name) -> tuple[int, int]:
        """Return how many clause marks and quantities stand between a name and the site, in one sentence."""
        if site.sentence not in self._rows:
            self._rows[site.sentence] = (
                [piece.start for piece in site.row],
                list(accumulate((piece.kind == "stop" for piece in site.row), initial=0)),
                list(accumulate((piece.kind == "quantity" for piece in site.row), initial=0)),
            )
        starts, marks, numbers = self._rows[site.sentence]
        low, high = sorted((bisect_left(starts, name.start), site.at))
        return marks[high] - marks[low], numbers[high] - numbers[low]

    def own_score(self, name: Name) -> float:
        """Return what a candidate's own features weigh."""
        if name not in self._scores:
            table_ = weights()
            self._scores[name] = sum(table_.get(feature, 0.0) for feature in name_features(name, self))
        return self._scores[name]

    def of_opening(self, block: int) -> list[Name]:
        """Return the candidates of the first sentence of a block."""
        if block not in self._openings:
            start, stop = self.doc.blocks[block].start, self.doc.blocks[block].end
            period = self.doc.folded.find("。", start, stop)
            self._openings[block] = self._read(start, stop if period < 0 else period)
        return self._openings[block]

    def of_heading(self, block: int) -> list[Name]:
        """Return the candidates of the nearest heading above a block."""
        above = block - 1
        while above >= 0 and above > block - 12 and self.doc.blocks[above].kind != "heading":
            above -= 1
        if above < 0 or self.doc.blocks[above].kind != "heading":
            return []
        if above not in self._headings:
            self._headings[above] = self._read(self.doc.blocks[above].start, self.doc.blocks[above].end)
        return self._headings[above]

    def count(self, text: str) -> int:
        """Return how often a name stands in the document."""
        if text not in self._counts:
            self._counts[text] = self.doc.folded.count(text)
        return self._counts[text]

    def _read(self, start: int, stop: int) -> list[Name]:
        whole = label(self.doc.folded, start, stop)
        if whole is not None:
            return [whole]
        stop = min(stop, start + 200)
        return sorted(candidates(pieces(self.doc, start, stop, [])) + self.known(start, stop))


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {row.feature: float(row.weight) for row in table("program_weights", Weight)}


def choose_program(site: Site, programs: Programs) -> None:
    """Set the program of `site`: the candidate of the highest score, when that is above 0."""
    table_ = weights()
    if site.measure in ("change", "change_rate"):
        return
    candidates_near = list(near(site, programs))
    if not candidates_near:
        return
    floor = sum(table_.get(feature, 0.0) for feature in site_features(site, programs.doc))
    best, best_score, best_where = None, 0.0, ""
    for where, name in candidates_near:
        score = floor + programs.own_score(name)
        score += sum(table_.get(feature, 0.0) for feature in local_features(site, where, name, programs))
        if score > best_score:
            best, best_score, best_where = name, score, where
    if best is not None:
        site.program, site.program_rule = ((best.start, best.end),), best_where


def near(site: Site, programs: Programs) -> Iterator[tuple[str, Name]]:
    """Yield (where, candidate) for every name that could be the site's program."""
    start, stop = site.mention.start, site.mention.end
    clause = site.row[site.clause].start
    right = site.row[site.right - 1].end
    own = programs.of_sentence(site)
    for name in own:
        if name.end <= start:
            yield ("own_clause" if name.start >= clause else "own_sentence"), name
        elif name.start >= stop and name.start < right:
            yield "counted_thing", name
    if programs.doc.sentences[site.sentence].start > programs.doc.blocks[site.block].start + 1:
        for name in programs.of_opening(site.block):
            yield "opening", name
    for name in programs.known(programs.doc.blocks[site.block].start, site.row[0].start)[-1:]:
        yield "paragraph", name
    for name in programs.of_heading(site.block):
        yield "heading", name
    topic = programs.topic()
    if topic is not None:
        yield "topic", topic


def site_features(site: Site, doc: Document) -> Iterator[str]:
    """Yield what speaks for or against any program at all."""
    yield "bias"
    yield f"measure={site.measure}"
    yield f"role={site.role}"
    unit = site.amount.unit
    yield "unit=rate" if unit in PERCENT else "unit=money" if unit in MONEY else "unit=count"
    if site.metric:
        start, end = site.metric[-1]
        text = doc.folded[start:end]
        yield "metric=macro" if text.endswith(MACRO) else "metric=other"
        yield f"verb={site.verb.text}" if site.verb is not None else "metric=noun_first"


def _genre(title: str | None) -> str:
    """Return what kind of document a title names: report, plan or article."""
    if title and REPORT.search(title):
        return "report"
    return "plan" if title and PLAN.search(title) else "article"


def name_features(name: Name, programs: Programs) -> Iterator[str]:
    """Yield what is known of one candidate whatever the site."""
    text = programs.doc.folded[name.start : name.end]
    yield f"how={name.how}"
    yield f"head={name.head}"
    count = programs.count(text)
    yield "count=1" if count == 1 else "count=2" if count == 2 else "count=3+" if count < 6 else "count=6+"
    if programs.doc.title and text in programs.doc.title:
        yield "in_title"
    yield "length=short" if len(text) <= 4 else "length=mid" if len(text) <= 9 else "length=long"


def local_features(site: Site, where: str, name: Name, programs: Programs) -> Iterator[str]:
    """Yield what is known of one candidate for one site."""
    yield f"where={where}"
    yield f"{where}+{name.how}"
    if where.startswith("own") or where == "counted_thing":
        clauses, numbers = programs.between(site, name)
        yield f"clauses={min(clauses, 3)}"
        yield f"numbers={min(numbers, 3)}"
    if any(start < name.end and name.start < end for start, end in site.metric):
        yield "in_metric"
