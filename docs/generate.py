"""Write the pages that follow from the code: python docs/generate.py [--check].

The record from its pydantic model (with the words of the README's table of fields), the rules from their rows, the
commands from the command line itself, the figures of the comparison and the badges from benchmarks/results.md.
`--check` writes nothing and fails when what stands there is not what they say.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from figures import badges, filled

from zhengwu_extract import Record
from zhengwu_extract.rulebook import RULE_MODULES, RuleRow
from zhengwu_extract.table import DUCKDB_TYPES, columns

HERE = Path(__file__).parent
MADE = "<!-- Written by docs/generate.py; do not edit. -->\n\n"
# What each list of rules decides.
ROOMS = {
    "grammar.date": "Dates and periods",
    "grammar.quantity": "Quantities, and numbers that are none",
    "grammar.numeral_range": "Ranges",
    "grammar.region_rule": "Places",
    "link.rules": "What a quantity is about",
}


def main() -> int:
    """Write, or check; return 1 when a page is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page would change")
    check = parser.parse_args().check
    stale = {path: text for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        if check:
            print(f"docs/{path.name} is not what the code says; run python docs/generate.py")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"docs/{path.name} written")
    return int(check and bool(stale))


def pages() -> dict[Path, str]:
    """Return the text of every page that is made."""
    return {
        HERE / "record.md": MADE + "\n".join(record_lines()) + "\n",
        HERE / "record.schema.json": json.dumps(Record.model_json_schema(), ensure_ascii=False, indent=1) + "\n",
        HERE / "rules.md": MADE + "\n".join(rules_lines()) + "\n",
        HERE / "commands.md": MADE + commands_text(),
        HERE / "compare.md": filled((HERE / "compare.md").read_text("utf-8")),
        HERE / "zh" / "compare.md": filled((HERE / "zh" / "compare.md").read_text("utf-8"), chinese=True),
        **{HERE / "pictures" / "badges" / name: picture for name, picture in badges().items()},
    }


# --- the record


def record_lines() -> Iterator[str]:
    """Yield the page of the record: its fields, and those of each of its parts."""
    schema = Record.model_json_schema()
    words, chinese = _readme_words("## Fields"), _readme_words("## 字段")
    yield from (
        "# The record",
        "",
        "One record is one quantity. As JSON it is nested as here; in CSV, Parquet, DuckDB and data frames it is flat, "
        "and a part's fields have its name before them (`value_text`). For programs: "
        "[JSON Schema](record.schema.json).",
        "",
        "| field | content | meaning | 含义 |",
        "| --- | --- | --- | --- |",
    )
    for name, field in schema["properties"].items():
        yield f"| `{name}` | {_content(field)} | {words[name]} | {chinese[name]} |"
    for part, found in schema["$defs"].items():
        yield from _part_lines(part, found, schema)


def _part_lines(part: str, found: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    owners = [name for name, field in schema["properties"].items() if part in _content(field)]
    kinds = {column.name: DUCKDB_TYPES.get(column.kind, "VARCHAR") for column in columns()}
    yield from ("", f"## {part}", "", found["description"], "", f"In {_listed(owners)}.", "")
    yield from ("| field | content | flat columns |", "| --- | --- | --- |")
    for name, field in found["properties"].items():
        flat = [f"`{owner}_{name}` {kinds[f'{owner}_{name}']}" for owner in owners]
        yield f"| `{name}` | {_content(field)} | {', '.join(flat)} |"


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _content(field: dict[str, Any]) -> str:
    """Return what a field holds, in words."""
    if "anyOf" in field:
        return " or ".join(_content(each) for each in field["anyOf"])
    if "$ref" in field:
        part = field["$ref"].rpartition("/")[2]
        return f"[{part}](#{part.lower()})"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        members = field.get("prefixItems")
        return f"({', '.join(map(_content, members))})" if members else f"list of {_content(field['items'])}"
    if field.get("type") == "object":
        return "object of strings"
    return str(field.get("format") or field["type"])


def _readme_words(heading: str) -> dict[str, str]:
    """Return what the README's table of fields under a heading says of each."""
    words = {}
    table = (HERE.parent / "README.md").read_text("utf-8").split(heading)[1].split("\n## ")[0]
    for names, said in re.findall(r"^\| (`[^|]*`) \|[^|]*\| ([^|]+) \|$", table, re.M):
        words.update(dict.fromkeys(re.findall(r"`(\w+)`", names), said))
    return words


# --- the rules


def rules_lines() -> Iterator[str]:
    """Yield the page of the rules, in the order in which they are tried."""
    yield from (
        "# The rules",
        "",
        "Every verdict names its rule: in `origin` of a record, in `zhengwu trace`. They are tried in this order. "
        "Under yes stand texts in which a rule applies, with what it reads in braces and what it makes of it behind "
        "the bar; under no, texts or marked quantities that it leaves alone. Each example is a test. "
        "`zhengwu rules NAME` shows a rule's pattern too.",
    )
    for module in RULE_MODULES:
        rules: tuple[RuleRow, ...] = import_module(f"zhengwu_extract.{module}").RULES
        yield from ("", f"## {ROOMS[module]}", "")
        for rule in rules:
            yield from _rule_lines(rule)


def _rule_lines(rule: RuleRow) -> Iterator[str]:
    reason = getattr(rule, "reason", "")
    yield from (
        f"### {rule.name}",
        "",
        f"{rule.where.partition(':')[0]}{': ' if reason else ''}{reason}",
        "",
        "```text",
    )
    yield from (f"yes  {_line(example)}" for example in rule.yes)
    yield from (f"no   {_line(example)}" for example in rule.no)
    yield from ("```", "")


def _line(example: str) -> str:
    return example.replace("\n", "⏎")


# --- the commands


def commands_text() -> str:
    """Return the page of the command line as typer writes it."""
    command = [sys.executable, "-m", "typer", "zhengwu_extract.cli", "utils", "docs", "--name", "zhengwu"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
