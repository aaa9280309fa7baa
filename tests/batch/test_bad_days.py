"""What can happen to a long run, and what must have become of it in the end."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from dumps import PATCHED, command, content, jsonl_dump, quarantined, zhengwu

from zhengwu_extract.batch.shard import Job, shards
from zhengwu_extract.batch.sharded import on_this_machine, run_sharded
from zhengwu_extract.batch.work import work
from zhengwu_extract.intake.cut import Cut
from zhengwu_extract.intake.quarantine import Quarantined
from zhengwu_extract.options import Options

RULES = Options(model="none")
KILLS = 50
# What planning the shards of a folder takes in memory.
MEASURED = """
import sys, tracemalloc
from zhengwu_extract import Options
from zhengwu_extract.batch.shard import Job, census, shards
job = Job(inputs=(sys.argv[1],), out=sys.argv[2], options=Options(model="none"))
tracemalloc.start()
print(census(job.inputs).files, sum(len(shard.parts) for shard in shards(job)), tracemalloc.get_traced_memory()[1])
"""


@pytest.fixture
def patched(tmp_path: Path) -> Path:
    """Return the path of a script that is the command line with a stage that misbehaves."""
    path = tmp_path / "patched.py"
    path.write_text(PATCHED, "utf-8")
    return path


@pytest.mark.slow
def test_killed_fifty_times_a_run_gives_what_an_undisturbed_one_gives(tmp_path: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 1500)
    options = ("--shard-mb", 0.004, "--workers", 2, "--quiet")
    assert zhengwu(dump, "-o", tmp_path / "whole", *options)[0] == 0
    random_ = random.Random(1)
    kills = 0
    while kills < KILLS:
        run = subprocess.Popen(command(dump, "-o", tmp_path / "out", *options), stderr=subprocess.DEVNULL)
        while run.poll() is None and kills < KILLS:
            time.sleep(random_.uniform(0.1, 0.9))
            workers = children(run.pid)
            victim = random_.choice([run.pid, *workers, *workers])
            kill(victim)
            kills += 1
        if victim == run.pid:
            run.wait()
        if run.poll() == 0:
            shutil.rmtree(tmp_path / "out")
        elif kills == KILLS:
            run.kill()
            run.wait()
    assert zhengwu(dump, "-o", tmp_path / "out", *options)[0] == 0
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def children(parent: int) -> list[int]:
    """Return the worker processes of a run."""
    listing = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)]
    found = subprocess.run(listing, capture_output=True, check=False).stdout.decode()
    return [int(line.split()[0]) for line in found.splitlines() if "spawn_main" in line]


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("出错", "RuntimeError: no such thing (traceback "),
        ("卡住", "took longer than 0.5 seconds; --seconds allows more"),
        ("不听", "took longer than 0.5 seconds and did not heed the limit"),
        ("崩溃", "the process reading it died (SIGKILL), 4 times"),
        ("吃内存", "took more than 900 MB of memory; --memory allows more"),
    ],
    ids=["raises", "hangs", "hangs and heeds nothing", "kills", "eats memory"],
)
def test_a_document_takes_only_itself_into_quarantine(tmp_path: Path, patched: Path, mark: str, reason: str) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 30, {11: mark, 29: mark})
    limits = ("--seconds", 0.5, "--memory", 900, "--shard-mb", 0.004, "--workers", 2)
    code, said = zhengwu(dump, "-o", tmp_path / "out", *limits, script=patched)
    assert code == 3, said
    refused = quarantined(tmp_path / "out")
    assert list(refused) == ["dump.jsonl:12", "dump.jsonl:30"], said
    assert all(each.startswith(reason) for each in refused.values()), refused
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["documents"] == 28
    if mark == "出错":
        (trace,) = (tmp_path / "out" / "tracebacks").iterdir()
        assert trace.stem in refused["dump.jsonl:12"]
        assert "misbehave" in trace.read_text("utf-8")


def test_a_fault_that_is_no_documents_ends_the_run_and_says_where(tmp_path: Path, patched: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 3, {1: "写不出"})
    code, said = zhengwu(dump, "-o", tmp_path / "out", "--workers", 1, script=patched)
    assert code == 4
    assert "TypeError: 'NoneType' object is not callable" in said
    assert "made.py" in said


def test_a_page_that_takes_the_parser_a_minute_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(text: str) -> None:
        time.sleep(60)

    monkeypatch.setattr("zhengwu_extract.intake.pages.page_of", slow)
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.html").write_text("<p>今年建成15家市场。</p>", "utf-8")
    (tmp_path / "dump" / "b.txt").write_text("今年建成15家市场。", "utf-8")
    job = Job(inputs=(str(tmp_path / "dump"),), out=str(tmp_path / "out"), options=RULES, seconds=0.3)
    done = work(next(shards(job)), job)
    assert (done.documents, done.quarantined) == (1, 1)
    assert quarantined(tmp_path / "out") == {"a.html:1": "took longer than 0.3 seconds; --seconds allows more"}


def test_ctrl_c_says_how_to_go_on_and_going_on_ends_the_run(tmp_path: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 3000)
    arguments = (dump, "-o", tmp_path / "out", "--shard-mb", 0.01, "--workers", 2)
    run = subprocess.Popen(command(*arguments), stderr=subprocess.PIPE, start_new_session=True)
    wait_for(tmp_path / "out" / "done" / "00002.json")
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "shards are done; the same command goes on from here" in said.decode()
    assert not list((tmp_path / "out").rglob("*.partial"))
    code, said_then = zhengwu(*arguments)
    assert code == 0
    assert " 0 of them done before" not in said_then
    assert zhengwu(dump, "-o", tmp_path / "whole", "--shard-mb", 0.01)[0] == 0
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def wait_for(path: Path) -> None:
    for _ in range(1000):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} did not appear")


def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 4000)
    arguments = (dump, "-o", tmp_path / "out", "--shard-mb", 0.01, "--workers", 1)
    first = subprocess.Popen(command(*arguments), stderr=subprocess.DEVNULL)
    wait_for(tmp_path / "out" / "done" / "00000.json")
    code, said = zhengwu(*arguments)
    assert code == 2
    assert "another run is writing into" in said
    first.kill()
    first.wait()
    assert zhengwu(*arguments)[0] == 0


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 4000)
    run = subprocess.Popen(
        command(dump, "-o", tmp_path / "out", "--shard-mb", 0.01, "--workers", 2), stderr=subprocess.DEVNULL
    )
    wait_for(tmp_path / "out" / "done" / "00000.json")
    workers = children(run.pid)
    assert len(workers) == 2
    run.kill()
    run.wait()
    for _ in range(200):
        if not any(Path(f"/proc/{pid}/cmdline").exists() and b"spawn_main" in cmdline(pid) for pid in workers):
            return
        time.sleep(0.05)
    raise AssertionError("a worker outlived its parent")


def cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("how", ["removed", "changed"])
def test_a_file_that_changes_during_the_run_is_set_aside(tmp_path: Path, how: str) -> None:
    (tmp_path / "dump").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        jsonl_dump(tmp_path / "dump" / name, 5)
    job = Job(inputs=(str(tmp_path / "dump"),), out=str(tmp_path / "out"), options=RULES, shard_bytes=500)
    planned = list(shards(job))
    if how == "removed":
        (tmp_path / "dump" / "b.jsonl").unlink()
    else:
        jsonl_dump(tmp_path / "dump" / "b.jsonl", 6)
    done = [work(shard, job) for shard in planned]
    assert sum(each.documents for each in done) == 5
    expected = {
        "removed": "cannot be opened: No such file or directory",
        "changed": "changed while the run was going on; --fresh reads it as it is now",
    }
    assert quarantined(tmp_path / "out") == {"b.jsonl:1": expected[how]}


def test_a_clock_set_back_changes_nothing(tmp_path: Path) -> None:
    dump = jsonl_dump(tmp_path / "dump.jsonl", 40)
    ahead = time.time() + 10**9
    os.utime(dump, (ahead, ahead))
    arguments = (dump, "-o", tmp_path / "out", "--shard-mb", 0.002, "--workers", 1)
    assert zhengwu(*arguments)[0] == 0
    whole = content(tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        os.utime(path, (ahead, ahead))
    (tmp_path / "out" / "done" / "00001.json").unlink()
    code, said = zhengwu(*arguments)
    assert code == 0
    assert "done before" in said
    assert content(tmp_path / "out") == whole


def test_a_full_disk_ends_the_run_and_room_lets_it_go_on(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    dump = jsonl_dump(tmp_path / "dump.jsonl", 400)
    arguments = (dump, "-o", disk / "out", "--shard-mb", 0.01, "--workers", 2)
    whole = tmp_path / "whole"
    assert zhengwu(dump, "-o", whole, *arguments[3:])[0] == 0
    # A file system of its own for a process and its children: no right of the superuser is needed.
    inside = f"""
        mount -t tmpfs -o size=600k tmpfs {disk} || exit 77
        {sys.executable} "$@" ; first=$?
        mount -o remount,size=20m {disk}
        {sys.executable} "$@" ; second=$?
        cp -r {disk}/out {tmp_path}/copy
        exit $((first * 16 + second))
    """
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", inside, "bash", *command(*arguments)[1:]],
        capture_output=True,
        check=False,
    )
    if b"unshare failed" in done.stderr or done.returncode == 77:
        pytest.skip("this system lets nobody mount a file system")
    assert done.returncode == 4 * 16, done.stderr.decode()
    assert b"No space left on device; what is done stays done. Make room" in done.stderr
    assert content(tmp_path / "copy") == content(whole)


@pytest.mark.slow
def test_very_many_small_files_are_shards_at_once_and_in_little_memory(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    for part in range(8):
        (folder / f"{part}").mkdir(parents=True)
        for number in range(1000):
            (folder / f"{part}" / f"{number}.txt").touch()
    # In a process of its own: what another test's threads still do would count, too.
    measured = [sys.executable, "-c", MEASURED, str(folder), str(tmp_path / "out")]
    told = subprocess.run(measured, check=True, capture_output=True, text=True).stdout
    files, parts, peak = map(int, told.split())
    assert files == parts == 8_000
    assert peak < 3_000_000  # what 500 files of a shard and the names of a folder take, not 8,000


@pytest.mark.slow
def test_a_long_file_is_cut_in_seconds_and_read_at_its_end(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    line = json.dumps({"text": "今年全市建成15家便民市场。" * 200}, ensure_ascii=False).encode() + b"\n"
    with dump.open("wb") as file:
        for _ in range(2_000_000_000 // (len(line) * 100)):
            file.write(line * 100)
    job = Job(inputs=(str(dump),), out=str(tmp_path / "out"), options=RULES, shard_bytes=20_000_000)
    begin = time.monotonic()
    *_, last = shards(job)
    assert last.number >= 98
    assert time.monotonic() - begin < 30
    done = work(last._replace(parts=(cut_short(last.parts[0]),)), job)
    assert done.documents == 2
    dump.unlink()


def cut_short(cut: Cut | Quarantined) -> Cut:
    """Return the last two lines of a cut."""
    assert isinstance(cut, Cut)
    with open(cut.file.path, "rb") as file:
        file.seek(cut.start)
        length = len(file.readline())
    return cut._replace(start=cut.stop - 2 * length)


def test_a_run_of_nothing_writes_no_shard(tmp_path: Path) -> None:
    job = Job(inputs=(str(tmp_path / "nothing"),), out=str(tmp_path / "out"), options=RULES)
    counts = run_sharded(job, on_this_machine(1))
    assert (counts.documents, counts.quarantined, counts.shards) == (0, 1, 1)
    assert "cannot be opened" in quarantined(tmp_path / "out")["nothing:1"]
