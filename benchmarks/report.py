"""Sections of results.md: each script replaces its own, so that the file never holds two answers to one question."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.md"
HEAD = "# Results\n\nWritten by the scripts beside this file, section by section; README.md says how to run them.\n"


def write_section(name: str, title: str, blocks: Sequence[str], path: Path = RESULTS) -> None:
    """Replace the section called `name` of the file at `path`, or append it; blocks are separated by empty lines."""
    old = path.read_text("utf-8") if path.exists() else HEAD
    body = "\n\n".join([f"## {title}", environment(), *blocks])
    path.write_text(replaced(old, name, body), "utf-8")


def replaced(text: str, name: str, body: str) -> str:
    """Return `text` with the marked section `name` holding `body`; a section that is not there is appended."""
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    section = f"{begin}\n{body.strip()}\n{end}"
    found = re.search(f"{re.escape(begin)}.*?{re.escape(end)}", text, re.DOTALL)
    if found:
        return text[: found.start()] + section + text[found.end() :]
    return f"{text.rstrip()}\n\n{section}\n"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; columns after the first are aligned to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def environment() -> str:
    """Return when, from which commit and on what the figures were measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{date.today().isoformat()} · {commit()} · {os.cpu_count()} CPUs · {python} · {platform.system()}"


def commit() -> str:
    """Return the commit of the working tree, and whether the package stands changed since."""
    head = _git("rev-parse", "--short", "--verify", "HEAD")
    if not head:
        return "no commit"
    return f"commit {head}" + (" and changes not committed" if _git("status", "--porcelain", "--", "src") else "")


def _git(*arguments: str) -> str:
    # Without the optional locks a git command that only reads cannot get in the way of one that writes.
    command = ["git", "--no-optional-locks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
