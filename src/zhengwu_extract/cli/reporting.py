"""The verbs that show records to people: report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .app import NOT_WRITTEN, NOTHING_READ, app, fail
from .extracting import Columns, column_names

REPORT_CODES = "Exit codes: 0 all well; 1 the records could not be read; 2 bad arguments; 4 not written."
# A page with more records than this takes seconds to open and to filter.
MANY = 50_000


@app.command(epilog=REPORT_CODES)
def report(
    records: Annotated[
        Path, typer.Argument(metavar="RECORDS", help="What extract wrote: a .jsonl or .parquet file, or a folder.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The page to write, as report.html.")],
    documents: Annotated[
        list[Path] | None,
        typer.Option(metavar="INPUT", help="What RECORDS were extracted from, for the whole articles; repeatable."),
    ] = None,
    columns: Columns = None,
) -> None:
    """Show RECORDS in their articles, with a table, charts and what was set aside, as one page that works offline."""
    from ..workbench import WorkbenchError
    from ..workbench.report.content import content
    from ..workbench.report.page import page

    names = column_names(columns)
    try:
        shown = content(records, documents or (), names)
        made = page(shown)
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(made, "utf-8", newline="\n")
    except OSError as error:
        fail(f"{out} could not be written: {error.strerror or error}", NOT_WRITTEN)
    for remark in shown.remarks:
        typer.echo(f"zhengwu: {remark}", err=True)
    if len(shown.records) > MANY:
        typer.echo(f"zhengwu: {len(shown.records):,} records make a slow page; report fewer at a time", err=True)
    size = len(made.encode()) / 1e6
    typer.echo(f"{out}: {len(shown.records):,} records of {len(shown.articles):,} documents, {size:.1f} MB", err=True)
