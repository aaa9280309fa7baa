"""Long runs that meet bad documents, full disks and a sudden end."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from decimal import InvalidOperation
from pathlib import Path

import pytest

from zhengwu_extract.batch import FORMATS, Format, Summary, Target, run
from zhengwu_extract.document import Document
from zhengwu_extract.pipeline import Pipeline
from zhengwu_extract.record import Record

TEXT = "今年全市建成15家便民市场。"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "转储"
    folder.mkdir()
    for number in range(5):
        (folder / f"第{number}篇.txt").write_text(TEXT, "utf-8")
    return folder


def zhengwu(*arguments: str, limit: int | None = None, script: str = "", stdout: int | None = None) -> tuple[int, str]:
    """Run the command line in a process of its own; return exit code and standard error."""

    def limit_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nfrom zhengwu_extract.cli import main\nmain()", *arguments],
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE,
        preexec_fn=limit_files,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def test_summary_counts_and_progress_is_told_each_document(dump: Path, tmp_path: Path) -> None:
    told: list[Summary] = []
    summary = run([dump], Target.of(str(tmp_path / "out.jsonl")), progress=told.append)
    assert [(t.documents, t.records) for t in told] == [(n, n) for n in range(1, 6)]
    assert summary[:3] == (5, 5, 0)
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 5


def test_a_document_that_raises_is_quarantined_by_its_id(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Pipeline.records

    def fail_on_third(self: Pipeline, doc: Document) -> list[Record]:
        if doc.path and "第3篇" in doc.path:
            raise InvalidOperation("0/0")
        return sound(self, doc)

    monkeypatch.setattr(Pipeline, "records", fail_on_third)
    summary = run([dump], Target.of(str(tmp_path / "out.jsonl")))
    assert summary[:3] == (4, 4, 1)
    entry = json.loads((tmp_path / "out.quarantine.jsonl").read_text("utf-8"))
    assert (Path(entry["path"]).name, entry["reason"]) == ("第3篇.txt", "InvalidOperation: 0/0")
    assert entry["doc_id"]


def test_a_fault_of_the_program_stops_the_run(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(self: Pipeline, doc: Document) -> list[Record]:
        raise AttributeError("no such thing")

    monkeypatch.setattr(Pipeline, "records", faulty)
    with pytest.raises(AttributeError):
        run([dump], Target.of(str(tmp_path / "out.jsonl")))
    assert [path.name for path in tmp_path.iterdir()] == ["转储"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_killed_process_leaves_no_output(dump: Path, tmp_path: Path, format: Format) -> None:
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom zhengwu_extract.batch import Target, run\n"
        "kill = lambda summary: summary.documents == 3 and os.kill(os.getpid(), signal.SIGKILL)\n"
        "run([Path(sys.argv[1])], Target.of(sys.argv[2]), progress=kill)"
    )
    target = tmp_path / f"out.{format}"
    done = subprocess.run([sys.executable, "-c", script, str(dump), str(target)], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    left = {path.name for path in tmp_path.iterdir()} - {"转储"}
    assert left
    assert all(".partial" in name for name in left)
    assert run([dump], Target.of(str(target))).documents == 5
    assert target.exists()


def test_a_terminated_process_removes_its_temporary_files(dump: Path, tmp_path: Path) -> None:
    script = (
        "import os, signal\nfrom zhengwu_extract.pipeline import Pipeline\n"
        "Pipeline.records = lambda self, doc: os.kill(os.getpid(), signal.SIGTERM) or []"
    )
    code, _ = zhengwu("extract", str(dump), "-o", str(tmp_path / "out.csv"), script=script)
    assert code == 128 + signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["转储"]


@pytest.mark.parametrize("when", ["at the end", "on the way"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_has_a_message_an_exit_code_and_no_left_overs(
    dump: Path, tmp_path: Path, format: Format, when: str
) -> None:
    target = tmp_path / f"out.{format}"
    script = "import zhengwu_extract.batch.writers as w; w.BATCH = 2" if when == "on the way" else ""
    code, message = zhengwu("extract", str(dump), "-o", str(target), limit=100, script=script)
    assert code == 4
    assert f"{target} could not be written: " in message
    assert "Traceback" not in message
    assert "Exception ignored" not in message
    assert [path.name for path in tmp_path.iterdir()] == ["转储"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_standard_output(dump: Path) -> None:
    with open("/dev/full", "wb") as full:
        code, message = zhengwu("extract", str(dump), "-o", "-", stdout=full.fileno())
    assert code == 4
    assert message == "zhengwu: standard output could not be written: No space left on device\n"


def test_a_reader_that_has_had_enough_is_no_traceback(dump: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    code, message = zhengwu("extract", str(dump), "-o", "-", stdout=write_end)
    os.close(write_end)
    assert (code, message) == (4, "")
