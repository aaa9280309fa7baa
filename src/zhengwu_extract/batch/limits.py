"""What one document may take: so much time, so much memory."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

# Asked again so often, in seconds, in case somebody caught the first call.
AGAIN = 1.0


class OutOfTime(BaseException):
    """The document took longer than it may; no Exception, so that no library takes it for its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the body when it takes longer; only in the main thread of a process, and not on Windows.

    >>> with within(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    zhengwu_extract.batch.limits.OutOfTime
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(signal_number: int, frame: object) -> None:
    raise OutOfTime


def bound_memory(megabytes: int) -> None:
    """Let this process have so much memory of its own; more raises MemoryError. Without effect on Windows."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size, hard))
