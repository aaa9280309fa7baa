"""The long run: many documents into a folder, by many processes, and on from where it was when it was ended."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from ..intake.quarantine import Quarantined
from .documents import duplicates
from .folder import RunFolder, facts
from .made import Done
from .pool import Pool
from .shard import Job, Shard, census, shards
from .staging import OutputError


class Counts(NamedTuple):
    """How far a run is: shards of all, of them found done, and what the done ones hold; seconds since it began."""

    shards: int = 0
    all_shards: int = 0
    resumed: int = 0
    documents: int = 0
    records: int = 0
    quarantined: int = 0
    new_documents: int = 0
    seconds: float = 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at the rate so far, None before there is one."""
        new = self.shards - self.resumed
        return self.seconds / new * (self.all_shards - self.shards) if new else None


Tell: TypeAlias = Callable[[Counts, Done | None], object]
Engine: TypeAlias = Callable[[Job, Iterable[Shard]], Iterator[Done | None]]


def on_this_machine(workers: int) -> Engine:
    """Return what runs shards on worker processes of this machine."""

    def run(job: Job, left: Iterable[Shard]) -> Iterator[Done | None]:
        with Pool(job, workers) as pool:
            yield from pool.run(left)

    return run


def run_sharded(job: Job, engine: Engine, *, fresh: bool = False, tell: Tell = lambda counts, done: None) -> Counts:
    """Extract from every document of a job into its folder, going on with what is done there already.

    `tell` is called after each shard, and twice a second. Raises RunError when the folder is another run's or in use,
    OutputError when it cannot be written.
    """
    folder = RunFolder(job)
    try:
        with folder.locked():
            said = facts(job, census(job.inputs))
            folder.begin(said, fresh=fresh)
            done = folder.done()
            counts = _run(job, engine, done, tell)
            folder.finish(said, done, b"".join(_line(entry) for _, entry in duplicates(folder.files, done)))
            return counts
    except OSError as error:
        raise OutputError(
            f"{job.out} could not be written: {error.strerror or error}; what is done stays done. Make room or mend "
            "it, and run the same command again"
        ) from error


def _run(job: Job, engine: Engine, done: dict[int, Done], tell: Tell) -> Counts:
    begin = time.monotonic()
    found = dict(done)
    total = sum(1 for _ in shards(job))
    done.clear()
    done.update({number: each for number, each in found.items() if number < total})
    counts = Counts(len(done), total, len(done), *_sums(done.values()))
    tell(counts, None)
    for each in engine(job, (shard for shard in shards(job) if shard.number not in found)):
        if each is not None:
            done[each.number] = each
            counts = counts._replace(
                shards=counts.shards + 1,
                documents=counts.documents + each.documents,
                records=counts.records + each.records,
                quarantined=counts.quarantined + each.quarantined,
                new_documents=counts.new_documents + each.documents,
            )
        counts = counts._replace(seconds=time.monotonic() - begin)
        tell(counts, each)
    return counts


def _sums(done: Iterable[Done]) -> tuple[int, int, int]:
    rows = [(each.documents, each.records, each.quarantined) for each in done]
    documents, records, quarantined = (sum(row[at] for row in rows) for at in range(3))
    return documents, records, quarantined


def _line(entry: Quarantined) -> bytes:
    return f"{json.dumps(entry._asdict(), ensure_ascii=False)}\n".encode()
