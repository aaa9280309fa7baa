"""Figures of benchmarks/results.md where other pages show them: tables of the comparison, the badges of the README.

The tables of features come from systems.tsv. On Chinese pages words are those of chinese.tsv.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
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
# The systems of the two tables of features, beside this engine.
READERS = ("JioNLP", "Recognizers-Text", "Duckling", "cn2an", "dateparser", "quantulum3")
EXTRACTORS = ("CQE", "quinex", "UIE", "HanLP, LTP", "language model")
# The width of a character of a badge, and the room around its words.
WIDTH, ROOM = 6.6, 12


def filled(text: str, chinese: bool = False) -> str:
    """Return a page with its marked tables as results.md and systems.tsv have them now."""
    made = {
        "readers": lambda: _features(READERS),
        "extractors": lambda: _features(EXTRACTORS),
        "records": lambda: section("peer_records"),
        "suites": _suites,
        "speed": lambda: section("peers"),
        "accuracy": _accuracy,
    }
    words = dict(_tsv(HERE / "chinese.tsv")) if chinese else {}
    return MARKED.sub(lambda found: f"{found[1]}{_table(made[found[2]](), words)}\n{found[3]}", text)


def badges() -> dict[str, str]:
    """Return the badges by file name: what pyproject.toml and results.md say, as pictures."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = {
        "licence": ("licence", project["license"]),
        "python": ("python", project["requires-python"].replace(">=", "") + " or newer"),
        "types": ("types", "mypy, strict"),
        "accuracy": ("tuple F1, articles not trained on", _tuple_f1("dev", "rules and tagger")),
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


def _features(systems: Sequence[str]) -> list[list[str]]:
    head, *rows = _tsv(HERE / "systems.tsv")
    shown = [0, 1, *map(head.index, systems)]
    return [[row[column] for column in shown] for row in (head, *rows)]


def _tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


def _suites() -> list[list[str]]:
    rows = {row[0]: row for row in section("suites")}
    lines = [
        [name.partition(",")[0], asks, row[3], row[5], *(row[column] or "–" for column in (8, 9, 10))]
        for name, asks in SUITES.items()
        if (row := rows.get(name))
    ]
    ours = ("zhengwu_extract, relevant cases", "those without what differs by convention")
    return [["suite", "asks for", *ours, "Recognizers-Text", "JioNLP", "others"], *lines]


def _accuracy() -> list[list[str]]:
    """Return the scores on dev; the section's second table, of single fields, has a head of its own."""
    head, *rows = section("accuracy")
    rows = rows[: next(at for at, row in enumerate(rows) if row[1] == head[1])]
    shown = [0, 1, 2, 3, *map(head.index, ("value", "tuple", "strict"))]
    return [[row[column] for column in shown] for row in (head, *rows) if row[0] in ("gold", "dev")]


def _tuple_f1(gold: str, configuration: str) -> str:
    head, *rows = section("accuracy")
    row = next(row for row in rows if row[:2] == [gold, configuration])
    found = re.search(r"\*\*([\d.]+)\*\*", row[head.index("tuple")])
    assert found, row
    return found[1]


def _table(rows: Sequence[Sequence[str]], words: Mapping[str, str]) -> str:
    head, *rest = ([_said(cell, words) for cell in row] for row in rows)
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rest))


def _said(cell: str, words: Mapping[str, str]) -> str:
    """Return a cell in the words of a page.

    >>> _said("unit, of 23", {"unit": "单位"}), _said("0.9", {"unit": "单位"})
    ('单位（共 23）', '0.9')
    """
    counted = re.fullmatch(r"(\w+), of (\d+)", cell)
    if counted and counted[1] in words:
        return f"{words[counted[1]]}（共 {counted[2]}）"
    return words.get(cell, cell)
