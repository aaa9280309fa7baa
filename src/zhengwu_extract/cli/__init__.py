"""The command line: arguments in, messages and exit codes out; nothing else."""

from __future__ import annotations

from . import converting, evaluating, extracting, reporting, tables, training
from .app import app

# In the order that the help shows their verbs.
VERBS = (extracting, reporting, tables, evaluating, training, converting)
__all__ = ["VERBS", "app", "main"]


def main() -> None:
    """Run the command line."""
    app()
