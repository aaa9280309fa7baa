"""The verb of the annotator at the page: review."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import NOT_WRITTEN, NOTHING_READ, QUARANTINED, Model, Published, Region, app, fail
from .extracting import Columns, column_names, options_of

if TYPE_CHECKING:
    from ..options import Options
    from ..workbench.review.review import Review
    from ..workbench.review.start import Start

REVIEW_CODES = (
    "Exit codes: 0 all well; 1 nothing to review, or GOLD.jsonl is taken; 2 bad arguments; "
    "3 done, but some documents could not be read; 4 the output could not be written."
)
PORT = 8437


@app.command(epilog=REVIEW_CODES)
def review(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLES...", help="What extract reads, or .jsonl of annotated documents.")
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="GOLD.jsonl", help="Where the finished articles go as gold.")
    ],
    records: Annotated[
        Path | None, typer.Option(metavar="RECORDS", help="Begin with these records of extract's, not with new ones.")
    ] = None,
    model: Model = "auto",
    published: Published = None,
    region: Region = None,
    columns: Columns = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0: any that is free.")] = PORT,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Confirm, correct, delete and add records on a page that this machine serves to itself; Ctrl-C ends it.

    Every action is saved at once: finished articles in GOLD.jsonl, those in work in GOLD.open.jsonl, and all that was
    done in GOLD.journal. The same command goes on from there.
    """
    from ..workbench import WorkbenchError
    from ..workbench.review.journal import Journal
    from ..workbench.review.review import Review, journal_of

    _check_out(out, articles)
    # Peripheral quantities are annotated too.
    options = options_of(model=model, published=published, region=region, all=True)
    try:
        with Journal(journal_of(out)) as journal:
            kept = Review(out, journal)
            began = _start(articles, options, records, column_names(columns), kept)
            kept.add(began.documents)
            for item in (*began.quarantined, *began.remarks):
                typer.echo(f"zhengwu: {item}", err=True)
            if not kept.articles:
                fail("there is nothing to review", NOTHING_READ)
            _serve(kept, out.name, port, open_=open_)
            _summary(kept, out)
    except WorkbenchError as error:
        fail(str(error), NOTHING_READ)
    except OSError as error:
        fail(f"{out} could not be written: {error.strerror or error}", NOT_WRITTEN)
    if began.quarantined:
        raise typer.Exit(QUARANTINED)


def _check_out(out: Path, articles: list[str]) -> None:
    """Refuse an --out that has no room for its journal beside it, or that the next review would read."""
    from ..batch import Target

    try:
        if out.suffix != ".jsonl":
            raise ValueError(f"{out}: name a file that ends in .jsonl")
        Target.of(str(out)).apart_from(map(Path, articles))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="-o") from error


def _start(articles: list[str], options: Options, records: Path | None, names: dict[str, str], kept: Review) -> Start:
    from ..workbench.review.start import start

    return start(articles, options, records=records, columns=names, known=kept.articles)


def _serve(kept: Review, name: str, port: int, *, open_: bool) -> None:
    """Serve the page until Ctrl-C."""
    from ..workbench import missing
    from ..workbench.review.page import page
    from ..workbench.review.server import HOST, application

    application_ = application(kept, lambda token: page(name, token))
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise missing("a review", "review", error) from error
    with _socket(HOST, port) as listening:
        address = f"http://{HOST}:{listening.getsockname()[1]}/"
        typer.echo(f"{len(kept.articles)} articles at {address} (Ctrl-C ends the review)", err=True)
        if open_:
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(application_, log_level="warning", lifespan="off"))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # the browser may ask before the server answers
    except OSError:
        listening.close()
        raise typer.BadParameter(f"something else listens at {port}; name another port", param_hint="--port") from None
    return listening


def _summary(kept: Review, out: Path) -> None:
    """Say what was done, and where it is."""
    from ..workbench.review.review import open_of

    counts = kept.counts()
    records = ", ".join(f"{counts[what]:,} {what}" for what in ("confirmed", "corrected", "added", "deleted"))
    typer.echo(f"{out}: {counts['finished']:,} of {counts['articles']:,} articles finished", err=True)
    typer.echo(f"{open_of(out)}: {counts['in work']:,} in work; records: {records}", err=True)
