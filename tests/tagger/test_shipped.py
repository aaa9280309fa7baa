"""The model that ships: what it was trained on, its size, and how fast it is there."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from zhengwu_extract.tagger.pack import Pack, read_pack, shipped
from zhengwu_extract.tagger.runtime import Runtime
from zhengwu_extract.workbench.gold import read_gold
from zhengwu_extract.workbench.training.train import text_digest

GOLD = Path(__file__).parents[2] / "annotations" / "gold"
MEGABYTES = 20


@pytest.fixture(scope="module")
def folder() -> Path:
    found = shipped()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return read_pack(folder)


def sentences(part: str) -> set[str]:
    """Return the sentences of one part of the corpus that are long enough to be nobody else's."""
    texts = (doc.text for doc in read_gold(GOLD / f"{part}.jsonl"))
    return {sentence for text in texts for sentence in re.split(r"[。\n]", text) if len(sentence) >= 25}


def test_it_was_trained_on_the_train_part_and_on_nothing_held_out(pack: Pack) -> None:
    trained = set(pack.manifest["data"]["texts"])
    seen = {
        part: {text_digest(doc)[:16] for doc in read_gold(GOLD / f"{part}.jsonl")} for part in ("train", "dev", "test")
    }
    assert seen["train"] <= trained
    assert not (seen["dev"] | seen["test"]) & trained


@pytest.mark.parametrize("part", ["dev", "test"])
def test_no_held_out_sentence_is_in_the_train_part(part: str) -> None:
    assert not sentences(part) & sentences("train")


def test_it_is_small_and_soon_there(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) <= MEGABYTES * 1e6
    begin = time.process_time()
    Runtime(read_pack(folder))
    assert time.process_time() - begin < 1


def test_the_manifest_tells_what_a_reader_asks(pack: Pack) -> None:
    assert {"recipe", "data", "stages", "joining", "scores", "before_gold", "made_by"} <= pack.manifest.keys()
    stages = [stage["stage"] for stage in pack.manifest["stages"]]
    assert stages[:4] == ["pretrain", "silver", "teacher", "taught"]
    assert stages[-3:] == ["gold", "gold-2", "gold-3"]
    scores = pack.manifest["scores"]
    assert scores["metric: joined"] >= scores["metric: rules"]
    assert scores["tuple F1: joined"] > 0.7
    assert pack.manifest["recipe"]["folds"] == 3
