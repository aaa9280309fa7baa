"""The application that the verbs register with, and what they share: exit codes, options, messages."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from .. import __version__

NOTHING_READ, BAD_ARGUMENTS, QUARANTINED, NOT_WRITTEN = 1, 2, 3, 4

app = typer.Typer(
    help="Quantities in Chinese government news as structured, traceable records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"zhengwu_extract {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


def day(value: str) -> date:
    """Return the day that an option names."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a date; write it as 2022-08-11") from error


Published = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Publish date of documents that state none, as 2022-08-11."),
]
Region = Annotated[str | None, typer.Option(metavar="NAME", help="Region of documents that state none.")]
Model = Annotated[
    str,
    typer.Option(metavar="auto|none|PATH", help="Tagger: the shipped one, none (rules alone), or a folder."),
]
Json = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures here too.")]


def checked_model(model: str) -> str:
    """Return the --model that was given; a folder that holds none is a bad argument."""
    if model not in ("auto", "none"):
        from ..tagger import TaggerError
        from ..tagger.pack import read_pack

        try:
            read_pack(Path(model))
        except TaggerError as error:
            raise typer.BadParameter(str(error), param_hint="--model") from error
    return model


def fail(message: str, code: int) -> NoReturn:
    """Say on standard error what went wrong, and end with an exit code."""
    typer.echo(f"zhengwu: {message}", err=True)
    raise typer.Exit(code)


def stop(signal_number: int, frame: object) -> NoReturn:
    """End at a signal: as an exception it passes through the clean-up that removes temporary files."""
    sys.exit(128 + signal_number)
