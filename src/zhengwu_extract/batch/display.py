"""What a person sees of a run, on standard error: a progress line while it lasts, a table at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from .output import Target
from .runner import Summary


@contextmanager
def progress_line(*, quiet: bool = False) -> Iterator[Callable[[Summary], None]]:
    """Give a function that shows how far a run is; it shows nothing where standard error is not a terminal.

    The number of documents is not known before the end of the last dump, so there is a rate and no percentage.
    """
    console = Console(stderr=True)
    text = TextColumn("{task.fields[counts]}")
    with Progress(
        SpinnerColumn(), text, TimeElapsedColumn(), console=console, disable=quiet or not console.is_terminal
    ) as bar:
        task = bar.add_task("extract", total=None, counts="reading")

        def show(summary: Summary) -> None:
            bar.update(task, counts=counts(summary))

        yield show


def counts(summary: Summary) -> str:
    """Return a summary as one line.

    >>> counts(Summary(documents=20, records=1200, quarantined=1, seconds=2.0))
    '20 documents, 1,200 records, 1 quarantined, 10.0 documents/s'
    """
    rate = summary.documents / summary.seconds if summary.seconds else 0.0
    return (
        f"{summary.documents:,} documents, {summary.records:,} records, {summary.quarantined:,} quarantined, "
        f"{rate:,.1f} documents/s"
    )


def show_summary(summary: Summary, target: Target) -> None:
    """Print the table at the end of a run."""
    table = Table(show_header=False, box=None)
    rate = summary.records / summary.seconds if summary.seconds else 0.0
    for name, value in (
        ("documents", f"{summary.documents:,}"),
        ("records", f"{summary.records:,}"),
        ("quarantined", f"{summary.quarantined:,}"),
        ("seconds", f"{summary.seconds:,.2f}"),
        ("records/s", f"{rate:,.0f}"),
    ):
        table.add_row(name, value)
    if summary.documents and target.name != "-":
        table.add_row("written to", target.name)
    if summary.quarantined and target.name != "-":
        table.add_row("reasons in", str(target.beside("quarantine", "jsonl")))
    Console(stderr=True).print(table)
