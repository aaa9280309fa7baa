"""The verbs of the engine: extract, trace, rules."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import NOT_WRITTEN, NOTHING_READ, QUARANTINED, Model, Published, Region, app, checked_model, fail, stop

if TYPE_CHECKING:
    from ..document import Document
    from ..options import Options

EXIT_CODES = (
    "Exit codes: 0 all well; 1 nothing could be read; 2 bad arguments; "
    "3 done, but some documents were quarantined; 4 the output could not be written."
)


class Format(StrEnum):
    """The output formats."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DUCKDB = "duckdb"


@app.command(epilog=EXIT_CODES)
def extract(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders: .html .txt .jsonl .csv .warc .zip .gz")
    ],
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="OUT", help="A .jsonl, .csv, .parquet or .duckdb file, or - (stdout).")
    ],
    all: Annotated[bool, typer.Option("--all", help="Give peripheral quantities too, marked by their scope.")] = False,
    model: Model = "auto",
    published: Published = None,
    region: Region = None,
    format: Annotated[
        Format | None, typer.Option(help="For -: jsonl or csv. For a file it must agree with the ending.")
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(metavar="FIELD=NAME,...", help="Names of the CSV columns or JSON keys: id=docno,text=body."),
    ] = None,
) -> None:
    """Extract the records of every document under INPUT into OUT."""
    from ..batch import OutputError, Target, run
    from ..batch.display import progress_line, show_summary

    options = _options(all=all, model=model, published=published, region=region)
    names = _columns(columns)
    try:
        target = Target.of(out, format.value if format else None).apart_from(inputs)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="-o") from error
    signal.signal(signal.SIGTERM, stop)
    try:
        with progress_line() as progress:
            summary = run(inputs, target, options, columns=names, progress=progress)
    except OutputError as error:
        fail(str(error), NOT_WRITTEN)
    except BrokenPipeError:
        raise typer.Exit(NOT_WRITTEN) from None
    show_summary(summary, target)
    if not summary.documents:
        fail("nothing could be read; no records were written", NOTHING_READ)
    if summary.quarantined:
        raise typer.Exit(QUARANTINED)


@app.command(epilog=EXIT_CODES)
def trace(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file as extract takes it.")],
    at: Annotated[str, typer.Option(metavar="TEXT", help="The number as it stands in the text, e.g. 15家.")],
    nth: Annotated[int, typer.Option(min=1, help="Which occurrence, when it stands there more than once.")] = 1,
    model: Model = "auto",
    published: Published = None,
    region: Region = None,
) -> None:
    """Explain one number of FILE, hop by hop: text, sentence, mentions, links, record, with rules and their places."""
    from ..trace import TraceError, find
    from ..trace import trace as hops

    options = _options(model=model, published=published, region=region)
    try:
        doc, start = find(_documents(file, options), at, nth)
    except TraceError as error:
        fail(f"{file}: {error}", NOTHING_READ)
    for hop in hops(doc, start, start + len(at), options):
        print(hop.stage, *hop.lines, sep="\n    ")


@app.command(epilog=EXIT_CODES)
def rules(name: Annotated[str | None, typer.Argument(help="The rule to show in full.")] = None) -> None:
    """List all rules, or show one with its place, its pattern or reason, its examples and counter-examples."""
    from ..rulebook import rule_named
    from ..rulebook import rules as all_rules

    if name is None:
        for row in all_rules():
            print(f"{row.name}\t{row.where}\t{row.yes[0]}")
        return
    rule = rule_named(name)
    if rule is None:
        raise typer.BadParameter(f"no rule is called {name!r}; zhengwu rules lists them", param_hint="NAME")
    print(f"{rule.name}\n    where    {rule.where}")
    # A grammar's rule has a pattern, a link's rule has a reason.
    for heading in ("pattern", "reason"):
        if said := getattr(rule, heading, None):
            print(f"    {heading:8} {said}")
    for heading, examples in (("yes", rule.yes), ("no", rule.no)):
        for example in examples:
            print(f"    {heading:8} {example}")


def _options(*, model: str = "auto", **fields: Any) -> Options:
    from ..options import Options

    return Options(model=checked_model(model), **fields)


def _columns(given: str | None) -> dict[str, str]:
    from ..intake.fields import Fields

    pairs = [pair.partition("=") for pair in given.split(",")] if given else []
    for field, _, name in pairs:
        if field not in Fields._fields or not name:
            raise typer.BadParameter(
                f"{field!r}: write FIELD=NAME with FIELD one of {', '.join(Fields._fields)}", param_hint="--columns"
            )
    return {field: name for field, _, name in pairs}


def _documents(file: Path, options: Options) -> Iterator[Document]:
    """Yield the documents of one file; name on standard error what could not be read."""
    from ..document import Document
    from ..intake.readers import read

    for item in read([file], options):
        if isinstance(item, Document):
            yield item
        else:
            typer.echo(f"zhengwu: not read: {item.path}: {item.reason}", err=True)
