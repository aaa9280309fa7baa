"""An evaluation as one self-contained page: the figures, and each error in its sentence beside its gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from . import WorkbenchError
from .compare import Comparison, Pair
from .gold import Annotation, GoldDocument, described
from .match import FIELDS

TEMPLATE = Path(__file__).with_name("evaluation_page.html.j2")
# The most errors of one kind that a page shows: a browser stays quick, and the counts say how many there are.
SHOWN = 400
_STOPS = "。！？；\n"


class Piece(NamedTuple):
    """A stretch of a sentence and what stands there: classes for the page's style sheet."""

    text: str
    classes: str


class Row(NamedTuple):
    """One field of an error: what the gold and the prediction say, and whether they differ."""

    field: str
    gold: str
    predicted: str
    differs: bool


class Error(NamedTuple):
    """One pair that is not right: its document, its sentence in pieces, its fields side by side."""

    document: str
    quantity: str
    sentence: list[Piece]
    rows: list[Row]


def page(comparisons: Sequence[Comparison], figures: dict[str, Any]) -> str:
    """Return the page; raise WorkbenchError when jinja2, which fills the template, is not installed."""
    try:
        import jinja2
    except ImportError as error:
        raise WorkbenchError("--html needs jinja2: pip install 'zhengwu-extract[report]'") from error
    kinds: dict[str, list[Error]] = {kind: [] for kind in ("missed", "spurious", *FIELDS)}
    totals = dict.fromkeys(kinds, 0)
    for comparison in comparisons:
        for pair in comparison.pairs:
            for kind in _kinds(pair):
                totals[kind] += 1
                if len(kinds[kind]) < SHOWN:
                    kinds[kind].append(_error(comparison.document, pair))
    template = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return template.from_string(TEMPLATE.read_text("utf-8")).render(figures=figures, kinds=kinds, totals=totals)


def _kinds(pair: Pair) -> Sequence[str]:
    return pair.wrong if pair.gold and pair.predicted else [pair.outcome]


def _error(doc: GoldDocument, pair: Pair) -> Error:
    record = pair.gold or pair.predicted
    assert record is not None
    rows = [Row(field, _said(pair.gold, field), _said(pair.predicted, field), field in pair.wrong) for field in FIELDS]
    return Error(doc.id, record.value.text, list(_sentence(doc.text, pair, record)), rows)


def _said(record: Annotation | None, field: str) -> str:
    """Return what a record says in a field, in few words."""
    if record is None:
        return ""
    if field == "value":
        return described(record)
    if field == "date" and record.date:
        return f"{record.date.text} · {record.date.kind} {record.date.start or ''}–{record.date.end or ''}"
    if field == "target" and record.target:
        goal = record.target
        parts = [goal.text, f"{goal.number:f} {goal.unit}" if goal.number is not None else ""]
        return " · ".join([*filter(None, parts), *([f"{goal.completion:.2%}"] if goal.completion is not None else [])])
    said = getattr(record, field)
    return said if isinstance(said, str) else said.text if said else "—"


def _sentence(text: str, pair: Pair, record: Annotation) -> Iterator[Piece]:
    start = max(text.rfind(stop, 0, record.value.start) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, record.value.end)) >= 0]
    end = min(ends, default=len(text) - 1) + 1
    marks: list[tuple[int, int, str]] = []
    for side, name in ((pair.gold, "gold"), (pair.predicted, "predicted")):
        if side:
            marks += [(*span, f"metric-{name}") for span in side.metric.spans]
            marks += [(*span, f"program-{name}") for span in (side.program.spans if side.program else ())]
    marks.append((*record.span, "value"))
    edges = sorted({start, end, *(min(max(edge, start), end) for mark in marks for edge in mark[:2])})
    for left, right in pairwise(edges):
        yield Piece(text[left:right], " ".join(name for a, b, name in marks if a <= left and right <= b))
