"""How well a careful reader does: python benchmarks/reader.py GOLD...

annotations/reader.jsonl has what somebody annotated who had the texts and the guideline and never saw the gold
annotations of these articles: spans, numbers and classes, no text. What the reader misses is what guideline and text
leave open; what the engine misses beyond that is the engine's.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from report import ROOT, table, write_section

from zhengwu_extract.workbench.annotated import read_annotated
from zhengwu_extract.workbench.compare import compare_all
from zhengwu_extract.workbench.evaluation import evaluate
from zhengwu_extract.workbench.gold import GoldDocument

sys.path.insert(0, str(ROOT / "annotations"))

from restore import restore

READER = ROOT / "annotations" / "reader.jsonl"
LEVELS = ("mention", "value", "tuple", "strict")
FIELDS = ("metric", "program", "date", "target", "role", "measure")


def main() -> None:
    """Score the reader on each GOLD that has articles the reader annotated, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    options = parser.parse_args()
    read = [json.loads(line) for line in READER.read_text("utf-8").splitlines()]
    rows = []
    for path in options.gold:
        documents = {doc.id: doc for doc in read_annotated([path])}
        sources = {f" {name}": {"text": doc.text, "title": doc.title} for name, doc in documents.items()}
        found = [doc for row in read if (doc := restore(row, sources)) is not None]
        if found:
            rows.append(cells(path.name, [documents[doc.id] for doc in found], found))
    header = ["gold", "documents", "records", *(f"{level} F1" for level in LEVELS), "95 % of tuple", *FIELDS]
    write_section("reader", "A careful reader on the gold articles", [NOTE, table(header, rows)])
    print(table(header, rows))


NOTE = "One reader with text and guideline only, scored like the engine. Fields: share right of matched records."


def cells(name: str, gold: list[GoldDocument], read: list[GoldDocument]) -> list[str]:
    """Return a row of the table."""
    figures = evaluate(list(compare_all(gold, {doc.id: list(doc.records) for doc in read})))
    tuples = figures.ladder["tuple"]
    levels = [f"{figures.ladder[level].f1:.3f}" for level in LEVELS]
    records = sum(record.scope == "core" for doc in gold for record in doc.records)
    fields = [f"{figures.fields[field]:.3f}" for field in FIELDS]
    return [name, str(len(gold)), f"{records:,}", *levels, f"{tuples.low:.3f}-{tuples.high:.3f}", *fields]


if __name__ == "__main__":
    main()
