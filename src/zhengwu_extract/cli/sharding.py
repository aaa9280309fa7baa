"""Extraction into a folder: shards, processes, and going on after an end."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import BAD_ARGUMENTS, NOT_WRITTEN, NOTHING_READ, QUARANTINED, fail, stop

if TYPE_CHECKING:
    from ..batch.shard import Job
    from ..batch.sharded import Counts, Engine

INTERRUPTED = 130
FOLDER = "Into a folder"
Workers = Annotated[
    int | None, typer.Option(min=1, rich_help_panel=FOLDER, help="Processes; as many as there are cores.")
]
Fresh = Annotated[bool, typer.Option("--fresh", rich_help_panel=FOLDER, help="Start over, not on from where it was.")]
LogJson = Annotated[
    Path | None,
    typer.Option(metavar="FILE", rich_help_panel=FOLDER, help="Write a line of JSON for each finished shard."),
]
On = Annotated[
    str | None,
    typer.Option(metavar="ray[:ADDRESS]", rich_help_panel=FOLDER, help="Run on a Ray cluster, local or at ADDRESS."),
]
ShardSize = Annotated[
    float,
    typer.Option(min=0.0001, metavar="MB", rich_help_panel=FOLDER, help="Input of a shard: what a kill can lose."),
]
Seconds = Annotated[float, typer.Option(min=0.1, rich_help_panel=FOLDER, help="Most time for one document.")]
Memory = Annotated[int, typer.Option(min=500, metavar="MB", rich_help_panel=FOLDER, help="Most memory of one process.")]


def run_into_folder(
    job: Job, workers: int | None, on: str | None, log: Path | None, *, fresh: bool, quiet: bool
) -> None:
    """Run a job to its end and exit as `zhengwu extract --help` says."""
    from ..batch.folder import RunError
    from ..batch.progress import show_counts, shown
    from ..batch.sharded import run_sharded
    from ..batch.staging import OutputError
    from ..batch.worker import WorkerError

    engine = _engine(on, workers)
    signal.signal(signal.SIGTERM, stop)
    counts: Counts | None = None
    try:
        with shown(log, quiet=quiet) as tell:

            def told(now: Counts, done: object) -> None:
                nonlocal counts
                counts = now
                tell(now, done)  # type: ignore[arg-type]

            counts = run_sharded(job, engine, fresh=fresh, tell=told)
    except RunError as error:
        fail(str(error), BAD_ARGUMENTS)
    except (OutputError, WorkerError) as error:
        fail(str(error), NOT_WRITTEN)
    except KeyboardInterrupt:
        done = f"{counts.shards:,} of {counts.all_shards:,} shards are done; " if counts else ""
        fail(f"interrupted; {done}the same command goes on from here", INTERRUPTED)
    if not quiet:
        show_counts(counts, job.out)
    if not counts.documents:
        fail("nothing could be read; no records were written", NOTHING_READ)
    if counts.quarantined:
        raise typer.Exit(QUARANTINED)


def _engine(on: str | None, workers: int | None) -> Engine:
    from ..batch.pool import cores
    from ..batch.sharded import on_this_machine

    if on is None:
        return on_this_machine(workers or cores())
    kind, _, address = on.partition(":")
    if kind != "ray":
        raise typer.BadParameter(f"{on!r}: write ray, or ray:ADDRESS of a cluster", param_hint="--on")
    from ..batch.cluster import on_ray

    try:
        return on_ray(address or None, workers)
    except ImportError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from error
