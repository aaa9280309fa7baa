"""Measure speed and start-up: python benchmarks/speed.py [PATH...] [--rounds N].

The rules, and rules with tagger, run against jieba.lcut on the same texts in the same process, in turns, after a round
that warms all up: on the project's corpus and on each PATH.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import jieba
from report import ROOT, table, write_section

from zhengwu_extract import Document, Options, Pipeline
from zhengwu_extract.intake.readers import read
from zhengwu_extract.normalise import records
from zhengwu_extract.pipeline import STAGES

CORPUS = ROOT / "corpus"
RULES = Options(model="none")
START = 0.5
ENGINES = {"rules": (RULES, 3.0), "rules and tagger": (Options(), 1.0)}
FIRST = "from zhengwu_extract import Options, extract; extract('今年建成15家市场。'"
STARTS = {
    "python, nothing imported": ["-c", "pass"],
    "import zhengwu_extract": ["-c", "import zhengwu_extract"],
    "zhengwu --help": ["-m", "zhengwu_extract", "--help"],
    "first extract(), rules": ["-c", f"{FIRST}, options=Options(model='none'))"],
    "first extract(), rules and tagger": ["-c", f"{FIRST})"],
}


class Comparison(NamedTuple):
    """An engine beside jieba.lcut on one text: seconds of each over all documents."""

    text: str
    engine: str
    documents: int
    characters: int
    records: int
    ours: float
    theirs: float


def main() -> int:
    """Measure, print and write the tables; return 1 when a requirement is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="texts to measure besides the corpus")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    texts = {path.name: documents(path) for path in (CORPUS, *options.paths)}
    if empty := [name for name, docs in texts.items() if not docs]:
        parser.error(f"no documents in {', '.join(empty)}")
    comparisons = [compare(name, engine, docs, options.rounds) for name, docs in texts.items() for engine in ENGINES]
    slowest, starts = start_up(options.rounds)
    note = f"Medians of {options.rounds} rounds, engine and jieba.lcut in turns in one process and one thread."
    blocks = [note, comparison_table(comparisons), stages(texts[CORPUS.name], options.rounds), starts]
    write_section("speed", "Speed", blocks)
    print("\n\n".join(blocks))
    return 0 if slowest <= START and all(c.theirs / c.ours >= ENGINES[c.engine][1] for c in comparisons) else 1


def documents(path: Path) -> list[Document]:
    """Return the documents of a file or folder."""
    return [doc for doc in read([path], RULES) if isinstance(doc, Document)]


def compare(text: str, engine: str, docs: Sequence[Document], rounds: int) -> Comparison:
    """Time an engine and jieba.lcut on the same documents."""
    pipeline = Pipeline(ENGINES[engine][0])
    jieba.setLogLevel(logging.WARNING)
    ours, theirs = in_turns(
        rounds,
        lambda: [pipeline.records(doc) for doc in docs],
        lambda: [jieba.lcut(doc.text) for doc in docs],
    )
    characters = sum(len(doc.text) for doc in docs)
    found = sum(len(pipeline.records(doc)) for doc in docs)
    return Comparison(text, engine, len(docs), characters, found, ours, theirs)


def comparison_table(comparisons: Sequence[Comparison]) -> str:
    """Return the table of characters a second, by text."""
    header = ["text", "engine", "documents", "characters", "records", "characters/s", "jieba.lcut, characters/s"]
    return table([*header, "ratio", "required", "µs a record"], map(cells, comparisons))


def cells(c: Comparison) -> list[str]:
    """Return the cells of one text."""
    counts = [f"{n:,}" for n in (c.documents, c.characters, c.records)]
    speeds = [f"{c.characters / seconds:,.0f}" for seconds in (c.ours, c.theirs)]
    ratio, required = f"{c.theirs / c.ours:.2f}", f"{ENGINES[c.engine][1]:g}"
    return [c.text, c.engine, *counts, *speeds, ratio, required, f"{1e6 * c.ours / max(c.records, 1):.0f}"]


def in_turns(rounds: int, *tasks: Callable[[], object]) -> list[float]:
    """Return the median seconds of each task, run in turns `rounds` times after a round that does not count."""
    times: list[list[float]] = [[] for _ in tasks]
    for turn in range(rounds + 1):
        for seconds, task in zip(times, tasks, strict=True):
            begin = time.perf_counter()
            task()
            if turn:
                seconds.append(time.perf_counter() - begin)
    return [median(seconds) for seconds in times]


def stages(docs: Sequence[Document], rounds: int) -> str:
    """Return the table of what each stage takes of the time."""
    steps: tuple[Callable[[Document], Any], ...] = (*STAGES, records)
    times: dict[str, list[float]] = {step.__name__: [] for step in steps}
    for turn in range(rounds + 1):
        read_so_far = list(docs)
        for step in steps:
            begin = time.perf_counter()
            done = [step(doc) for doc in read_so_far]
            if turn:
                times[step.__name__].append(time.perf_counter() - begin)
            read_so_far = done
    medians = {name: 1000 * median(seconds) / len(docs) for name, seconds in times.items()}
    rows = [[name, f"{taken:.3f}", f"{100 * taken / sum(medians.values()):.0f} %"] for name, taken in medians.items()]
    return table(["stage", "ms a document", "share"], rows)


def start_up(rounds: int) -> tuple[float, str]:
    """Return the slowest start in seconds, and the table of starts in fresh processes."""
    seconds = in_turns(rounds, *(partial(started, arguments) for arguments in STARTS.values()))
    rows = [[name, f"{taken:.3f}"] for name, taken in zip(STARTS, seconds, strict=True)]
    return max(seconds), table(["start in a fresh process", f"seconds (required: {START:g})"], rows)


def started(arguments: Sequence[str]) -> None:
    """Run Python with some arguments to its end, with compiled modules kept as an installed package has them."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


if __name__ == "__main__":
    sys.exit(main())
