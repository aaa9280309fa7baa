"""The documents tables of a run's shards, and in them the documents whose id another has."""

from __future__ import annotations

import hashlib
import io
import json
from array import array
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from ..intake.quarantine import Quarantined, twice
from .made import Done
from .storage import Storage


class Named(NamedTuple):
    """A document of a shard: its id and its file."""

    shard: int
    id: str
    path: str | None


def documents(folder: Storage, done: Mapping[int, Done]) -> Iterator[Named]:
    """Yield the documents of all shards, in order."""
    for number in sorted(done):
        name = next(name for name in done[number].files if name.startswith("documents-"))
        data = folder.read(name)
        rows = _of_parquet(data) if name.endswith(".parquet") else map(json.loads, data.splitlines())
        for row in rows:
            yield Named(number, row["id"], row["path"])


def _of_parquet(data: bytes) -> Iterator[dict[str, str]]:
    import pyarrow.parquet as pq

    yield from pq.read_table(io.BytesIO(data), columns=["id", "path"]).to_pylist()


def duplicates(folder: Storage, done: Mapping[int, Done]) -> list[tuple[int, Quarantined]]:
    """Return the documents whose id a document of an earlier shard has, with their shards.

    Eight bytes a document are kept in memory: ids are read a second time where two have one digest.
    """
    digests = array("Q", (_digest(document.id) for document in documents(folder, done)))
    if not digests:
        return []
    values, counts = np.unique(np.frombuffer(digests, dtype=np.uint64), return_counts=True)
    twofold = set(values[counts > 1].tolist())
    if not twofold:
        return []
    seen: set[str] = set()
    found = []
    for number, id, path in documents(folder, done):
        if _digest(id) not in twofold:
            continue
        if id in seen:
            found.append((number, Quarantined(path, None, id, twice(id))))
        seen.add(id)
    return found


def _digest(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode(errors="surrogatepass"), digest_size=8).digest(), "little")
