"""The verbs of the engine: extract, trace, rules."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import NOT_WRITTEN, NOTHING_READ, QUARANTINED, Model, Published, Region, app, checked_model, fail, stop
from .sharding import Fresh, LogJson, Memory, On, Seconds, ShardSize, Workers, run_into_folder

if TYPE_CHECKING:
    from ..batch import Target
    from ..batch.shard import Job
    from ..document import Document
    from ..options import Options

EXIT_CODES = (
    "Exit codes: 0 all well; 1 nothing could be read; 2 bad arguments; "
    "3 done, but some documents were quarantined; 4 the output could not be written; 130 interrupted."
)


Columns = Annotated[
    str | None,
    typer.Option(metavar="FIELD=NAME,...", help="Names of the CSV columns or JSON keys: id=docno,text=body."),
]


class Format(StrEnum):
    """The output formats."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DUCKDB = "duckdb"


@app.command(epilog=EXIT_CODES)
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="Files, folders or addresses (s3://…): .html .txt .jsonl .csv .warc .zip .gz"
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="OUT", help="A .jsonl, .csv, .parquet or .duckdb file, - (stdout), or a folder."
        ),
    ],
    all: Annotated[bool, typer.Option("--all", help="Give peripheral quantities too, marked by their scope.")] = False,
    model: Model = "auto",
    published: Published = None,
    region: Region = None,
    format: Annotated[
        Format | None,
        typer.Option(help="For -: jsonl or csv. For a folder: jsonl or parquet. A file's must agree with its ending."),
    ] = None,
    columns: Columns = None,
    workers: Workers = None,
    fresh: Fresh = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress and no summary.")] = False,
    log_json: LogJson = None,
    on: On = None,
    shard_mb: ShardSize = 2.0,
    seconds: Seconds = 60.0,
    memory: Memory = 2000,
) -> None:
    """Extract the records of every document under INPUT into OUT.

    Into a folder the work is done in shards by several processes. Ended at any moment, however, the same command goes
    on from where it was; the output is the same, byte for byte, as if it had not been. See zhengwu collect.
    """
    from ..batch import Target

    options = options_of(all=all, model=model, published=published, region=region)
    names = column_names(columns)
    if Target.is_folder(out):
        job = _job(inputs, out, options, names, format, shard_mb, seconds, memory)
        run_into_folder(job, workers, on, log_json, fresh=fresh, quiet=quiet)
        return
    if workers or fresh or on or log_json:
        raise typer.BadParameter(
            "--workers, --fresh, --on and --log-json need a folder: -o out/, and then zhengwu collect out/ -o " + out
        )
    try:
        target = Target.of(out, format.value if format else None).apart_from(map(Path, inputs))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="-o") from error
    _into_file(inputs, target, options, names, quiet=quiet)


def _into_file(inputs: list[str], target: Target, options: Options, names: dict[str, str], *, quiet: bool) -> None:
    from ..batch import OutputError, run
    from ..batch.display import progress_line, show_summary

    signal.signal(signal.SIGTERM, stop)
    try:
        with progress_line(quiet=quiet) as progress:
            summary = run(inputs, target, options, columns=names, progress=progress)
    except OutputError as error:
        fail(str(error), NOT_WRITTEN)
    except BrokenPipeError:
        raise typer.Exit(NOT_WRITTEN) from None
    if not quiet:
        show_summary(summary, target)
    if not summary.documents:
        fail("nothing could be read; no records were written", NOTHING_READ)
    if summary.quarantined:
        raise typer.Exit(QUARANTINED)


@app.command(epilog=EXIT_CODES)
def collect(
    run: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder of a finished extraction.")],
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT", help="A .jsonl, .csv, .parquet or .duckdb file.")],
) -> None:
    """Make one table of the shards in FOLDER; of documents with one id the first is kept."""
    from ..batch import Target
    from ..batch.collect import collect as collected
    from ..batch.display import show_summary
    from ..batch.folder import RunError

    try:
        target = Target.of(out).apart_from([Path(run)])
        summary = collected(run, target)
    except RunError as error:
        fail(str(error), NOTHING_READ)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="-o") from error
    except OSError as error:
        fail(str(error), NOT_WRITTEN)
    show_summary(summary, target)


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

    options = options_of(model=model, published=published, region=region)
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


def _job(
    inputs: list[str],
    out: str,
    options: Options,
    columns: dict[str, str],
    format: Format | None,
    shard_mb: float,
    seconds: float,
    memory: int,
) -> Job:
    """Return what a sharded run is to do; a folder takes no CSV and no database, and no standard input."""
    from ..batch.shard import Job

    if format not in (None, Format.JSONL, Format.PARQUET):
        raise typer.BadParameter(f"a folder takes jsonl or parquet; zhengwu collect makes {format.value} of it")
    if "-" in inputs:
        raise typer.BadParameter("standard input cannot be read in shards; name a file or folder", param_hint="INPUT")
    return Job(
        inputs=tuple(inputs),
        out=out,
        options=options,
        format="parquet" if format is Format.PARQUET else "jsonl",
        columns=tuple(sorted(columns.items())),
        shard_bytes=max(1, round(shard_mb * 1_000_000)),
        seconds=seconds,
        memory=memory,
    )


def options_of(*, model: str = "auto", **fields: Any) -> Options:
    """Return the options that a verb was given."""
    from ..options import Options

    return Options(model=checked_model(model), **fields)


def column_names(given: str | None) -> dict[str, str]:
    """Return what --columns says: the name that holds each field.

    >>> column_names("id=docno,text=body")
    {'id': 'docno', 'text': 'body'}
    """
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
