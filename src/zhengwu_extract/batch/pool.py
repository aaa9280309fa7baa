"""Shards through worker processes: each shard once, in any order, whatever happens to a worker."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Self

from .made import Done
from .shard import Job, Shard
from .worker import Worker

# How often, in seconds, it is looked for workers that hang, and the caller gets a chance to show the time.
TICK = 0.5


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """A context with so many workers; on leaving it they end."""

    def __init__(self, job: Job, workers: int) -> None:
        self._workers = [Worker(job) for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.kill()

    def run(self, shards: Iterable[Shard]) -> Iterator[Done | None]:
        """Yield the outcome of each shard as it comes, and None now and then; raise OSError when one cannot write."""
        left = iter(shards)
        for worker in self._workers:
            _give(worker, left)
        while busy := [worker for worker in self._workers if worker.shard is not None]:
            ready = wait([worker.connection for worker in busy], TICK)
            for worker in busy:
                if worker.connection in ready and (done := worker.receive()) is not None:
                    _give(worker, left)
                    yield done
                worker.look()
            if not ready:
                yield None


def _give(worker: Worker, left: Iterator[Shard]) -> None:
    if (shard := next(left, None)) is not None:
        worker.give(shard)
