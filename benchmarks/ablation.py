"""Compare models on annotated documents: python benchmarks/ablation.py GOLD... --models NAME=FOLDER...

For each gold set: the rules alone, the first model alone (its answer stands wherever it has one), and each model joined
with the rules. Tuple F1 with its 95 % interval, fields, and the speed against jieba.lcut in the same run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import jieba
from report import table, write_section

from zhengwu_extract.options import Options
from zhengwu_extract.tagger.join import FIELDS
from zhengwu_extract.tagger.pack import MANIFEST
from zhengwu_extract.workbench.compare import compare_all
from zhengwu_extract.workbench.evaluation import Evaluation, evaluate
from zhengwu_extract.workbench.gold import GoldDocument, read_gold
from zhengwu_extract.workbench.predict import predict

SHOWN = ("metric", "program", "date", "role")


class Row(NamedTuple):
    """One configuration on one gold set."""

    gold: str
    name: str
    figures: Evaluation
    speed: float


def main() -> None:
    """Score every configuration on every gold set and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    parser.add_argument("--models", nargs="+", required=True, metavar="NAME=FOLDER")
    options = parser.parse_args()
    named = [pair.partition("=") for pair in options.models]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        alone = always(Path(named[0][2]), Path(scratch) / "alone")
        configurations = [("rules alone", "none"), (f"{named[0][0]}, tagger alone", str(alone))]
        configurations += [(name, folder) for name, _, folder in named]
        for path in options.gold:
            documents = read_gold(path)
            rows += [score(path.name, name, model, documents) for name, model in configurations]
    header = ["gold", "configuration", "tuple F1", "95 %", "strict", *SHOWN, "× jieba.lcut"]
    write_section("ablation", "Ablation", [NOTE, table(header, map(cells, rows))])


NOTE = "Fields: share right of matched records. Speed: characters a second over those of jieba.lcut in this run."


def always(folder: Path, copy: Path) -> Path:
    """Return a copy of a model whose answers always stand."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("checkpoints"))
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    manifest["joining"]["least"] = dict.fromkeys(FIELDS, -2.0)
    (copy / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    return copy


def score(gold: str, name: str, model: str, documents: Sequence[GoldDocument]) -> Row:
    """Return how one configuration does on a gold set."""
    options = Options(model=model)
    predict(documents[:1], options)
    begin = time.perf_counter()
    predicted = predict(documents, options)
    took = time.perf_counter() - begin
    jieba.lcut(documents[0].text)
    begin = time.perf_counter()
    for document in documents:
        jieba.lcut(document.text)
    return Row(gold, name, evaluate(list(compare_all(documents, predicted))), (time.perf_counter() - begin) / took)


def cells(row: Row) -> list[str]:
    """Return a row of the table."""
    tuples = row.figures.ladder["tuple"]
    fields = [f"{row.figures.fields[field]:.3f}" for field in SHOWN]
    interval = f"{tuples.low:.3f}-{tuples.high:.3f}"
    strict = f"{row.figures.ladder['strict'].f1:.3f}"
    return [row.gold, row.name, f"{tuples.f1:.3f}", interval, strict, *fields, f"{row.speed:.2f}"]


if __name__ == "__main__":
    main()
