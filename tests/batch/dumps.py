"""Dumps to extract from, the command line as a process, and what stands in an output folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

# Run as a script, so that worker processes import it too: a stage that misbehaves for some documents comes first.
PATCHED = """
import os, signal, sys, time
from dataclasses import replace
import zhengwu_extract.batch.worker as worker
import zhengwu_extract.pipeline as pipeline

def misbehave(doc):
    if "卡住" in doc.text:
        while True:
            time.sleep(0.01)
    if "不听" in doc.text:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        time.sleep(600)
    if "出错" in doc.text:
        raise RuntimeError("no such thing")
    if "吃内存" in doc.text:
        doc = [b"x" * 1_000_000_000 for _ in range(20)]
    if "写不出" in doc.text:
        import zhengwu_extract.batch.made as made
        made.digest = None
    if "崩溃" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

pipeline.STAGES = (misbehave, *pipeline.STAGES)
pipeline.Pipeline.__init__.__globals__["STAGES"] = pipeline.STAGES
worker.GRACE = 1.0
if __name__ == "__main__":
    from zhengwu_extract.cli import main
    main()
"""


def jsonl_dump(path: Path, documents: int, marks: dict[int, str] | None = None) -> Path:
    """Write a dump of so many short documents; `marks` adds words to some of them."""
    lines = (
        {"id": f"d{number}", "published": "2022-08-11", "text": text_of(number) + (marks or {}).get(number, "")}
        for number in range(documents)
    )
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def text_of(number: int) -> str:
    return f"今年全市新建便民市场{number + 2}家，其中{number % 7 + 1}家已竣工。截至7月底，完成投资{number + 3}亿元。"


def command(*arguments: object, script: Path | None = None) -> list[str]:
    """Return the command line of an extraction; `script` runs in the place of the package."""
    run = [str(script)] if script else ["-m", "zhengwu_extract"]
    return [sys.executable, *run, "extract", "--model", "none", *map(str, arguments)]


def zhengwu(*arguments: object, script: Path | None = None) -> tuple[int, str]:
    """Run an extraction to its end; return exit code and standard error."""
    done = subprocess.run(command(*arguments, script=script), capture_output=True, timeout=120, check=False)
    return done.returncode, done.stderr.decode()


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder, those that name this machine's paths left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def quarantined(folder: Path) -> dict[str, str]:
    """Return the reasons of a folder's quarantine, by file and line."""
    rows = [json.loads(line) for path in sorted(folder.glob("quarantine-*")) for line in path.open(encoding="utf-8")]
    return {f"{Path(row['path']).name}:{row['line'] or 1}": row["reason"] for row in rows}
