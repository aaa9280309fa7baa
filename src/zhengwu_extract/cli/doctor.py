"""The verb that examines the installation: doctor."""

from __future__ import annotations

import json as json_text
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from .app import Model, app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..doctor import Examination
    from ..doctor.installed import Library

DOCTOR_CODES = "Exit codes: 0 all well; 1 a problem was found; 2 bad arguments."


@app.command(epilog=DOCTOR_CODES)
def doctor(
    model: Model = "auto",
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what is installed and which tagger is used, and read a few sentences whose records are known."""
    from ..doctor import examine

    found = examine(model)
    if json:
        typer.echo(json_text.dumps(found.to_dict(), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(_lines(found)))
    if found.problems:
        raise typer.Exit(1)


def _lines(found: Examination) -> Iterator[str]:
    yield f"zhengwu_extract {found.version}, {found.python}, {found.platform}, {found.cores} cores"
    yield f"words    cut by {found.segmenter}" + (", slower than rjieba" if found.segmenter == "jieba" else "")
    if found.tagger:
        yield f"tagger   {found.tagger.folder}"
        yield f"         format {found.tagger.format}, sha256 {found.tagger.digest[:16]}…, by {found.tagger.made_by}"
    else:
        yield "tagger   none: rules alone"
    for extra, group in groupby(found.libraries, key=lambda library: library.extra):
        yield _library_line(extra, list(group))
    for reading in found.readings:
        verdict = "wrong" if reading.wrong else "right"
        yield f"read     by {reading.name}: {verdict}; loaded in {reading.load_ms} ms, read in {reading.read_ms} ms"
    yield from (f"problem  {problem}" for problem in found.problems)
    yield "all well" if not found.problems else f"{len(found.problems)} problems"


def _library_line(extra: str | None, group: list[Library]) -> str:
    """Return one line of libraries with their versions, and what to do where one is missing or too old."""
    named = ", ".join(f"{each.name} {each.version or '(missing)'}" for each in group)
    remedy = f" -> pip install 'zhengwu-extract[{extra}]'" if extra and any(each.problem for each in group) else ""
    return f"{extra or 'needed':8} {named}{remedy}"
