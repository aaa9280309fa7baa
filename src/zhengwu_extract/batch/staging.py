"""Files that appear whole or not at all: written under a temporary name, renamed when everything is on the disk."""

from __future__ import annotations

import os
from pathlib import Path


class OutputError(OSError):
    """Output that could not be written; the message names the file, the cause and what to do."""


class Staging:
    """Temporary files beside their targets.

    ``commit`` puts all of them in place, the first asked for last; ``discard`` removes them. A killed process leaves
    files that end in ``.partial`` and never a target.

    >>> import tempfile
    >>> staging, target = Staging(), Path(tempfile.mkdtemp()) / "out.csv"
    >>> _ = staging.path(target).write_text("id")
    >>> target.exists(), staging.commit(), target.read_text()
    (False, None, 'id')
    """

    def __init__(self) -> None:
        self._targets: dict[Path, Path] = {}

    def path(self, target: Path) -> Path:
        """Return the temporary path for `target`, making its folder when there is none."""
        target.parent.mkdir(parents=True, exist_ok=True)
        # The process id keeps two runs with the same target from writing into one file.
        temporary = target.with_name(f"{target.name}.{os.getpid()}.partial")
        temporary.unlink(missing_ok=True)
        self._targets[temporary] = target
        return temporary

    def commit(self) -> None:
        """Flush every file to the disk, then rename each onto its target."""
        for temporary in self._targets:
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
        for temporary, target in reversed(self._targets.items()):
            temporary.replace(target)
        self._targets.clear()

    def discard(self) -> None:
        """Remove every temporary file, and what DuckDB keeps beside one."""
        for temporary in self._targets:
            temporary.unlink(missing_ok=True)
            temporary.with_name(temporary.name + ".wal").unlink(missing_ok=True)
        self._targets.clear()
