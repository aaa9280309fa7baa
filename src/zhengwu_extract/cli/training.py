"""The verbs of the tagger: train, export-bert."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import NOT_WRITTEN, NOTHING_READ, Model, app, checked_model, fail

if TYPE_CHECKING:
    from ..workbench.training.loop import Progress

EXPORT_CODES = "Exit codes: 0 all well; 1 the model holds no encoder of its own; 2 bad arguments; 4 not written."
TRAIN_CODES = "Exit codes: 0 all well; 1 nothing to learn from; 2 bad arguments; 4 the model could not be written."


class Preset(StrEnum):
    """How large the network is and how long it learns."""

    FULL = "full"
    SMALL = "small"
    TINY = "tiny"


@app.command(epilog=TRAIN_CODES)
def train(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Annotated documents: .json, .jsonl, inline .txt, folders.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where the model goes.")],
    text: Annotated[
        list[Path] | None,
        typer.Option(metavar="RAW", help="Raw text for word vectors, pre-training and silver: .txt, .jsonl, .gz, .xz."),
    ] = None,
    held_out: Annotated[
        list[Path] | None, typer.Option(metavar="GOLD", help="Annotated documents kept apart, to fit the joining on.")
    ] = None,
    focus: Annotated[
        list[Path] | None,
        typer.Option(metavar="GOLD", help="Annotated documents most like what the model is for, to learn from more."),
    ] = None,
    folds: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="Fit the joining on the documents in focus (or GOLD) too, cut into so many folds."
        ),
    ] = 0,
    preset: Annotated[Preset, typer.Option(help="Sizes and steps.")] = Preset.FULL,
    base: Annotated[
        str | None, typer.Option(metavar="PATH_OR_NAME", help="A BERT-family checkpoint (safetensors) to start from.")
    ] = None,
    seed: Annotated[int, typer.Option(help="What every random choice follows from.")] = 0,
) -> None:
    """Train a tagger on GOLD, and with --text on raw text before; a run that was stopped goes on where it was."""
    from ..workbench import WorkbenchError, missing

    try:
        from ..workbench.training.recipe import PRESETS
        from ..workbench.training.train import train as run
    except ImportError as error:
        fail(str(missing("training", "train", error)), NOT_WRITTEN)
    try:
        scores = run(
            gold, out, text or [], held_out or [], PRESETS[preset.value], base, seed, _tell, focus or [], folds
        )
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    except OSError as error:
        fail(f"{out}: cannot be written: {error}", NOT_WRITTEN)
    typer.echo(f"{out}: written")
    for name, share in scores.items():
        typer.echo(f"    {name:24} {share:.3f}")


@app.command("export-bert", epilog=EXPORT_CODES)
def export_bert(
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where the checkpoint goes.")],
    model: Model = "auto",
) -> None:
    """Write the tagger's encoder as a folder that transformers.BertModel.from_pretrained loads."""
    from ..tagger.pack import shipped
    from ..workbench import WorkbenchError, missing

    folder = shipped() if model == "auto" else Path(checked_model(model))
    if folder is None or model == "none":
        raise typer.BadParameter("there is no tagger to export; name the folder of one", param_hint="--model")
    try:
        from ..workbench.training.bert_folder import write_bert_folder
    except ImportError as error:
        fail(str(missing("a checkpoint", "train", error)), NOT_WRITTEN)
    try:
        write_bert_folder(folder, out)
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    except OSError as error:
        fail(f"{out}: cannot be written: {error}", NOT_WRITTEN)
    typer.echo(f"{out}: written")


def _tell(progress: Progress) -> None:
    """Show loss, speed and time left; one line on a terminal, one for every few hundred steps in a log."""
    from rich.console import Console

    console = Console(stderr=True)
    line = (
        f"{progress.stage} {progress.step}/{progress.steps}  loss {progress.loss:.3f}  "
        f"{progress.speed:,.0f} tokens/s  {progress.left / 60:.1f} min left"
    )
    if console.is_terminal:
        console.print(line, end="\r" if progress.step < progress.steps else "\n")
    elif progress.step % 200 == 0 or progress.step == progress.steps:
        console.print(line)
