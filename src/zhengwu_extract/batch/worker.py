"""A process that works on shards, and what its parent sees of it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from .limits import bound_memory
from .made import Done
from .shard import Job, Shard
from .work import ALL, At, work

# A document that this many workers died of is not tried again; a worker can be killed for no fault of its document.
MOST_DEATHS = 4
# How much longer than a document may take a worker is waited for: time to write a shard on a slow disk.
GRACE = 30.0
# Not fork: a process that has threads, as a network's runtime does, cannot be copied safely.
_processes = multiprocessing.get_context("spawn")


class WorkerError(RuntimeError):
    """Workers die whatever they read; the message says of what."""


class Worker:
    """One process and the shard that it has."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.shard: Shard | None = None
        self._avoid: dict[At, str] = {}
        self._deaths: Counter[At | None] = Counter()
        self._start()

    def _start(self) -> None:
        self.connection, theirs = _processes.Pipe()
        # Its other end is this process's alone: when this process ends, however, the worker reads the end of it.
        lifeline, self._lifeline = _processes.Pipe(duplex=False)
        self._process = _processes.Process(target=_serve, args=(theirs, lifeline, self._job), daemon=True)
        self._process.start()
        theirs.close()
        lifeline.close()
        self._at: At | None = None
        self._since = time.monotonic()

    def give(self, shard: Shard) -> None:
        """Let the worker begin with a shard."""
        self.shard, self._avoid, self._deaths = shard, {}, Counter()
        self._send()

    def _send(self) -> None:
        self._at, self._since = None, time.monotonic()
        self.connection.send((self.shard, self._avoid))

    def receive(self) -> Done | None:
        """Return the shard's outcome when that is what the worker says; start it again when it died.

        Raises OSError when it could not write, WorkerError when something fails that is no document's fault.
        """
        try:
            said = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            self._try_again(f"the process reading it died ({_cause(self._process.exitcode)}), {{}} times")
            return None
        if isinstance(said, At):
            self._at, self._since = said, time.monotonic()
            return None
        if isinstance(said, Done):
            self.shard = None
            return said
        raise said

    def look(self) -> None:
        """Put an end to a worker that has been with one document far too long."""
        waited = time.monotonic() - self._since
        if self.shard is not None and self._at is not None and waited > 2 * self._job.seconds + GRACE:
            self._deaths[self._at] = MOST_DEATHS  # it would hang again
            self.kill()
            self._try_again(f"took longer than {self._job.seconds:g} seconds and did not heed the limit")

    def _try_again(self, reason: str) -> None:
        """Begin anew with the shard, without the document that was read when it ended if it ended there too often."""
        self._deaths[self._at] += 1
        if (times := self._deaths[self._at]) >= MOST_DEATHS:
            self._pass_over(reason.format(times))
        self.connection.close()
        self._lifeline.close()
        self._start()
        if self.shard is not None:
            self._send()

    def _pass_over(self, reason: str) -> None:
        """Leave out what workers die of: the document or, where passing over it does not help, all of its part."""
        at = self._at
        if at is None or At(at.part, ALL) in self._avoid:
            raise WorkerError(f"a worker fails before or after its documents: {reason}")
        place = At(at.part, ALL) if at in self._avoid else at
        self._avoid[place] = reason

    def kill(self) -> None:
        """End the process now."""
        self._process.kill()
        self._process.join()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"exit code {code}"


def _serve(connection: Connection[Any, Any], lifeline: Connection[Any, Any], job: Job) -> None:
    """Work on what the parent gives until it has no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent ends them
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    bound_memory(job.memory)

    def tell(at: At) -> None:
        try:
            connection.send(at)
        except OSError:  # nobody is there any more
            os._exit(1)

    while True:
        try:
            given: tuple[Shard, Mapping[At, str]] = connection.recv()
        except EOFError:
            return
        try:
            connection.send(work(given[0], job, given[1], tell))
        except OSError as error:
            connection.send(OSError(error.errno, error.strerror or str(error)))
        except Exception as error:
            connection.send(WorkerError(f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))


def _end_with_parent(lifeline: Connection[Any, Any]) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(1)
