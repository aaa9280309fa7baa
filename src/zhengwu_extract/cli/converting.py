"""The verb of interchange: convert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import NOT_WRITTEN, NOTHING_READ, Published, Region, app, fail

if TYPE_CHECKING:
    from ..workbench.interchange.formats import Format

CONVERT_CODES = "Exit codes: 0 all well; 1 an input could not be read; 2 bad arguments; 4 not written."
FORMATS = "jsonl|inline|brat|doccano|label-studio|conll|docbin|csv"


@app.command(epilog=CONVERT_CODES)
def convert(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Annotated documents in any format: files or folders.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The file or folder to write.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar=FORMATS, help="The format of OUT; told by its ending where possible.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="The format of INPUT, where it cannot be told.")
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(metavar="ARTICLES", help="INPUT is records as extract writes them; these are its inputs."),
    ] = None,
    published: Published = None,
    region: Region = None,
) -> None:
    """Convert annotations and records to and from other tools' formats; name what a format cannot carry."""
    from ..options import Options
    from ..workbench import WorkbenchError
    from ..workbench.interchange.converting import convert as converted
    from ..workbench.interchange.files import store

    target = _target(out, to, inputs)
    try:
        done = converted(inputs, target, _source(source, texts), texts, Options(published=published, region=region))
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    try:
        written = store(out, done.files, target.folder)
    except OSError as error:
        fail(f"{out} could not be written: {error}", NOT_WRITTEN)
    for remark in done.remarks:
        typer.echo(f"zhengwu: {remark}", err=True)
    typer.echo(f"{done.documents} documents, {done.records} records in {', '.join(map(str, written))}", err=True)


def _target(out: Path, to: str | None, inputs: list[Path]) -> Format:
    from ..workbench.interchange.formats import NAMES, named, of_output

    name = to or of_output(out)
    if name not in NAMES:
        known = f"one of {', '.join(NAMES)}"
        raise typer.BadParameter(f"{name or out} is no format; write {known}", param_hint="--to")
    target = named(name)
    if target.folder and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is there already; {name} is a folder: name a new one", param_hint="-o")
    if out.resolve() in (path.resolve() for path in inputs):
        raise typer.BadParameter(f"{out} is an input too; name another file", param_hint="-o")
    return target


def _source(source: str | None, texts: list[Path] | None) -> str | None:
    from ..workbench.interchange.formats import NAMES, RECORDS

    if source and source not in (*NAMES, RECORDS):
        raise typer.BadParameter(
            f"{source} is no format; write one of {', '.join((*NAMES, RECORDS))}", param_hint="--from"
        )
    if texts and source not in (None, RECORDS):
        raise typer.BadParameter(f"{source} has its own texts; --texts goes with records alone", param_hint="--texts")
    return source
