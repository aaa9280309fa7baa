"""The command line: arguments in, messages and exit codes out; nothing else."""

from __future__ import annotations

from . import converting, doctor, evaluating, extracting, reporting, reviewing, tables, training
from .app import app

# In the order that the help shows their verbs.
VERBS = (extracting, reporting, reviewing, tables, evaluating, training, converting, doctor)
__all__ = ["VERBS", "app", "main"]


def main() -> None:
    """Run the command line."""
    app()
