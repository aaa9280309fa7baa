"""Run other systems' test suites on our grammars: python benchmarks/suites.py SUITES_DIR [--errors N SUITE [--all]].

Writes the table of right cases to results.md; with --errors it prints failing relevant cases of one suite instead.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from report import table, write_section
from suite_cases import Case, Expected, Kind, SuiteError, read_cases, suite_files
from suite_grammars import find
from suite_scoring import Found, Verdict, judge, read_table, read_units

HERE = Path(__file__).resolve().parent


class Row(NamedTuple):
    """A row of the table: the cases of one kind in one suite, and what other systems reach (all / relevant cases)."""

    suite: str
    kind: Kind
    required: float | None = None
    recognizers: str = ""
    jionlp: str = ""
    others: str = ""


# The figures of the other systems are those of the README that comes with the suites.
ROWS = (
    Row("recognizers_number", "value", 0.97, ".770 / .720", ".464 / .530", "cn2an .622 / .703"),
    Row("recognizers_unit", "value", 0.95, ".648 / .545", ".629 / .692 (currency)"),
    Row("recognizers_datetime", "period", 0.90, ".496 / .560", ".375 / .518", "dateparser .077 / .060"),
    Row("recognizers_datetime", "span"),
    Row("recognizers_datetime", "duration"),
    Row("duckling_numeral", "value", 0.95, ".717 / .786", ".535 / .743", "cn2an .535 / .586"),
    Row("duckling_unit", "value", None, ".473 / .670", ".400 / .700 (money)"),
    Row("duckling_time", "period", None, ".272 / .627", ".204 / .567", "dateparser .065 / .149"),
    Row("duckling_duration", "duration"),
    Row("jionlp_time", "period", 0.90, ".230 / .259", ".954 / .941", "dateparser .081 / .059"),
    Row("jionlp_time", "span"),
    Row("jionlp_time", "duration"),
    Row("jionlp_money", "value", 0.95, ".333 / .297", "1.0"),
)
NOTE = (
    "Share of cases right. A case is right when every expectation has an item of ours that overlaps it with the same "
    "number and unit, or the same first and last day (any of the case's alternatives), and when nothing else is found "
    "where the case says so. Spans are compared apart. Cases that differ by convention, listed below with the reason, "
    "are left out of the share that is required. Other systems: all / relevant cases."
)


class Result(NamedTuple):
    """A case and how it went; `convention` is the reason when it differs by convention only."""

    case: Case
    verdict: Verdict
    convention: str


def main() -> int:
    """Print or write the results; return 1 when a requirement is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="SUITES_DIR")
    parser.add_argument("--errors", nargs=2, metavar=("N", "SUITE"), help="print up to N failing cases of a suite")
    parser.add_argument("--all", action="store_true", help="with --errors: cases that are not relevant or differ too")
    options = parser.parse_args()
    try:
        suites = {name: read_cases(path) for name, path in suite_files(options.folder)}
    except SuiteError as error:
        parser.error(str(error))
    if not suites:
        parser.error(f"{options.folder} holds no suites (*.jsonl)")
    if not options.errors:
        return write(suites)
    count, name = options.errors
    if name not in suites:
        parser.error(f"no suite {name}; there are {', '.join(suites)}")
    print_errors(run(suites[name]), int(count), options.all)
    return 0


def run(cases: Sequence[Case]) -> list[Result]:
    """Return the result of every case."""
    units = read_units(HERE / "suite_units.tsv")
    conventions = dict(read_table(HERE / "conventions.tsv", 2))
    results = []
    for case in cases:
        verdict = judge(case, find(case), units)
        results.append(Result(case, verdict, "" if verdict.right else conventions.get(case.id, "")))
    return results


def print_errors(results: Sequence[Result], count: int, everything: bool) -> None:
    """Print failing cases with what was expected and what was found."""
    failing = [r for r in results if not r.verdict.right and (everything or (r.case.relevant and not r.convention))]
    for case, verdict, convention in failing[:count]:
        print(f"{case.id}  {case.text}  [{case.kind}, read on {case.read_on}]  {verdict.reason}")
        for expected in case.expected:
            print(f"    expected {shown(case, expected)} {' or '.join(map(ends, dict.fromkeys(expected.days)))}")
        for found in find(case):
            print(f"    found    {shown(case, found)} {ends(found.days) if found.days else ''}")
        if convention:
            print(f"    convention: {convention}")
    relevant = [r for r in results if r.case.relevant]
    apart = share(relevant, apart=True)
    print(f"{len(failing)} failing; of the relevant {share(relevant)} are right, {apart} with conventions apart")


def shown(case: Case, item: Expected | Found) -> str:
    """Return the text of an item with its number and unit."""
    return f"{case.text[item.start : item.end]}  {ends(item.bounds) if item.bounds else ''} {item.unit or ''}".rstrip()


def ends(pair: tuple[object, object]) -> str:
    """Return two ends as printed, once where they are equal, nothing for an open one."""
    first, last = ("" if end is None else str(end) for end in pair)
    return first if first == last else f"{first}..{last}"


def write(suites: Mapping[str, Sequence[Case]]) -> int:
    """Write and print the tables; return 1 when a required share is not reached."""
    results = {name: run(cases) for name, cases in suites.items()}
    met, rows = True, []
    for row in ROWS:
        chosen = [r for r in results.get(row.suite, ()) if r.case.kind == row.kind]
        relevant = [r for r in chosen if r.case.relevant]
        if row.required and ratio(relevant, apart=True) < row.required:
            met = False
        rows.append(cells(row, chosen, relevant))
    header = ["suite", "cases, relevant", "ours: all", "relevant", "differ by convention", "relevant without those"]
    header += ["required", "spans too", "Recognizers-Text", "JioNLP", "others"]
    differing = [(r.case.id, r.convention) for rs in results.values() for r in rs if r.case.relevant and r.convention]
    report_stale([r for rs in results.values() for r in rs])
    blocks = [NOTE, table(header, rows), table(["differs by convention", "reason"], differing)]
    write_section("suites", "Test suites of other systems", blocks)
    print(blocks[1])
    return 0 if met else 1


def report_stale(results: Sequence[Result]) -> None:
    """Print the rows of conventions.tsv that are no difference: the case is right, or there is no such case."""
    differing = {r.case.id for r in results if r.convention}
    for name, _ in read_table(HERE / "conventions.tsv", 2):
        if name not in differing:
            print(f"conventions.tsv: {name} is no difference; take the row out", file=sys.stderr)


def cells(row: Row, chosen: Sequence[Result], relevant: Sequence[Result]) -> list[str]:
    """Return the cells of one row."""
    return [
        f"{row.suite}, {row.kind}",
        f"{len(chosen)}, {len(relevant)}",
        share(chosen),
        share(relevant),
        str(sum(bool(r.convention) for r in relevant)),
        share(relevant, apart=True),
        f"≥ {row.required:.2f}" if row.required else "",
        f"{sum(r.verdict.spans for r in relevant) / len(relevant):.3f}" if relevant else "",
        row.recognizers,
        row.jionlp,
        row.others,
    ]


def share(results: Sequence[Result], *, apart: bool = False) -> str:
    """Return the share of right results as printed."""
    return f"{ratio(results, apart=apart):.3f}"


def ratio(results: Sequence[Result], *, apart: bool = False) -> float:
    """Return the share of right results; with `apart` those that differ by convention do not count at all."""
    counted = [r for r in results if not (apart and r.convention)]
    return sum(r.verdict.right for r in counted) / len(counted) if counted else 0.0


if __name__ == "__main__":
    sys.exit(main())
