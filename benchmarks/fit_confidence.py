"""Count how often each rule is right: python benchmarks/fit_confidence.py GOLD_DIR [--check GOLD_DIR] [--write].

Uses the definitions of the scorer named by --scorer. Prints how well the confidence of records agrees with the share
of right records (ten bins, expected calibration error) on the --check articles; --write puts the counts into
lexicon/rule_scores.tsv.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from accuracy import SCORER
from report import table, write_section

from zhengwu_extract import Document, Options, Pipeline, Record, lexicon
from zhengwu_extract.intake.readers import read
from zhengwu_extract.normalise.confidence import FIELDS, product_of, scores

SCORES = Path(__file__).parent.parent / "src" / "zhengwu_extract" / "lexicon" / "rule_scores.tsv"
HEADER = "# How often each rule was right on annotated articles, by benchmarks/fit_confidence.py.\nrule\tright\tseen\n"
BINS = 10


class Checked(NamedTuple):
    """A record that an annotated one was found for, and which of its fields are right."""

    record: Record
    right: dict[str, bool]


def main() -> None:
    """Count, check and, when asked, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--check", type=Path, help="articles to measure the calibration on")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the scoring script")
    parser.add_argument("--write", action="store_true", help="write the counts into the lexicon")
    options = parser.parse_args()
    scorer = load(options.scorer)
    if options.write:
        counts = count(checked(options.gold, scorer))
        rows = (f"{rule}\t{right}\t{seen}\n" for rule, (right, seen) in sorted(counts.items()))
        SCORES.write_text(HEADER + "".join(rows), "utf-8")
        for known in (lexicon.table, scores, product_of):
            known.cache_clear()
    if options.check:
        print(calibration(list(checked(options.check, scorer))))


def load(path: Path) -> ModuleType:
    """Return the scoring script as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(folder: Path, scorer: ModuleType) -> Iterator[Checked]:
    """Yield the records of annotated articles that match a core record."""
    golds = {}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        golds[gold["id"]] = gold
    documents = (item for item in read([folder]) if isinstance(item, Document))
    for doc, records in Pipeline(Options(model="none")).run(documents):
        gold = golds[doc.id]
        plain = [record.to_dict() for record in records]
        for at, partner in scorer.match(gold["records"], plain)[0].items():
            annotated = gold["records"][at]
            if annotated["scope"] == "core":
                yield Checked(records[partner], judge(annotated, plain[partner], gold["published"], scorer))


def judge(annotated: dict[str, Any], found: dict[str, Any], published: str, scorer: ModuleType) -> dict[str, bool]:
    """Return which fields of a found record are right."""
    return {field: scorer.right(field, annotated, found, published) for field in ("value", *FIELDS)}


def count(records: Iterator[Checked]) -> dict[str, tuple[int, int]]:
    """Return (right, seen) of each rule; a field that a record lacks counts for FIELD.absent."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for record, fields in records:
        for field, good in fields.items():
            origin = record.origin.get(field, "").removeprefix("rule:") or f"{field}.absent"
            rule = "value" if field == "value" else origin
            seen[rule] += 1
            right[rule] += good
    return {rule: (right[rule], seen[rule]) for rule in seen}


def calibration(records: list[Checked]) -> str:
    """Write the table of confidence against the share of right records into the results; return a summary."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for record, fields in records:
        bins[min(BINS - 1, int(record.confidence * BINS))].append((record.confidence, all(fields.values())))
    rows = []
    error = 0.0
    for at, members in enumerate(bins):
        if members:
            sure = sum(confidence for confidence, _ in members) / len(members)
            good = sum(right for _, right in members) / len(members)
            error += abs(sure - good) * len(members) / len(records)
            rows.append([f"{at / BINS:.1f}-{(at + 1) / BINS:.1f}", str(len(members)), f"{sure:.3f}", f"{good:.3f}"])
    summary = f"Expected calibration error {error:.3f} over {len(records)} matched records."
    write_section("calibration", "Confidence", [summary, table(["confidence", "records", "mean", "right"], rows)])
    return summary


if __name__ == "__main__":
    main()
