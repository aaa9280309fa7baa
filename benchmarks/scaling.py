"""Measure a sharded run: python benchmarks/scaling.py [--documents N] [--long-run N] [--price P].

Documents a second with one worker and more, the memory of each worker over a long run with the tagger, and what a kill
costs; from these, the time and price of runs of a million documents and more. The picture is benchmarks/scaling.svg.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from report import ROOT, table, write_section
from synthetic import write_dump

PICTURE = ROOT / "benchmarks" / "scaling.svg"
SPEEDUP, MEGABYTES, GROWTH = 1.8, 500, 1.1
SHARD_MB = 0.25
RULES_TIMES = 3
SIZES = (10**6, 10**7, 10**8)
CORES = (2, 16, 128, 1024)


class Run(NamedTuple):
    """A finished run: seconds, and for each look at a worker its process, the shards done by then, its bytes."""

    seconds: float
    looks: list[tuple[int, int, int]]


def main() -> int:
    """Measure, print and write the tables and the picture; return 1 when a requirement is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--long-run", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--price", type=float, default=0.04, help="of a processor for an hour")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        characters = write_dump(folder / "dump.jsonl", options.documents)
        # The rules are so much faster that a run of a few seconds would tell of the start alone.
        sizes = {"none": RULES_TIMES * options.documents, "auto": options.documents}
        for model, documents in sizes.items():
            write_dump(folder / f"{model}.jsonl", documents)
        rates = {
            (model, workers): rate(folder, model, workers, sizes[model], options.rounds)
            for model in ("none", "auto")
            for workers in (1, 2, 4)
        }
        whole = extract(folder / "dump.jsonl", folder, "auto", 2).seconds
        again, seconds = resume_cost(folder)
        write_dump(folder / "long.jsonl", options.long_run)
        first, second = memory(folder)
    speedups = {model: rates[model, 2] / rates[model, 1] for model in ("none", "auto")}
    blocks = [
        f"Documents made from the corpus, {characters / options.documents:,.0f} characters each; {os.cpu_count()} "
        f"processors, of which a run with one worker uses a little of a second one for its parent.",
        rates_table(rates, speedups),
        f"![Documents a second by workers]({PICTURE.name})",
        table(
            [f"{options.long_run:,} documents, tagger, 2 workers", "peak MB of a worker", f"required ≤ {MEGABYTES}"],
            [["first half", f"{first:.0f}", ""], ["second half", f"{second:.0f}", f"ratio {second / first:.3f}"]],
        ),
        f"Killed with half of its shards done and begun again, a run of 2 workers did {again} finished shards again "
        f"and took {seconds:.1f} s in all, {whole:.1f} s undisturbed: lost are the start and "
        "the shards that were in work.",
        cost_table(rates["auto", 2] / min(2, os.cpu_count() or 1), options.price),
    ]
    draw(rates)
    write_section("scaling", "Scaling", blocks)
    print("\n\n".join(blocks))
    met = min(speedups.values()) >= SPEEDUP and max(first, second) <= MEGABYTES and second <= GROWTH * first
    return 0 if met and not again else 1


def rate(folder: Path, model: str, workers: int, documents: int, rounds: int) -> float:
    """Return the documents a second of the median run."""
    return documents / median(extract(folder / f"{model}.jsonl", folder, model, workers).seconds for _ in range(rounds))


def extract(dump: Path, folder: Path, model: str, workers: int, *, look: bool = False) -> Run:
    """Run an extraction into a fresh folder; `look` at its workers ten times a second."""
    begin = time.perf_counter()
    process = subprocess.Popen(command(dump, folder / "out", model, workers, "--fresh"))
    looks = []
    while look and process.poll() is None:
        time.sleep(0.1)
        done = len(list((folder / "out" / "done").glob("*.json")))
        looks += [(pid, done, resident(pid)) for pid in children(process.pid)]
    if process.wait() != 0:
        raise SystemExit(f"zhengwu extract ended with {process.returncode}")
    return Run(time.perf_counter() - begin, looks)


def command(dump: Path, out: Path, model: str, workers: int, *more: str) -> list[str]:
    arguments = ["extract", str(dump), "-o", str(out), "--model", model, "--workers", str(workers), "--quiet", *more]
    return [sys.executable, "-m", "zhengwu_extract", *arguments, "--shard-mb", str(SHARD_MB)]


