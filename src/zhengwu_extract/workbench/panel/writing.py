"""A panel as files: its rows, beside them the sources of its cells, and the conflicts among these."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from ...batch.output import Format, Target, opened_writer
from ...batch.staging import OutputError, Staging
from .rows import Row, Trace
from .table import Panel

FORMATS = ("csv", "parquet", "jsonl")


class Written(NamedTuple):
    """The files of a panel."""

    panel: Path
    sources: Path
    conflicts: Path


def target(name: str) -> Target:
    """Return where a panel goes; raise ValueError when it cannot go there.

    >>> target("panel.csv").format
    'csv'
    """
    if Path(name).suffix.lower().removeprefix(".") not in FORMATS:
        endings = ", ".join(f".{ending}" for ending in FORMATS)
        raise ValueError(f"{name}: name a file that ends in one of {endings}")
    return Target.of(name)


def write(table: Panel, to: Target) -> Written:
    """Write a panel, its sources and its conflicts; all files appear, or none. Raises OutputError."""
    written = Written(Path(to.name), to.beside("sources", to.format), to.beside("conflicts", to.format))
    staging = Staging()
    try:
        _table(staging.path(written.panel), to.format, Row, table.rows)
        _table(staging.path(written.sources), to.format, Trace, table.traces)
        _table(staging.path(written.conflicts), to.format, Trace, table.conflicts)
        staging.commit()
    except OSError as error:
        staging.discard()
        reason = error.strerror or error
        raise OutputError(f"{to.name} could not be written: {reason}; no part of it was left behind") from error
    return written


def _table(path: Path, format: Format, model: type[BaseModel], rows: Sequence[BaseModel]) -> None:
    writer = opened_writer(format, path.open("wb"), model)
    writer.write(rows)
    writer.close()
