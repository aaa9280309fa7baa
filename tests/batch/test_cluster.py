"""A Ray cluster of two nodes gives the bytes that this machine gives, one of the nodes killed on the way or not."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dumps import content, jsonl_dump

from zhengwu_extract.batch.cluster import on_ray
from zhengwu_extract.batch.made import Done
from zhengwu_extract.batch.shard import Job
from zhengwu_extract.batch.sharded import Counts, on_this_machine, run_sharded
from zhengwu_extract.options import Options

pytest.importorskip("ray", reason="Ray is not installed; pip install 'zhengwu-extract[ray]'")


@pytest.fixture
def cluster() -> Iterator[tuple[str, Any]]:
    """Start a cluster of two nodes on this machine; return its address and the second node's end."""
    ray: Any = importlib.import_module("ray")
    cluster_of = importlib.import_module("ray.cluster_utils").Cluster
    made = cluster_of(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    second = made.add_node(num_cpus=2)
    try:
        yield made.address, lambda: made.remove_node(second, allow_graceful=False)
    finally:
        ray.shutdown()
        made.shutdown()


@pytest.mark.slow
def test_a_node_killed_on_the_way_changes_nothing(tmp_path: Path, cluster: tuple[str, Any]) -> None:
    address, end_second = cluster
    dump = jsonl_dump(tmp_path / "dump.jsonl", 3000)
    job = Job(inputs=(str(dump),), out=str(tmp_path / "out"), options=Options(model="none"), shard_bytes=10_000)
    ended: list[int] = []

    def tell(counts: Counts, done: Done | None) -> None:
        if counts.shards == 4 and not ended:
            end_second()
            ended.append(counts.shards)

    counts = run_sharded(job, on_ray(address, 3), tell=tell)
    assert ended
    assert (counts.documents, counts.quarantined) == (3000, 0)
    again = run_sharded(job, on_ray(address, 3))
    assert again.resumed == again.shards == counts.shards
    whole = Job(inputs=job.inputs, out=str(tmp_path / "whole"), options=job.options, shard_bytes=10_000)
    run_sharded(whole, on_this_machine(2))
    assert content(tmp_path / "out") == content(tmp_path / "whole")
