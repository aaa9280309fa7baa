"""What a person or a program sees of a sharded run: a bar, plain lines where there is no terminal, a log in JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from .made import Done
from .sharded import Counts, Tell

# Seconds between two plain lines.
EVERY = 10.0


@contextmanager
def shown(log: Path | None, *, quiet: bool) -> Iterator[Tell]:
    """Give a function that shows how far a run is, and writes a line for each finished shard to `log`."""
    with ExitStack() as stack:
        console = Console(stderr=True)
        tells: list[Tell] = []
        if log is not None:
            tells.append(_logged(stack.enter_context(log.open("a", encoding="utf-8"))))
        if not quiet:
            tells.append(stack.enter_context(_bar(console)) if console.is_terminal else _lines(console))

        def tell(counts: Counts, done: Done | None) -> None:
            for each in tells:
                each(counts, done)

        yield tell


@contextmanager
def _bar(console: Console) -> Iterator[Tell]:
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("shards"), TextColumn("{task.fields[text]}"))
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("extract", total=None, text="")

        def tell(counts: Counts, done: Done | None) -> None:
            bar.update(task, completed=counts.shards, total=counts.all_shards, text=rates(counts))

        yield tell


def _lines(console: Console) -> Tell:
    last = time.monotonic()

    def tell(counts: Counts, done: Done | None) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            console.print(f"{counts.shards:,} of {counts.all_shards:,} shards, {rates(counts)}", highlight=False)

    return tell


def _logged(file: IO[str]) -> Tell:
    def tell(counts: Counts, done: Done | None) -> None:
        if done is not None:
            shard = {"shard": done.number, "documents": done.documents, "records": done.records}
            row = {**shard, "quarantined": done.quarantined, "seconds": round(counts.seconds, 2), "left": counts.left}
            file.write(json.dumps({**row, "shards": counts.shards, "of": counts.all_shards}) + "\n")
            file.flush()

    return tell


def rates(counts: Counts) -> str:
    """Return how fast a run goes and how long it will take, as one line.

    >>> rates(Counts(shards=3, all_shards=9, documents=300, records=9000, new_documents=300, seconds=30.0))
    '300 documents, 9,000 records, 0 quarantined, 10.0 documents/s, 0:01:00 left'
    """
    rate = counts.new_documents / counts.seconds if counts.seconds else 0.0
    left = "" if counts.left is None else f", {span(counts.left)} left"
    return (
        f"{counts.documents:,} documents, {counts.records:,} records, {counts.quarantined:,} quarantined, "
        f"{rate:,.1f} documents/s{left}"
    )


def span(seconds: float) -> str:
    """Return seconds as hours, minutes and seconds.

    >>> span(3725.4)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def show_counts(counts: Counts, out: str) -> None:
    """Print the table at the end of a run."""
    table = Table(show_header=False, box=None)
    for name, value in (
        ("documents", f"{counts.documents:,}"),
        ("records", f"{counts.records:,}"),
        ("quarantined", f"{counts.quarantined:,}"),
        ("shards", f"{counts.shards:,}, {counts.resumed:,} of them done before"),
        ("time", span(counts.seconds)),
        ("written to", out),
    ):
        table.add_row(name, value)
    Console(stderr=True).print(table)