def memory(folder: Path) -> tuple[float, float]:
    """Return the peak megabytes of a worker in the first and in the second half of a long run."""
    looks = extract(folder / "long.jsonl", folder, "auto", 2, look=True).looks
    half = max(done for _, done, _ in looks) / 2
    halves = [[size for _, done, size in looks if (done > half) == late] for late in (False, True)]
    return max(halves[0]) / 1e6, max(halves[1]) / 1e6


def resume_cost(folder: Path) -> tuple[int, float]:
    """Kill a run half-way and go on; return how many finished shards were done again, and the seconds of both."""
    out, log, dump = folder / "killed", folder / "log.jsonl", folder / "dump.jsonl"
    total = len(list((folder / "out" / "done").glob("*.json")))
    begin = time.perf_counter()
    process = subprocess.Popen(command(dump, out, "auto", 2), start_new_session=True)
    while len(list((out / "done").glob("*.json"))) < total // 2:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = len(list((out / "done").glob("*.json")))
    subprocess.run(command(dump, out, "auto", 2, "--log-json", str(log)), check=True)
    seconds = time.perf_counter() - begin
    return done + len(log.read_text("utf-8").splitlines()) - total, seconds


def children(parent: int) -> list[int]:
    """Return the worker processes of a run (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat = (path / "stat").read_text().rpartition(")")[2].split()
            if int(stat[1]) == parent and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


def resident(pid: int) -> int:
    """Return the resident memory of a process in bytes, 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def rates_table(rates: dict[tuple[str, int], float], speedups: dict[str, float]) -> str:
    """Return documents a second by engine and workers."""
    names = {"none": "rules", "auto": "rules and tagger"}
    header = ["engine, documents/s", "1 worker", "2 workers", "4 workers", f"2 : 1 (required ≥ {SPEEDUP})"]
    rows = [
        [name, *(f"{rates[model, workers]:,.1f}" for workers in (1, 2, 4)), f"{speedups[model]:.2f}"]
        for model, name in names.items()
    ]
    return table(header, rows)


def cost_table(rate: float, price: float) -> str:
    """Return hours and price of large runs, from the documents a second of one processor.

    Linear in the number of processors, as the shards do not know of each other; starting machines and reading from a
    store that is slower than the engine come on top.
    """
    header = [f"documents, at {rate:,.1f}/s a processor", *(f"{cores:,} processors" for cores in CORES), "price"]
    rows = []
    for size in SIZES:
        hours = size / rate / 3600
        rows.append([f"{size:,}", *(duration(hours / cores) for cores in CORES), f"{hours * price:,.2f}"])
    return table(header, rows) + f"\n\nPrice at {price} for a processor and hour."


def duration(hours: float) -> str:
    """Return hours as people say them.

    >>> duration(0.25), duration(7.26), duration(80)
    ('15 min', '7.3 h', '3.3 days')
    """
    return f"{hours * 60:.0f} min" if hours < 1 else f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def draw(rates: dict[tuple[str, int], float]) -> None:
    """Write the picture: a line for each engine."""
    most = max(rates.values())
    lines = []
    for model, colour, name in (("none", "#2255aa", "rules"), ("auto", "#aa5522", "rules and tagger")):
        points = [
            (60 + 120 * place, 200 - 160 * rates[model, workers] / most) for place, workers in enumerate((1, 2, 4))
        ]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in points]
        lines.append(f'<text x="{points[-1][0] + 8:.0f}" y="{points[-1][1] + 4:.0f}" fill="{colour}">{name}</text>')
    labels = [f'<text x="{60 + 120 * place}" y="220">{workers}</text>' for place, workers in enumerate((1, 2, 4))]
    axes = '<path d="M60 30V200H320" fill="none" stroke="#999"/><text x="20" y="20">documents/s by workers</text>'
    top = f'<text x="20" y="44">{most:,.0f}</text>'
    body = "\n".join([axes, top, *labels, *lines])
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="460" height="230" font-family="sans-serif" font-size="12">\n'
        f"{body}\n</svg>\n",
        "utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
