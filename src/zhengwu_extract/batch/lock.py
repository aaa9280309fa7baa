"""The lock that keeps a second process out of what a first one writes."""

from __future__ import annotations

import os


def lock(descriptor: int) -> bool:
    """Take the lock of an open file until it is closed; return False when another process has it.

    Where the system has no such locks (Windows) everybody gets it.

    >>> import tempfile
    >>> with tempfile.TemporaryFile() as file:
    ...     lock(file.fileno())
    True
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    os.set_inheritable(descriptor, False)
    return True
