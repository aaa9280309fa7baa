"""The verbs that read records: panel, audit."""

from __future__ import annotations

import json as json_format
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import NOT_WRITTEN, NOTHING_READ, app, fail

if TYPE_CHECKING:
    from ..workbench.panel.table import Axis

CONTRADICTION = 7
PANEL_CODES = "Exit codes: 0 all well; 1 nothing could be read; 2 bad arguments; 4 not written."
AUDIT_CODES = "Exit codes: 0 nothing found; 1 nothing could be read; 2 bad arguments; 4 not written; 7 contradictions."

Records = Annotated[
    Path, typer.Argument(metavar="RECORDS", help="A .jsonl that extract wrote, or the folder of a finished run.")
]


class Prefer(StrEnum):
    """Which of several sources that disagree a cell shows."""

    NONE = "none"
    LATEST = "latest"
    SUREST = "surest"


@app.command(epilog=PANEL_CODES)
def panel(
    records: Records,
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT", help="A .csv, .parquet or .jsonl file.")],
    by: Annotated[
        str, typer.Option(metavar="AXIS,...", help="Of region, period, year (whole ones alone), document.")
    ] = "region,period",
    metrics: Annotated[
        str, typer.Option(metavar="NAME,...", help="Indicators, or metrics by their words; all indicators without it.")
    ] = "",
    prefer: Annotated[
        Prefer, typer.Option(help="What to show where sources disagree: nothing, the latest published, the surest.")
    ] = Prefer.NONE,
) -> None:
    """Make a table of RECORDS: region x period x indicator, with level, target and growth side by side.

    Beside OUT go OUT.sources (each record behind a cell, with document, sentence and characters) and OUT.conflicts
    (the cells whose sources disagree beyond their rounding).
    """
    from ..batch import OutputError
    from ..workbench import WorkbenchError
    from ..workbench.extraction import read_extraction
    from ..workbench.panel.observation import observations
    from ..workbench.panel.table import panel as table
    from ..workbench.panel.writing import target, write

    axes = _axes(by)
    try:
        to = target(out).apart_from([records])
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="-o") from error
    left_out: Counter[str] = Counter()
    names = [name.strip() for name in metrics.split(",") if name.strip()]
    try:
        made = table(observations(read_extraction(records), names, left_out), axes, prefer.value, left_out)
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    try:
        written = write(made, to)
    except OutputError as error:
        fail(str(error), NOT_WRITTEN)
    disagree = sum(len(row.conflicts) for row in made.rows)
    typer.echo(f"{len(made.rows)} rows from {len(made.traces)} records, {disagree} cells in conflict", err=True)
    for reason, count in left_out.most_common():
        typer.echo(f"{count} records left out: {reason}", err=True)
    typer.echo(f"written to {', '.join(map(str, written))}", err=True)


@app.command(epilog=AUDIT_CODES)
def audit(
    records: Records,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the findings here too.")] = None,
    sure: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out findings that rest on a record less sure than this.")
    ] = 0.0,
) -> None:
    """Find figures in RECORDS that cannot all be right, in one document and across documents.

    Completion against value and target, parts against wholes, growth and points against the levels of two periods,
    totals of tables, and later reports against earlier ones; each with the rounding that its printed digits allow.
    """
    from ..workbench import WorkbenchError
    from ..workbench.audit.report import text
    from ..workbench.audit.run import audit as audited
    from ..workbench.extraction import read_extraction

    try:
        done = audited(read_extraction(records))
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    found = [finding for finding in done.findings if finding.confidence >= sure]
    typer.echo(text(done.documents, done.records, found))
    if json:
        try:
            rows = [finding.model_dump(mode="json") for finding in found]
            json.write_text(json_format.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except OSError as error:
            fail(f"{json} could not be written: {error}", NOT_WRITTEN)
    if found:
        raise typer.Exit(CONTRADICTION)


def _axes(by: str) -> list[Axis]:
    from ..workbench.panel.table import AXES

    named = [name.strip() for name in by.split(",")]
    axes = [axis for axis in AXES if axis in named]
    if strange := [name for name in named if name not in AXES]:
        raise typer.BadParameter(f"{strange[0]!r} is no axis; write some of {', '.join(AXES)}", param_hint="--by")
    if "period" in axes and "year" in axes:
        raise typer.BadParameter("a table has periods or whole years, not both", param_hint="--by")
    return axes
