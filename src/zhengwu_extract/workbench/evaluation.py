"""The figures of an evaluation, from the comparisons of its documents: for people, for files, and for gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .calibration import Bin, expected_error, reliability
from .compare import OUTCOMES, RUNGS, Comparison
from .match import FIELDS
from .ratios import Difference, Ratio, difference, ladder, total
from .slices import Slice, slices


class Evaluation(NamedTuple):
    """Everything measured on one set of documents; see `to_dict` for its form in files."""

    documents: int
    gold: int
    predicted: int
    set_aside: int
    repeated: int
    ladder: dict[str, Ratio]
    fields: dict[str, float]
    outcomes: dict[str, int]
    slices: list[Slice]
    reliability: list[Bin]
    calibration_error: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as `--json` writes them."""
        rows = {"ladder": self.ladder, "slices": self.slices, "reliability": self.reliability}
        plain = self._asdict() | {"ladder": {rung: figures._asdict() for rung, figures in self.ladder.items()}}
        return plain | {name: [row._asdict() for row in rows[name]] for name in ("slices", "reliability")}  # type: ignore[attr-defined]


def evaluate(comparisons: Sequence[Comparison]) -> Evaluation:
    """Return the figures of compared documents.

    >>> evaluate([]).ladder["tuple"].f1
    0.0
    """
    counts = total(comparisons)
    bins = reliability(comparisons)
    return Evaluation(
        documents=len(comparisons),
        gold=counts["gold"],
        predicted=counts["predicted"],
        set_aside=sum(c.set_aside for c in comparisons),
        repeated=sum(c.repeated for c in comparisons),
        ladder=ladder(comparisons),
        fields={field: counts[f"right {field}"] / max(counts["mention"], 1) for field in FIELDS},
        outcomes={outcome: counts[outcome] for outcome in OUTCOMES},
        slices=slices(comparisons),
        reliability=bins,
        calibration_error=expected_error(bins),
    )


def differences(ours: Sequence[Comparison], theirs: Sequence[Comparison]) -> list[Difference]:
    """Return how two predictions differ on the rungs that matter most."""
    return [difference(ours, theirs, rung) for rung in ("mention", "value", "+metric", "+program", "tuple", "strict")]


def unlike(ours: Sequence[Comparison], theirs: Sequence[Comparison]) -> list[tuple[str, int, int]]:
    """Return (document, our right tuples, theirs) where these differ, the largest difference first."""
    rows = [(a.document.id, a.counts()["tuple"], b.counts()["tuple"]) for a, b in zip(ours, theirs, strict=True)]
    return sorted((row for row in rows if row[1] != row[2]), key=lambda row: -abs(row[1] - row[2]))


def rung_named(name: str) -> str | None:
    """Return the rung a gate names, with or without its plus sign.

    >>> rung_named("metric"), rung_named("tuple"), rung_named("speed")
    ('+metric', 'tuple', None)
    """
    return next((rung for rung in RUNGS if name in (rung, rung.removeprefix("+"))), None)
