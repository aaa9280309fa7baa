"""A run in shards gives the same bytes for any number of workers, and goes on from where it was."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dumps import content, jsonl_dump, zhengwu
from typer.testing import CliRunner

from zhengwu_extract.batch import OutputError, Target, run
from zhengwu_extract.batch.collect import collect
from zhengwu_extract.batch.folder import RunError
from zhengwu_extract.batch.made import Done
from zhengwu_extract.batch.pool import Pool
from zhengwu_extract.batch.shard import Job, Shard, shards
from zhengwu_extract.batch.sharded import Counts, on_this_machine, run_sharded
from zhengwu_extract.batch.work import work
from zhengwu_extract.cli import app
from zhengwu_extract.options import Options

RULES = Options(model="none")


def in_process(job: Job, left: Iterable[Shard]) -> Iterator[Done]:
    """Run shards in this process, the last first."""
    for shard in reversed(list(left)):
        yield work(shard, job)


def job_of(dump: Path, out: Path, **changes: object) -> Job:
    return Job(**{"inputs": (str(dump),), "out": str(out), "options": RULES, "shard_bytes": 700, **changes})  # type: ignore[arg-type]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    folder.mkdir()
    jsonl_dump(folder / "a.jsonl", 40)
    for number in range(5):
        (folder / f"第{number}篇.txt").write_text("今年全市建成15家便民市场。", "utf-8")
    (folder / "z.json").write_text("{broken", "utf-8")
    return folder


def test_any_number_of_workers_and_any_order_give_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    made = {}
    for name, engine in (("one", on_this_machine(1)), ("three", on_this_machine(3)), ("reversed", in_process)):
        counts = run_sharded(job_of(dump, tmp_path / name), engine)
        assert counts[:6] == (9, 9, 0, 45, 125, 1)
        made[name] = content(tmp_path / name)
    assert made["one"] == made["three"] == made["reversed"]
    assert json.loads(made["one"]["manifest.json"])["counts"] == {
        "documents": 45, "records": 125, "quarantined": 1, "duplicates": 0, "shards": 9
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "duckdb"])
def test_collected_shards_are_what_a_run_into_one_file_gives(dump: Path, tmp_path: Path, ending: str) -> None:
    run_sharded(job_of(dump, tmp_path / "out"), in_process)
    collected, at_once = (Target.of(str(tmp_path / f"{name}.{ending}")) for name in ("collected", "at_once"))
    assert collect(str(tmp_path / "out"), collected)[:3] == run([dump], at_once, RULES)[:3] == (45, 125, 1)
    assert rows_of(collected) == rows_of(at_once)
    quarantine = [target.beside("quarantine", "jsonl").read_bytes() for target in (collected, at_once)]
    assert quarantine[0] == quarantine[1]


def rows_of(target: Target) -> object:
    """Return the records and documents of a target."""
    path = Path(target.name)
    if target.format == "duckdb":
        import duckdb

        with duckdb.connect(str(path), read_only=True) as database:
            return [database.execute(f"select * from {name}").fetchall() for name in ("records", "documents")]
    if target.format == "parquet":
        import pyarrow.parquet as pq

        return [pq.read_table(each).to_pylist() for each in (path, target.beside("documents", "parquet"))]
    return [each.read_bytes() for each in (path, target.beside("documents", target.format))]


def test_parquet_parts_collect_into_tables_and_not_into_nested_records(dump: Path, tmp_path: Path) -> None:
    run_sharded(job_of(dump, tmp_path / "out", format="parquet"), in_process)
    collected, at_once = (Target.of(str(tmp_path / f"{name}.csv")) for name in ("collected", "at_once"))
    collect(str(tmp_path / "out"), collected)
    run([dump], at_once, RULES)
    assert rows_of(collected) == rows_of(at_once)
    with pytest.raises(RunError, match="run again with --format jsonl"):
        collect(str(tmp_path / "out"), Target.of(str(tmp_path / "c.jsonl")))


def test_of_documents_with_one_id_in_two_shards_the_first_is_collected(tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    jsonl_dump(dump / "a.jsonl", 10)
    jsonl_dump(dump / "b.jsonl", 12)
    run_sharded(job_of(dump, tmp_path / "out"), in_process)
    summary = collect(str(tmp_path / "out"), target := Target.of(str(tmp_path / "c.jsonl")))
    assert summary[:3] == (12, 36, 10)
    assert "an earlier document has the id 'd0' too" in target.beside("quarantine", "jsonl").read_text("utf-8")
    run([dump], at_once := Target.of(str(tmp_path / "d.jsonl")), RULES)
    assert rows_of(target) == rows_of(at_once)


def test_what_is_done_is_not_done_again(dump: Path, tmp_path: Path) -> None:
    job = job_of(dump, tmp_path / "out")
    run_sharded(job, in_process)
    whole = content(tmp_path / "out")
    (tmp_path / "out" / "records-00003.jsonl").write_bytes(b"half a li")  # longer or shorter than it was
    (tmp_path / "out" / "done" / "00005.json").write_bytes(b'{"number": 5, "docu')
    (tmp_path / "out" / "manifest.json").unlink()
    told: list[Counts] = []
    counts = run_sharded(job, in_process, tell=lambda counts, done: told.append(counts))
    assert (counts.resumed, counts.shards) == (7, 9)
    assert [each.shards for each in told] == [7, 8, 9]
    assert content(tmp_path / "out") == whole


def test_changed_options_or_input_are_noticed_and_said(dump: Path, tmp_path: Path) -> None:
    job = job_of(dump, tmp_path / "out")
    run_sharded(job, in_process)
    with pytest.raises(RunError, match="whose the options changed since; --fresh starts over"):
        run_sharded(job_of(dump, tmp_path / "out", options=Options(model="none", all=True)), in_process)
    with pytest.raises(RunError, match="whose the format or size of the shards changed"):
        run_sharded(job_of(dump, tmp_path / "out", format="parquet"), in_process)
    (dump / "new.txt").write_text("新建15家。", "utf-8")
    with pytest.raises(RunError, match="whose the input files changed"):
        run_sharded(job, in_process)
    assert run_sharded(job, in_process, fresh=True).documents == 46


def test_fresh_leaves_files_alone_that_are_no_shards(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(RunError, match=r"holds other files \(notes\.txt\); name an empty or a new folder"):
        run_sharded(job_of(dump, out), in_process)
    run_sharded(job_of(dump, out), in_process, fresh=True)
    run_sharded(job_of(dump, out), in_process, fresh=True)
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_an_address_is_written_and_read_like_a_folder(dump: Path, tmp_path: Path) -> None:
    run_sharded(job_of(dump, tmp_path / "local"), in_process)
    address = f"file://{tmp_path}/remote"
    run_sharded(replace(job_of(dump, tmp_path), inputs=(f"file://{dump}",), out=address), in_process)
    local, remote = content(tmp_path / "local"), content(tmp_path / "remote")
    assert {name: data for name, data in local.items() if name.startswith("records")} == {
        name: data for name, data in remote.items() if name.startswith("records")
    }
    assert collect(address, Target.of(str(tmp_path / "c.csv")))[:3] == (45, 125, 1)


def test_a_run_without_an_end_cannot_be_collected(dump: Path, tmp_path: Path) -> None:
    run_sharded(job_of(dump, tmp_path / "out"), in_process)
    (tmp_path / "out" / "manifest.json").unlink()
    with pytest.raises(RunError, match="holds no finished run"):
        collect(str(tmp_path / "out"), Target.of(str(tmp_path / "c.csv")))


def test_a_changed_part_is_not_collected(dump: Path, tmp_path: Path) -> None:
    run_sharded(job_of(dump, tmp_path / "out"), in_process)
    part = tmp_path / "out" / "records-00002.jsonl"
    part.write_bytes(part.read_bytes().replace(b"level", b"LEVEL"))
    with pytest.raises(RunError, match=r"records-00002\.jsonl is not what was written"):
        collect(str(tmp_path / "out"), Target.of(str(tmp_path / "c.csv")))
    assert not (tmp_path / "c.csv").exists()


def test_a_pool_gives_each_shard_once(dump: Path, tmp_path: Path) -> None:
    job = job_of(dump, tmp_path / "out")
    with Pool(job, 2) as pool:
        numbers = [done.number for done in pool.run(shards(job)) if done]
    assert sorted(numbers) == list(range(9))


def test_an_output_that_cannot_be_written_says_so(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(OutputError, match=r"could not be written: Not a directory; what is done stays done"):
        run_sharded(job_of(dump, tmp_path / "file" / "out"), on_this_machine(1))


def test_the_command_line_shows_counts_and_logs_shards(dump: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log.jsonl"
    code, said = zhengwu(dump, "-o", out, "--workers", 2, "--shard-mb", 0.0007, "--log-json", log)
    assert code == 3, said
    assert "9, 0 of them done before" in said
    rows = [json.loads(line) for line in log.open(encoding="utf-8")]
    assert [row["shards"] for row in rows] == list(range(1, 10))
    assert sum(row["documents"] for row in rows) == 45
    code, said = zhengwu(dump, "-o", out, "--shard-mb", 0.0007, "--quiet")
    assert (code, said) == (3, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x.csv", "--workers", "2"], "need a folder"),
        (["-o", "out/", "--format", "csv"], "zhengwu collect"),
        (["-o", "out/", "--on", "spark"], "write ray, or"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    dump: Path, tmp_path: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, error = zhengwu(dump, *arguments)
    assert code == 2
    assert said in " ".join(error.replace("│", " ").split())


def test_a_cluster_without_ray_says_what_to_install(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    arguments = ["extract", str(dump), "-o", str(tmp_path / "out"), "--model", "none", "--on", "ray"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "zhengwu-extract[ray]" in "".join(result.stderr.replace("│", " ").split())
