"""The work on one shard: its documents read, their records written. The same function in a pool and in a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..intake.cut import Cut, unread_of
from ..intake.files import STDIN
from ..intake.quarantine import Quarantined
from ..intake.remote import is_address
from ..intake.unread import Unread
from ..options import Options
from ..pipeline import Pipeline
from .limits import OutOfTime, within
from .made import Crash, Done, Entry, Made
from .shard import Job, Shard
from .sources import Source
from .storage import storage

# In the place of a document's number: all documents of the part.
ALL = -1


class At(NamedTuple):
    """Where a worker is in its shard: the part, and the document in it."""

    part: int
    item: int


Tell = Callable[[At], object]


def work(shard: Shard, job: Job, avoid: Mapping[At, str] | None = None, tell: Tell = lambda at: None) -> Done:
    """Extract from every document of a shard and put its files into the output folder.

    `tell` is called before each document; those in `avoid` are not read but quarantined, with the reason given there,
    and with ALL in the place of a document, all of its part. Raises OSError when the output cannot be written.
    """
    made = Made(job.format)
    for number, part in enumerate(shard.parts):
        if isinstance(part, Quarantined):
            made.add(part)
            continue
        for entry in _entries(part, job, number, avoid or {}, tell):
            made.add(entry)
    return made.write(shard.number, storage(job.out))


def _entries(cut: Cut, job: Job, part: int, avoid: Mapping[At, str], tell: Tell) -> Iterator[Entry]:
    """Yield what becomes of each document of a cut."""
    if (reason := avoid.get(At(part, ALL)) or _changed(cut)) is not None:
        yield Quarantined(cut.file.path, None, None, reason)
        return
    reading = _Reading(cut, job)
    for item in count():
        at = At(part, item)
        tell(at)
        if (entry := reading.next(avoid.get(at))) is None:
            break
        yield entry
    if (reason := _changed(cut)) is not None:
        yield Quarantined(cut.file.path, None, None, reason)


class _Reading:
    """The documents of a cut, one after the other; none takes another with it, whatever it does."""

    def __init__(self, cut: Cut, job: Job) -> None:
        self._path = cut.file.path
        self._job = job
        self._unread = unread_of(cut, job.options, dict(job.columns))

    def next(self, refusal: str | None) -> Entry | None:
        """Return what becomes of the next document, set aside unread when there is a `refusal`; None at the end."""
        found: Unread | Quarantined | None = None
        try:
            with within(self._job.seconds):
                found = next(self._unread, None)
                if found is None or isinstance(found, Quarantined):
                    return found
                return found.refused(refusal) if refusal else _extract(found, self._job.options)
        except OutOfTime:
            reason = f"took longer than {self._job.seconds:g} seconds; --seconds allows more"
        except MemoryError:
            reason = f"took more than {self._job.memory:,} MB of memory; --memory allows more"
        return found.refused(reason) if isinstance(found, Unread) else Quarantined(self._path, None, None, reason)


def _extract(unread: Unread, options: Options) -> Entry:
    """Return a document's row and records, or why there are none."""
    try:
        doc = unread.read()
        if isinstance(doc, Quarantined):
            return doc
        unread = unread._replace(id=doc.id)
        records = _pipeline(options).records(doc)
        return Source.of(doc, len(records)), records
    except MemoryError:
        raise
    except Exception as error:  # whatever it is: one document must not end the run of 200,000
        return Crash.of(unread, error)


@cache
def _pipeline(options: Options) -> Pipeline:
    return Pipeline(options)


def _changed(cut: Cut) -> str | None:
    """Return what happened to a local file since the run began, None when it is as it was or gone."""
    path = cut.file.path
    if path == STDIN or is_address(path):
        return None
    try:
        stat = Path(path).stat()
    except OSError:
        return None  # opening it will say so
    if (stat.st_size, stat.st_mtime_ns) == (cut.file.size, cut.file.changed):
        return None
    return "changed while the run was going on; --fresh reads it as it is now"
