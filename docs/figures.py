"""Figures of benchmarks/results.md where other pages show them: tables of docs/compare.md, the badges of the README."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results.md"
MARKED = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.S)
# The suites that the comparison shows, with what each asks for.
SUITES = {
    "recognizers_number, value": "numbers",
    "recognizers_unit, value": "numbers with units",
    "recognizers_datetime, period": "periods",
    "duckling_numeral, value": "numerals",
    "duckling_unit, value": "numbers with units",
    "duckling_time, period": "periods",
    "jionlp_time, period": "periods",
    "jionlp_money, value": "amounts of money",
}
# The width of a character of a badge, and the room around its words.
WIDTH, ROOM = 6.6, 12


def filled(text: str) -> str:
    """Return a page with its marked tables as results.md has their figures now."""
    made = {"suites": _suites, "speed": _speed, "accuracy": _accuracy}
    return MARKED.sub(lambda found: f"{found[1]}{made[found[2]]()}\n{found[3]}", text)


def badges() -> dict[str, str]:
    """Return the badges by file name: what pyproject.toml and results.md say, as pictures."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = {
        "licence": ("licence", project["license"]),
        "python": ("python", project["requires-python"].replace(">=", "") + " or newer"),
        "types": ("types", "mypy, strict"),
        "accuracy": ("tuple F1, articles held out", _tuple_f1("dev", "rules and tagger")),
    }
    return {f"{name}.svg": badge(*words) for name, words in said.items()}


def badge(left: str, right: str) -> str:
    """Return a badge: a word and what is said of it.

    >>> badge("licence", "Apache-2.0").count("<text")
    2
    """
    first, second = (round(WIDTH * len(words) + ROOM) for words in (left, right))
    whole = first + second
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{left}: {right}">'
        f"<title>{left}: {right}</title>"
        f'<rect width="{whole}" height="20" rx="3" fill="#4a5261"/>'
        f'<path d="M{first} 0h{second - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{first}z" fill="#1f5fbf"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{first / 2:g}" y="14">{left}</text>'
        f'<text x="{first + second / 2:g}" y="14">{right}</text></g></svg>\n'
    )


def section(name: str) -> list[list[str]]:
    """Return the rows of all tables of a section of results.md, cell by cell."""
    text = RESULTS.read_text("utf-8").split(f"<!-- begin: {name} -->")[1].split(f"<!-- end: {name} -->")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in lines]
    return [[cell.strip() for cell in row] for row in rows if not row[0].startswith("---")]


def _suites() -> str:
    rows = {row[0]: row for row in section("suites")}
    lines = [
        (name.partition(",")[0], asks, row[3], row[5], *(row[column] or "–" for column in (8, 9, 10)))
        for name, asks in SUITES.items()
        if (row := rows.get(name))
    ]
    ours = ("zhengwu_extract, relevant cases", "those without what differs by convention")
    head = ("suite", "asks for", *ours, "Recognizers-Text", "JioNLP", "others")
    return _table(head, lines)


def _speed() -> str:
    head, *rows = section("peers")
    return _table(head, rows)


def _accuracy() -> str:
    head, *rows = section("accuracy")
    shown = [0, 1, 2, 3, head.index("value"), head.index("tuple"), head.index("strict")]
    kept = [[row[column] for column in shown] for row in rows if row[0] == "dev" and len(row) == len(head)]
    return _table([head[column] for column in shown], kept)


def _tuple_f1(gold: str, configuration: str) -> str:
    head, *rows = section("accuracy")
    row = next(row for row in rows if row[:2] == [gold, configuration])
    found = re.search(r"\*\*([\d.]+)\*\*", row[head.index("tuple")])
    assert found, row
    return found[1]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
