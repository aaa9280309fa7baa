"""Measure speed beside other systems in one run: python benchmarks/peers.py [PATH...] [--rounds N].

Those that are installed (pip install jionlp; recognizers-text-suite with emoji<2) read the same documents in turns with
this engine and jieba.lcut. They find numbers, units and times and attach nothing to them; this engine does both.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import jieba
from report import ROOT, table, write_section
from speed import RULES, documents, in_turns

from zhengwu_extract import Document, Options, Pipeline

Reader: TypeAlias = Callable[[Document], object]
CULTURE = "zh-cn"
MONEY, TIME = "extract_money", "extract_time"


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--documents", type=int, default=20, help="of each PATH, for some systems take a second for one"
    )
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    docs = [doc for path in options.paths for doc in documents(path)[: options.documents]]
    readers = engines()
    seconds = in_turns(options.rounds, *(lambda reader=reader: list(map(reader, docs)) for reader in readers.values()))
    characters, fastest = sum(len(doc.text) for doc in docs), dict(zip(readers, seconds, strict=True))["jieba.lcut"]
    rows = [
        [name, f"{characters / taken:,.0f}", f"{fastest / taken:.3f}"]
        for name, taken in zip(readers, seconds, strict=True)
    ]
    note = f"{len(docs)} documents, {characters:,} characters, medians of {options.rounds} rounds in turns, one thread."
    result = table(["system", "characters/s", "× jieba.lcut"], rows)
    write_section("peers", "Speed beside other systems", [note, result])
    print(f"{note}\n\n{result}")
    return 0


def engines() -> Mapping[str, Reader]:
    """Return what reads a document, by name, of the systems that are installed."""
    rules, both = Pipeline(RULES), Pipeline(Options())
    found: dict[str, Reader] = {
        "jieba.lcut": lambda doc: jieba.lcut(doc.text),
        "zhengwu_extract, rules": rules.records,
        "zhengwu_extract, rules and tagger": both.records,
    }
    for name, make in (("JioNLP, money and time", jionlp), ("Recognizers-Text, number, unit and date", recognizers)):
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name}: not measured: {error}", file=sys.stderr)
    return found


def jionlp() -> Reader:
    """Return a reader that finds money and times with JioNLP."""
    ner: Any = import_module("jionlp").ner
    extract_money, extract_time = getattr(ner, MONEY), getattr(ner, TIME)
    return lambda doc: (extract_money(doc.text, with_parsing=True), extract_time(doc.text, with_parsing=True))


def recognizers() -> Reader:
    """Return a reader that finds numbers, units and dates with Recognizers-Text."""
    number, unit, dates = (import_module(f"recognizers_{name}") for name in ("number", "number_with_unit", "date_time"))

    def read(doc: Document) -> object:
        found = [number.recognize_number(doc.text, CULTURE), number.recognize_percentage(doc.text, CULTURE)]
        found += [unit.recognize_dimension(doc.text, CULTURE), unit.recognize_currency(doc.text, CULTURE)]
        return [*found, dates.recognize_datetime(doc.text, CULTURE)]

    return read


if __name__ == "__main__":
    sys.exit(main())
