"""Score the engine on annotated documents: python benchmarks/accuracy.py GOLD_DIR... [--scorer score.py] [--errors N].

A gold document is a JSON file with id, title, published, region, text and records. The scorer is a script that takes
``GOLD... --pred RECORDS.jsonl --json FIGURES.json`` and keeps to the definitions of the annotation guideline.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from report import ROOT, table, write_section

from zhengwu_extract import Options, Pipeline
from zhengwu_extract.intake.readers import Quarantined, read
from zhengwu_extract.tagger.pack import read_pack, shipped

SCORER = ROOT.parent / "shared" / "tools" / "score.py"
CONFIGURATIONS = (("rules", Options(model="none")), ("rules and tagger", Options()))
CROSS_VALIDATED = ("tuple F1: joined", "strict F1: joined")
LEVELS = ("mention", "value", "tuple", "strict")
FIELDS = ("value", "metric", "program", "date", "target", "role", "measure")


class Score(NamedTuple):
    """The scorer's figures for one gold set under one configuration, and how long extraction took."""

    gold: str
    configuration: str
    figures: dict[str, Any]
    seconds: float


def main() -> int:
    """Score every configuration on every gold set and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the scoring script")
    parser.add_argument("--errors", type=int, default=0, help="print up to N errors a gold set; write nothing")
    options = parser.parse_args()
    if not options.scorer.is_file():
        parser.error(f"{options.scorer} is not there; name the scoring script with --scorer PATH")
    for folder in options.gold:
        if not any(folder.glob("*.json")):
            parser.error(f"{folder} holds no gold documents (*.json)")
    scores = [score(f, *c, options.scorer, options.errors) for f in options.gold for c in CONFIGURATIONS]
    if not options.errors:
        parts = [f"{NOTE} {cross_validated()}", levels(scores), fields(scores)]
        write_section("accuracy", "Accuracy on annotated documents", parts)
    return 0


NOTE = (
    "Precision / recall / F1, with the 95 % interval of F1 over documents drawn again 500 times. A tuple is right when "
    "value with unit, metric, program, date, target, role and measure all are; strict asks for closer names. The rules "
    "were tuned on train; dev was looked at. The tagger learned all of train and nothing of dev: what both reach on "
    "train says little."
)


def cross_validated() -> str:
    """Return what the manifest of the tagger that ships tells of train's articles as nobody's training data."""
    folder = shipped()
    if folder is None:
        return "No tagger is there."
    said = read_pack(folder).manifest
    named = [f"{name.removesuffix(' F1: joined')} F1 {said['scores'][name]:.3f}" for name in CROSS_VALIDATED]
    return (
        f"Cross-validated on train in {said['recipe']['folds']} folds, by networks that did not see the articles they "
        f"were asked about: {', '.join(named)}."
    )


def score(folder: Path, configuration: str, options: Options, scorer: Path, errors: int) -> Score:
    """Extract from one gold set and let the scorer compare; its own output is passed through."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        predicted, figures = Path(scratch, "records.jsonl"), Path(scratch, "figures.json")
        predicted.write_text("".join(f"{line}\n" for line in extracted(folder, options)), "utf-8")
        seconds = time.perf_counter() - begin
        print(f"{folder.name}, {configuration}: {seconds:.1f} s", flush=True)
        command = [sys.executable, str(scorer), str(folder), "--pred", str(predicted), "--json", str(figures)]
        subprocess.run([*command, "--errors", str(errors)], check=True)
        return Score(folder.name, configuration, json.loads(figures.read_text("utf-8")), seconds)


def extracted(folder: Path, options: Options) -> Iterator[str]:
    """Yield the records of a gold set's documents, one JSON line each."""
    pipeline = Pipeline(options)
    for doc in read([folder], options):
        if isinstance(doc, Quarantined):
            raise SystemExit(f"{doc.path}: {doc.reason}")
        yield from (record.to_json() for record in pipeline.records(doc))


def levels(scores: list[Score]) -> str:
    """Return the table of precision, recall and F1."""
    header = ["gold", "configuration", "documents", "records", "predicted", *LEVELS]
    counts = ("documents", "gold", "predicted")
    return table(
        header,
        [
            [s.gold, s.configuration, *(s.figures[k] for k in counts), *(level(s.figures[k]) for k in LEVELS)]
            for s in scores
        ],
    )


def level(figures: dict[str, Any]) -> str:
    """Return precision, recall and F1 with its interval as one cell."""
    low, high = figures["ci95"]
    return f"{figures['p']:.3f} / {figures['r']:.3f} / **{figures['f1']:.3f}** [{low:.3f}–{high:.3f}]"


def fields(scores: list[Score]) -> str:
    """Return the table of the share of matched records in which a field is right."""
    rows = [[s.gold, s.configuration, *(f"{s.figures['acc_' + field]:.3f}" for field in FIELDS)] for s in scores]
    return table(["right among matched records", "configuration", *FIELDS], rows)


if __name__ == "__main__":
    sys.exit(main())
