"""The documentation keeps its promises: it builds, what is generated is current, and every block of code runs.

A page's blocks run in order, in one folder and one namespace: `sh` by bash, `python` as a doctest, or as it is when it
has no prompt. A block under a comment ``<!-- not run: why -->`` is left out; of its zhengwu commands the arguments are
parsed.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
import typer.main

import zhengwu_extract
from zhengwu_extract.cli import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MADE = {"commands.md", "record.md", "rules.md"}
CHINESE = sorted((DOCS / "zh").glob("*.md"))
ENGLISH = sorted(path for path in DOCS.glob("*.md") if path.name not in MADE)
PAGES = [*ENGLISH, *CHINESE]
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>sh|python)\n(?P<code>.*?)^(?P=indent)```$", re.M | re.S)
NOT_RUN = re.compile(r"<!-- not run: (.+) -->\s*$")
SOURCE = Path(zhengwu_extract.__file__).parent.parent
# Packages that a page is about, beyond what the engine needs.
NEEDS = {
    "python.md": ("pandas", "polars", "spacy", "torch", "transformers"),
    "evaluation.md": ("jinja2",),
    "train.md": ("torch", "transformers"),
}


class Block(NamedTuple):
    """A block of code: its kind, its code, and why it is not run."""

    kind: str
    code: str
    not_run: str | None


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for match in BLOCK.finditer(text):
        reason = NOT_RUN.search(text[: match.start()])
        yield Block(match["kind"], dedent(match["code"]), reason[1] if reason else None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the commands of a page can be run as a reader would, with what a clone has."""
    (tmp_path / "bin").mkdir()
    for name, module in (("zhengwu", "-m zhengwu_extract "), ("python", "")):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n', "utf-8")
        script.chmod(0o755)
    for name in ("corpus", "annotations"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "dump").mkdir()
    for path in sorted((ROOT / "corpus").glob("*.txt"))[:3]:
        shutil.copy(path, tmp_path / "dump")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save_what_the_reader_saves(page: Path) -> None:
    """Write the text blocks that a page asks its reader to save."""
    for name, text in re.findall(
        r"(?:[Ss]ave (?:this|an article) as |存为 )`([\w.]+)`[:：]\n\n```text\n(.*?)```", page.read_text("utf-8"), re.S
    ):
        Path(name).write_text(text, "utf-8")


def stand_in_for_the_tool(code: str) -> None:
    """Make what an annotation tool exports of what it imported, for a block that reads it."""
    if "project.json" in code and not Path("project.json").exists():
        tasks = json.loads(Path("import.json").read_text("utf-8"))
        for task in tasks:
            task["annotations"] = task.pop("predictions")
        Path("project.json").write_text(json.dumps(tasks), "utf-8")
    if "all.jsonl" in code and not Path("all.jsonl").exists():
        shutil.copy("draft.jsonl", "all.jsonl")


def run_python(code: str, page: Path, names: dict[str, object]) -> None:
    if ">>>" not in code:
        exec(compile(code, page.name, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), 0)
    told: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append, clear_globs=False).failed
    assert not failed, "".join(told)
    names.update(test.globs)


def run_shell(code: str) -> None:
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"


def check_arguments(code: str) -> None:
    """Parse the zhengwu commands of a block; an option that is gone, or a missing argument, fails."""
    command = typer.main.get_command(app)
    for line in code.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["zhengwu"]:
            verb = command.commands[words[1]]  # type: ignore[attr-defined]
            verb.make_context(words[1], words[2:])


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).with_suffix("").as_posix())
def test_every_block_of_code_runs(page: Path, folder: Path) -> None:
    for package in NEEDS.get(page.name, ()):
        pytest.importorskip(package, reason=f"{package} is not installed")
    save_what_the_reader_saves(page)
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.not_run:
            check_arguments(block.code)
        elif block.kind == "sh":
            stand_in_for_the_tool(block.code)
            run_shell(block.code)
        else:
            run_python(block.code, page, names)


def test_no_block_is_overlooked() -> None:
    fences = {page: len(re.findall(r"^ *```(?:sh|python)\b", page.read_text("utf-8"), re.M)) for page in PAGES}
    assert fences == {page: len(list(blocks(page))) for page in PAGES}
    odd = {kind for page in PAGES for kind in re.findall(r"^ *```(\w+)", page.read_text("utf-8"), re.M)}
    assert odd <= {"sh", "python", "text", "json"}


