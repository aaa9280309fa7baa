"""The verbs of the workbench: evaluate, agreement, validate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import NOT_WRITTEN, NOTHING_READ, Json, Model, app, checked_model, fail

if TYPE_CHECKING:
    from ..workbench.compare import Comparison
    from ..workbench.gold import GoldDocument

BELOW_FLOOR, INVALID = 5, 6
EVALUATE_CODES = "Exit codes: 0 all well; 1 nothing could be read; 2 bad arguments; 4 not written; 5 below a floor."
VALIDATE_CODES = "Exit codes: 0 all valid; 1 nothing could be read; 6 problems were found."

Gold = Annotated[
    Path, typer.Argument(metavar="GOLD", help="Annotated documents: .json, .jsonl, inline .txt, a folder.")
]


@app.command(epilog=EVALUATE_CODES)
def evaluate(
    gold: Gold,
    predicted: Annotated[
        Path | None,
        typer.Argument(metavar="[PRED]", help="Records as extract writes them; without it the engine runs."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER", help="Other records, to test whether the difference is chance.")
    ] = None,
    model: Model = "auto",
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page of the errors by kind.")] = None,
    json: Json = None,
    floor: Annotated[
        list[str] | None, typer.Option(metavar="LEVEL=F1", help="Fail when F1 of a level is lower: tuple=0.6.")
    ] = None,
) -> None:
    """Score records against GOLD: the ladder from mention to strict, fields, slices, calibration."""
    from ..workbench.evaluation import differences, unlike
    from ..workbench.evaluation import evaluate as figures_of
    from ..workbench.evaluation_text import against as difference_text
    from ..workbench.evaluation_text import report

    floors = _floors(floor or [])
    documents = _annotated([gold])
    comparisons = _compared(documents, predicted, model)
    figures = figures_of(comparisons)
    typer.echo(report(figures))
    plain = figures.to_dict()
    if against:
        others = _compared(documents, against, model)
        found = differences(comparisons, others)
        typer.echo("\n" + difference_text(found, unlike(comparisons, others)))
        plain["against"] = [row._asdict() for row in found]
    if json:
        _write(json, _json(plain))
    if html:
        _write(html, _page(comparisons, plain))
    below = [
        f"{rung} F1 {figures.ladder[rung].f1:.3f} < {least}"
        for rung, least in floors
        if figures.ladder[rung].f1 < least
    ]
    if below:
        fail("below the floor: " + ", ".join(below), BELOW_FLOOR)


@app.command(epilog=EVALUATE_CODES)
def agreement(
    first: Gold,
    second: Annotated[Path, typer.Argument(metavar="OTHER", help="The same documents, annotated by another.")],
    json: Json = None,
) -> None:
    """Compare two annotations of the same documents: F1 at each level, kappa of the classes, differences by kind."""
    from ..workbench.agreement import agree
    from ..workbench.evaluation_text import agreement as text

    found = agree(_annotated([first]), {doc.id: list(doc.records) for doc in _annotated([second])})
    if not found.documents:
        fail(f"{first} and {second} have no document in common", NOTHING_READ)
    typer.echo(text(found))
    if json:
        _write(
            json,
            _json({"documents": found.documents, "f1": found.f1, "kappa": found.kappa, "differs in": found.kinds()}),
        )


@app.command(epilog=VALIDATE_CODES)
def validate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Annotated documents, of any form.")],
    hints: Annotated[
        bool, typer.Option("--hints", help="Also show where the engine reads a quantity or a date otherwise.")
    ] = False,
) -> None:
    """Refuse annotations with wrong offsets, unknown units, impossible dates, or arithmetic against itself."""
    from ..workbench.second_look import second_looks
    from ..workbench.validate import problems

    documents = _annotated(gold)
    found = 0
    for doc in documents:
        for problem in problems(doc):
            typer.echo(f"{problem}")
            found += 1
        for line in second_looks(doc) if hints else ():
            typer.echo(f"look again: {line}")
    records = sum(len(doc.records) for doc in documents)
    typer.echo(f"{len(documents)} documents, {records} records, {found} problems")
    if found:
        raise typer.Exit(INVALID)


def _annotated(paths: list[Path]) -> list[GoldDocument]:
    from ..workbench import WorkbenchError
    from ..workbench.annotated import read_annotated

    try:
        return read_annotated(paths)
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)


def _compared(documents: list[GoldDocument], predicted: Path | None, model: str) -> list[Comparison]:
    """Compare documents with the records of a file, or with what the engine says."""
    from ..options import Options
    from ..workbench import WorkbenchError
    from ..workbench.compare import compare_all
    from ..workbench.gold import read_records
    from ..workbench.predict import predict

    try:
        records = read_records(predicted) if predicted else predict(documents, Options(model=checked_model(model)))
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    if strange := sorted(records.keys() - {doc.id for doc in documents}):
        typer.echo(f"zhengwu: {len(strange)} documents are not in the gold and are left out: {strange[0]} …", err=True)
    return list(compare_all(documents, records))


def _floors(given: list[str]) -> list[tuple[str, float]]:
    from ..workbench.evaluation import rung_named

    floors = []
    for text in given:
        name, _, least = text.partition("=")
        rung = rung_named(name)
        try:
            floors.append((rung or "", float(least)))
        except ValueError:
            rung = None
        if rung is None:
            raise typer.BadParameter(f"{text!r}: write LEVEL=F1, as in tuple=0.6", param_hint="--floor")
    return floors


def _page(comparisons: list[Comparison], figures: dict[str, Any]) -> str:
    from ..workbench import WorkbenchError
    from ..workbench.evaluation_page import page

    try:
        return page(comparisons, figures)
    except WorkbenchError as error:
        fail(str(error), NOT_WRITTEN)


def _json(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        fail(f"{path} could not be written: {error}", NOT_WRITTEN)
