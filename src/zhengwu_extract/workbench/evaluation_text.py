"""An evaluation as lines of text with aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from .agreement import Agreement
from .calibration import Bin
from .evaluation import Evaluation
from .ratios import Difference


def report(figures: Evaluation) -> str:
    """Return the whole evaluation as text."""
    counts = f"{figures.documents} documents, {figures.gold} gold records, {figures.predicted} predicted"
    aside = f"{figures.set_aside} predictions on peripheral gold set aside, {figures.repeated} predicted twice"
    blocks = [counts + "; " + aside, "\n".join(_ladder(figures))]
    blocks.append("\n".join(_fields(figures)))
    blocks.append("\n".join(_slices(figures)))
    if figures.reliability:
        blocks.append("\n".join(_reliability(figures.reliability, figures.calibration_error)))
    return "\n\n".join(blocks)


def against(found: Sequence[Difference], documents: Sequence[tuple[str, int, int]]) -> str:
    """Return how two predictions differ, and in which documents."""
    rows = [[d.rung, f"{d.ours:.3f}", f"{d.theirs:.3f}", f"{d.ours - d.theirs:+.3f}", f"{d.p:.4f}"] for d in found]
    lines = list(columns([["F1", "this", "other", "difference", "p"], *rows]))
    if documents:
        named = [[name, str(ours), str(theirs)] for name, ours, theirs in documents]
        lines += ["", *columns([["tuples right in", "this", "other"], *named])]
    return "\n".join(lines)


def agreement(found: Agreement) -> str:
    """Return two annotators' agreement as text."""
    head = f"{found.documents} documents in both; {found.first} and {found.second} quantities, peripheral ones included"
    levels = columns([["level", "F1"], *([rung, f"{f:.3f}"] for rung, f in found.f1.items())])
    kappas = columns([["class", "kappa"], *([name, f"{k:.3f}"] for name, k in found.kappa.items())])
    kinds = columns([["differs in", "records"], *([name, str(n)] for name, n in found.kinds().most_common())])
    return "\n\n".join([head, *("\n".join(lines) for lines in (levels, kappas, kinds))])


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield lines of aligned columns, the first to the left and the others to the right.

    >>> print(*columns([["单位", "n"], ["a", "12"]]), sep="|")
    单位   n|a     12
    """
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (width - _width(cell)) + cell for width, cell in zip(widths[1:], others, strict=True)]
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _ladder(figures: Evaluation) -> Iterator[str]:
    rows = [["level", "precision", "recall", "F1", "95 % interval"]]
    for rung, r in figures.ladder.items():
        rows.append([rung, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", f"{r.low:.3f}-{r.high:.3f}"])
    return columns(rows)


def _fields(figures: Evaluation) -> Iterator[str]:
    yield from columns([["field", "right, of matched"], *([name, f"{s:.3f}"] for name, s in figures.fields.items())])
    yield ""
    yield from columns([["outcome", "records"], *([name, str(n)] for name, n in figures.outcomes.items())])


def _slices(figures: Evaluation) -> Iterator[str]:
    rows = [["", "gold", "found", "value", "tuple"]]
    for by, group in groupby(figures.slices, key=lambda row: row.by):
        rows.append([f"by {by}", "", "", "", ""])
        for s in group:
            shares = (f"{hits / s.gold:.3f}" for hits in (s.mention, s.value, s.right))
            rows.append([f"  {s.name}", str(s.gold), *shares])
    return columns(rows)


def _reliability(bins: Sequence[Bin], error: float | None) -> Iterator[str]:
    rows = [["confidence", "records", "mean", "right"]]
    rows += [[f"{b.low:.1f}-{b.high:.1f}", str(b.records), f"{b.confidence:.3f}", f"{b.right:.3f}"] for b in bins]
    yield from columns(rows)
    yield f"expected calibration error {error:.3f}"
