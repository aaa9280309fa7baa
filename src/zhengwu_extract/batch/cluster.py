"""Shards on a Ray cluster: the same work on every machine, into one folder that all of them reach."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from .made import Done, read_done
from .pool import Pool
from .shard import Job, Shard
from .sharded import Engine
from .storage import storage

# A shard that its machine took along is tried again so often.
TRIES = 20
BLOCKS_A_WORKER = 20


class Actor:
    """One worker of the cluster: it keeps a process of its own, so that a document that kills it takes nothing else."""

    def __init__(self, job: bytes) -> None:
        self._job: Job = pickle.loads(job)
        self._folder = storage(self._job.out)
        self._pool = Pool(self._job, 1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Work on the shards of a batch, but for those that were done when another machine of the cluster died."""
        shards: list[Shard] = [pickle.loads(packed) for packed in batch["shard"]]
        found = {shard.number: read_done(self._folder, shard.number) for shard in shards}
        for done in self._pool.run(shard for shard in shards if found[shard.number] is None):
            if done is not None:
                found[done.number] = done
        return {"done": [done.to_json() for done in found.values() if done is not None]}


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
    # A block is what is lost when a machine is, and what Ray keeps account of.
    blocks = min(len(rows), max(200, BLOCKS_A_WORKER * workers))
    found = ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
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
