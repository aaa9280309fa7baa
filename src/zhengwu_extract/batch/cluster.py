"""Shards on a Ray cluster: the same work on every machine, into one folder that all of them reach."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from .made import Done
from .pool import Pool
from .shard import Job, Shard
from .sharded import Engine

# A shard that its machine took along is tried again so often.
TRIES = 20


class Actor:
    """One worker of the cluster: it keeps a process of its own, so that a document that kills it takes nothing else."""

    def __init__(self, job: bytes) -> None:
        self._pool = Pool(pickle.loads(job), 1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Work on the shards of a batch."""
        shards = [pickle.loads(packed) for packed in batch["shard"]]
        done = [each.to_json() for each in self._pool.run(shards) if each is not None]
        return {"done": done}


def on_ray(address: str | None, workers: int | None) -> Engine:
    """Return what runs shards on a Ray cluster: that at `address`, or one started on this machine.

    Raises ImportError with advice when Ray is not installed.
    """
    try:
        ray: Any = import_module("ray")
        import_module("ray.data")
    except ImportError as error:
        raise ImportError("--on ray needs Ray: pip install 'zhengwu-extract[ray]'") from error

    def run(job: Job, left: Iterable[Shard]) -> Iterator[Done | None]:
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False)
        rows = [{"shard": pickle.dumps(shard)} for shard in left]
        if rows:
            yield from _done(ray, job, rows, workers or max(1, int(ray.cluster_resources().get("CPU", 1))))

    return run


def _done(ray: Any, job: Job, rows: list[dict[str, bytes]], workers: int) -> Iterator[Done]:
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.max_errored_blocks = 0
    found = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        Actor,
        fn_constructor_args=(pickle.dumps(job),),
        batch_size=1,
        concurrency=(1, min(workers, len(rows))),
        num_cpus=1,
        max_restarts=-1,
        max_task_retries=TRIES,
    )
    for row in found.iter_rows():
        yield Done.from_json(row["done"])
