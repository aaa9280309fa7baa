"""Measure memory over a long run: python benchmarks/memory.py [--documents N] [--format parquet].

Documents made from the project's corpus by changing their numbers go through the pipeline and a writer; the peak of
the resident memory in the second half must be within 5 % of that in the first.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from report import ROOT, table, write_section
from synthetic import varied

from zhengwu_extract import Document, Options, Pipeline
from zhengwu_extract.batch import FORMATS, Target
from zhengwu_extract.batch.output import Output
from zhengwu_extract.batch.sources import Source
from zhengwu_extract.intake.readers import read

RULES = Options(model="none")
GROWTH = 1.05


def main() -> int:
    """Measure, print and write the table; return 1 when memory grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--format", choices=FORMATS, default="parquet")
    options = parser.parse_args()
    if not Path("/proc/self/statm").exists():
        parser.error("resident memory is read from /proc/self/statm, which this system does not have")
    originals = [d for d in read(options.paths, RULES) if isinstance(d, Document)]
    if not originals:
        parser.error(f"no documents in {', '.join(map(str, options.paths))}")
    begin = time.perf_counter()
    first, second = peaks(varied(originals), options.documents // 2, options.format)
    seconds = f"Through the rules into {options.format}, in one process, {time.perf_counter() - begin:.0f} s."
    half = f"{options.documents // 2:,}"
    rows = [
        [f"first {half}", f"{first / 1e6:.1f}", ""],
        [f"second {half}", f"{second / 1e6:.1f}", f"{second / first:.3f}"],
    ]
    result = table(["half", "documents", "peak MB resident", f"ratio (required: ≤ {GROWTH})"], rows)
    write_section("memory", "Memory", [seconds, result])
    print(f"{seconds}\n\n{result}")
    return 0 if second <= GROWTH * first else 1


def peaks(documents: Iterator[Document], half: int, format: str) -> list[int]:
    """Return the most bytes resident during the first and during the second `half` documents."""
    pipeline = Pipeline(RULES)
    found = [0, 0]
    with tempfile.TemporaryDirectory() as scratch, Output(Target.of(str(Path(scratch, f"records.{format}")))) as output:
        for number, doc in enumerate(islice(documents, 2 * half)):
            records = pipeline.records(doc)
            output.write(Source.of(doc, len(records)), records)
            found[number // half] = max(found[number // half], resident())
    return found


def resident() -> int:
    """Return the resident memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
