"""The input of a long run in shards: parts of about one size, cut by the sizes of the files and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..intake.cut import Cut, cuts
from ..intake.files import File, files_of
from ..intake.quarantine import Quarantined
from ..options import Options
from .output import Format

# At most so many files of one shard, however small.
MOST_FILES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a sharded run is to do: the same in every process, on one machine or on many."""

    inputs: tuple[str, ...]
    out: str
    options: Options = field(default_factory=Options)
    # Of the parts: "jsonl" or "parquet".
    format: Format = "jsonl"
    columns: tuple[tuple[str, str], ...] = ()
    # Bytes of input in a shard: what is lost at most, for each worker, when a run is killed.
    shard_bytes: int = 2_000_000
    # What one document may take, in seconds and megabytes; what takes more is quarantined.
    seconds: float = 60.0
    memory: int = 2_000


class Shard(NamedTuple):
    """A part of the input: cuts of files, and inputs that could not be opened."""

    number: int
    parts: tuple[Cut | Quarantined, ...]


def shards(job: Job) -> Iterator[Shard]:
    """Yield the shards of a job's input, in its order."""
    number, size = 0, 0
    parts: list[Cut | Quarantined] = []
    for part, weight in _parts(job):
        if parts and (size + weight > job.shard_bytes or len(parts) >= MOST_FILES):
            yield Shard(number, tuple(parts))
            number, size, parts = number + 1, 0, []
        parts.append(part)
        size += weight
    if parts:
        yield Shard(number, tuple(parts))


def _parts(job: Job) -> Iterator[tuple[Cut | Quarantined, int]]:
    for file in files_of(job.inputs):
        if isinstance(file, Quarantined):
            yield file, 0
            continue
        for cut in cuts(file, job.shard_bytes):
            yield cut, cut.stop - cut.start if cut.unit == "bytes" else min(file.size, job.shard_bytes)


class Census(NamedTuple):
    """The files of an input: how many, their bytes, a digest of names and sizes, and one with the times of change."""

    files: int
    bytes: int
    digest: str
    state: str


def census(inputs: Sequence[str]) -> Census:
    """Count the files of an input without opening them.

    >>> census(["no/such/file"]).files
    0
    """
    named, state = hashlib.sha256(), hashlib.sha256()
    files = size = 0
    for file in files_of(inputs):
        if isinstance(file, File):
            files, size = files + 1, size + file.size
            named.update(f"{file.id}\0{file.size}\n".encode(errors="surrogateescape"))
            state.update(f"{file.path}\0{file.size}\0{file.changed}\n".encode(errors="surrogateescape"))
    return Census(files, size, named.hexdigest(), state.hexdigest())
