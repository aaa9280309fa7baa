"""The rules of the house: who may import whom, how long things may be, what every rule and table row must have."""

from __future__ import annotations

import ast
import re
from collections import namedtuple
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest

import zhengwu_extract
from zhengwu_extract.lexicon import table
from zhengwu_extract.rulebook import RuleRow, rules

SOURCE = Path(zhengwu_extract.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
TABLES = sorted(SOURCE.rglob("*.tsv"))
# A room, or a file beside the rooms, and the others it may import. A stage knows types, words and its own room.
MAY_IMPORT = {
    "document": set(),
    "options": set(),
    "lexicon": set(),
    "record": {"document"},
    "markup": {"document"},
    "table": {"record"},
    "intake": {"document", "lexicon", "options"},
    "grammar": {"document", "lexicon"},
    "link": {"document", "lexicon"},
    # The tagger reads the linker's pieces and candidates, and puts its links in the place of some of the linker's.
    "tagger": {"document", "lexicon", "link", "record"},
    "normalise": {"document", "lexicon", "record"},
    "pipeline": {"document", "options", "record", "intake", "grammar", "link", "tagger", "normalise"},
    "rulebook": {"grammar", "link"},
    "spacy_component": {"document", "normalise", "options", "pipeline", "record"},
    # The doctor asks the linker who cuts words, and the tagger what it is.
    "doctor": {"__init__", "document", "link", "options", "pipeline", "record", "tagger"},
    "trace": {"document", "markup", "options", "record", "normalise", "pipeline", "rulebook"},
    # A run's folder names the versions of engine, lexicon and tagger that it was made with.
    "batch": {"__init__", "document", "lexicon", "options", "record", "table", "tagger", "intake", "pipeline"},
    "workbench": {
        "__init__",
        "document",
        "markup",
        "options",
        "record",
        "lexicon",
        "intake",
        "pipeline",
        "rulebook",
        "table",
        "batch",
        # The report asks the rules why a number was refused.
        "grammar",
        "link",
        "tagger",
        # Panel and audit read names of places and indicators, and the rounding of figures, as the records do.
        "normalise",
    },
    "cli": {"__init__", "document", "options", "intake", "batch", "doctor", "trace", "rulebook", "tagger", "workbench"},
    "__main__": {"cli"},
    "__init__": {"document", "options", "pipeline", "record", "table"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms of this package that a file imports, at any depth of its code."""
    depth = len(path.relative_to(SOURCE).parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {node.module.split(".")[0]} if node.module else {_home(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhengwu_extract"):
            found.add(((node.module or "") + ".__init__").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {"__init__" for alias in node.names if alias.name.startswith("zhengwu_extract")}
    return found - {room_of(path)}


def _home(name: str) -> str:
    return name if (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").is_file() else "__init__"


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and length in lines of each function of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    assert imported_rooms(path) <= MAY_IMPORT[room_of(path)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert {name: length for name, length in functions(path) if length > 60} == {}


def test_most_files_and_functions_are_very_short() -> None:
    assert median(len(path.read_text("utf-8").splitlines()) for path in FILES) <= 130
    assert median(length for path in FILES for _, length in functions(path)) <= 12


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_names_say_what_is_inside(path: Path) -> None:
    assert path.stem not in VAGUE
    assert path.parent.name not in VAGUE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_and_public_function_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    bare = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_" and not ast.get_docstring(node)
    ]
    assert bare == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_has_examples_of_both_kinds_and_a_place(rule: RuleRow) -> None:
    assert rule.yes
    assert rule.no
    file, line = rule.where.split(":")
    (path,) = [path for path in FILES if path.name == file and rule.name in path.read_text("utf-8")]
    assert 0 < int(line) <= len(path.read_text("utf-8").splitlines())


def test_a_name_means_one_rule() -> None:
    names = [rule.name for rule in rules()]
    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if re.search("^RULES", path.read_text("utf-8"), re.M)], ids=name_of
)
def test_the_rulebook_knows_every_list_of_rules(path: Path) -> None:
    module = ".".join(("zhengwu_extract", *path.relative_to(SOURCE).with_suffix("").parts))
    known = {id(rule) for rule in rules()}
    assert [rule.name for rule in import_module(module).RULES if id(rule) not in known] == []


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_every_row_of_a_table_loads_and_stands_once(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = table(path.stem, namedtuple("Row", lines[0].split("\t")))
    assert len(rows) == len(lines) - 1
    assert [line for line in set(lines) if lines.count(line) > 1] == []
    assert [line for line in lines if line.strip("\t ") != line.strip("\t")] == []
