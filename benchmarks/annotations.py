"""What the annotations are worth and how the engine does on them: python benchmarks/annotations.py [GOLD...].

Two sections: the corpus with the agreement of its annotators, and the ladder of `zhengwu evaluate` on the test part of
the project and on each GOLD (annotated documents that are not part of it).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import groupby
from pathlib import Path

from report import ROOT, table, write_section

from zhengwu_extract.workbench.agreement import Agreement, agree
from zhengwu_extract.workbench.annotated import read_annotated
from zhengwu_extract.workbench.compare import compare_all
from zhengwu_extract.workbench.evaluation import Evaluation, evaluate
from zhengwu_extract.workbench.gold import GoldDocument, read_gold
from zhengwu_extract.workbench.predict import predict

ANNOTATIONS = ROOT / "annotations"
MENTION, TUPLE, SECONDS = 0.97, 0.80, 60.0


def main() -> int:
    """Measure and write both sections; return 1 when the agreement or the time is not as required."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, metavar="GOLD", help="more annotated documents to evaluate on")
    options = parser.parse_args()
    found = agreement()
    write_section("annotations", "The corpus and its annotators", [corpus_table(), *agreement_tables(found)])
    blocks, slowest = [], 0.0
    for path in (ANNOTATIONS / "gold" / "test.jsonl", *options.gold):
        begin = time.perf_counter()
        figures = figures_of(read_gold(path))
        seconds = time.perf_counter() - begin
        slowest = max(slowest, seconds)
        blocks += [f"### {name_of(path)}", ladder(figures, seconds), fields(figures), slices(figures)]
    write_section("ladder", "The ladder of zhengwu evaluate, rules only", [NOTE, *blocks])
    print("\n\n".join(blocks))
    return int(found.f1["mention"] < MENTION or found.f1["tuple"] < TUPLE or slowest > SECONDS)


NOTE = (
    "Each level includes the levels before it; `+metric complete` and `strict` ask for closer names. Intervals: 1000 "
    "draws of whole documents. Slices: the share of gold records found, with the right value, right as tuples."
)


def agreement() -> Agreement:
    """Return how far the two annotators of the doubly annotated part agree, before anything was settled."""
    first, second = (read_annotated([ANNOTATIONS / "double" / name]) for name in ("first", "second"))
    return agree(first, {doc.id: list(doc.records) for doc in second})


def corpus_table() -> str:
    """Return documents and records by part and genre."""
    rows: list[list[object]] = []
    whole: list[GoldDocument] = []
    for name in ("train", "dev", "test"):
        documents = read_gold(ANNOTATIONS / "gold" / f"{name}.jsonl")
        whole += documents
        rows.append([f"part {name}", *sizes(documents)])
    for genre, group in groupby(sorted(whole, key=lambda doc: doc.genre or ""), key=lambda doc: doc.genre):
        rows.append([f"genre {genre}", *sizes(list(group))])
    rows.append(["all", *sizes(whole)])
    return table(["", "documents", "characters", "records", "peripheral"], rows)


def sizes(documents: list[GoldDocument]) -> list[str]:
    """Return counts of documents, characters, records, and peripheral records among these."""
    scopes = Counter(record.scope for doc in documents for record in doc.records)
    counts = (len(documents), sum(len(doc.text) for doc in documents), scopes.total(), scopes["peripheral"])
    return [f"{count:,}" for count in counts]


def agreement_tables(found: Agreement) -> list[str]:
    """Return the agreement by level and class, and the disagreements by kind."""
    head = (
        f"{found.documents} documents annotated twice, independently: {found.first:,} and {found.second:,} quantities. "
        f"Required before anything was settled: mention F1 {MENTION}, tuple F1 {TUPLE:.2f}."
    )
    levels = table(["level", "F1"], [[rung, f"{f1:.3f}"] for rung, f1 in found.f1.items()])
    kappas = table(["class", "Cohen's kappa"], [[name, f"{kappa:.3f}"] for name, kappa in found.kappa.items()])
    kinds = table(["the annotators differ in", "records"], found.kinds().most_common())
    return [head, levels, kappas, kinds]


def figures_of(documents: list[GoldDocument]) -> Evaluation:
    """Return the engine's evaluation on some documents."""
    return evaluate(list(compare_all(documents, predict(documents))))


def name_of(path: Path) -> str:
    """Return how the section calls a set of documents."""
    return "annotations/gold/test.jsonl" if ANNOTATIONS in path.parents else path.name


def ladder(figures: Evaluation, seconds: float) -> str:
    """Return the levels with their intervals."""
    counts = (
        f"{figures.documents} documents, {figures.gold:,} records, {figures.predicted:,} predicted, {seconds:.1f} s."
    )
    rows = [
        [rung, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", f"{r.low:.3f}–{r.high:.3f}"]
        for rung, r in figures.ladder.items()
    ]
    return counts + "\n\n" + table(["level", "precision", "recall", "F1", "95 % interval"], rows)


def fields(figures: Evaluation) -> str:
    """Return the accuracy of each field, the outcomes, and the calibration error."""
    shares = table(["field", "right, of matched"], [[name, f"{share:.3f}"] for name, share in figures.fields.items()])
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in figures.outcomes.items())
    return f"{shares}\n\n{outcomes}; expected calibration error {figures.calibration_error:.3f}."


def slices(figures: Evaluation) -> str:
    """Return the slices as one table."""
    rows = [
        [f"{s.by}: {s.name}", s.gold, *(f"{hits / s.gold:.3f}" for hits in (s.mention, s.value, s.right))]
        for s in figures.slices
    ]
    return table(["slice", "gold", "found", "value", "tuple"], rows)


if __name__ == "__main__":
    raise SystemExit(main())