# A page may hold its Chinese itself, and then links it under its title.
HOLDS_BOTH = "· [简体中文](#"


def without_comments(code: str) -> str:
    return re.sub(r"(?:^|[ \t]+)# .*$", "", code, flags=re.M)


def test_comments_are_told_from_code() -> None:
    assert without_comments('print("a#1")  # a#1\n# x\ny = 1') == 'print("a#1")\n\ny = 1'


def test_each_page_has_its_chinese_and_no_chinese_page_is_alone() -> None:
    expected = [page.name for page in ENGLISH if HOLDS_BOTH not in page.read_text("utf-8")]
    assert [page.name for page in CHINESE] == expected


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_chinese_page_says_what_its_english_one_says(page: Path) -> None:
    """The code is the same but for comments, the tables and lists are as long, and each page links the other."""
    chinese, english = page.read_text("utf-8"), (DOCS / page.name).read_text("utf-8")
    ours, theirs = list(blocks(page)), list(blocks(DOCS / page.name))
    assert [block._replace(code=without_comments(block.code)) for block in ours] == [
        block._replace(code=without_comments(block.code)) for block in theirs
    ]
    for shape in (r"^ *```", r"^\|", r"^##+ ", r"^(?:-|\d\.) ", r"^!\["):
        assert len(re.findall(shape, chinese, re.M)) == len(re.findall(shape, english, re.M)), shape
    assert f"\n\n[简体中文](zh/{page.name})\n" in english
    assert f"\n\n[English](../{page.name})\n" in chinese


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_chinese_paragraph_is_one_line(page: Path) -> None:
    """A line end between two characters would be shown as a blank."""
    prose = re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]\n *[\u4e00-\u9fff]", prose) == []


def test_what_is_made_of_the_code_is_current() -> None:
    done = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    pytest.importorskip("material", reason="mkdocs-material is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    assert "WARNING -" not in done.stderr
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert {"index.html", "tutorial/index.html", "rules/index.html", "annotations/guideline/index.html"} <= pages
    assert {f"zh/{'' if path.stem == 'index' else path.stem + '/'}index.html" for path in CHINESE} <= pages
    assert "全市改造老旧小区" in (tmp_path / "site/index.html").read_text("utf-8")
    assert (tmp_path / "site/record.schema.json").is_file()
    assert not (tmp_path / "site/generate.py").exists()


def test_every_page_is_in_the_navigation() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").split("\nnav:")[1]
    assert [p.name for p in DOCS.rglob("*.md") if p.relative_to(DOCS).as_posix() not in nav] == []


def test_badges_and_tables_say_what_results_say() -> None:
    results = (ROOT / "benchmarks" / "results.md").read_text("utf-8")
    dev = next(line for line in results.splitlines() if line.startswith("| dev | rules and tagger |"))
    pages = [(DOCS / name).read_text("utf-8") for name in ("compare.md", "zh/compare.md")]
    for path in sorted((DOCS / "pictures" / "badges").glob("*.svg")):
        picture = ElementTree.parse(path).getroot()
        left, right = (each.text for each in picture.iter("{http://www.w3.org/2000/svg}text"))
        assert picture.get("aria-label") == f"{left}: {right}"
        if path.stem == "accuracy":
            assert f"**{right}**" in dev
            assert all(f"**{right}**" in page for page in pages)
    for page in pages:
        assert page.count("<!-- made: ") == page.count("<!-- end -->") == 6
        made = re.findall(r"<!-- made: \w+ -->\n(.*?)\n<!-- end -->", page, re.S)
        # One head a table, and every row as wide as it: a second table of a section must not run into the first.
        for widths in ([line.count(" | ") for line in table.splitlines()] for table in made):
            assert len(set(widths)) == 1
        accuracy = made[-1].splitlines()
        assert len(accuracy) == 4
        assert all("[" in line for line in accuracy[2:])


def test_every_word_of_a_made_table_has_its_chinese() -> None:
    """On a Chinese page an English cell is a name, a figure, a version, or a suite."""
    made = re.findall(r"<!-- made: \w+ -->\n(.*?)\n<!-- end -->", (DOCS / "zh" / "compare.md").read_text("utf-8"), re.S)
    cells = {cell.strip() for table in made for cell in table.split("|")}
    english = {cell for cell in cells if re.fullmatch(r"[a-z][a-z, ]+", cell)}
    assert english <= {"cn2an", "dateparser", "dev", "jieba.lcut", "quinex", "tuple", "strict", "value"}
