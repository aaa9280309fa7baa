"""A model folder is checked before it is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengwu_extract import Options, Pipeline
from zhengwu_extract.tagger import TaggerError
from zhengwu_extract.tagger.pack import MANIFEST, MODEL, VOCABULARY, read_pack, write_pack
from zhengwu_extract.tagger.vocabulary import Vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pack(tmp_path, b"network", Vocabulary("市场", ["市场"]), {"scores": {}})
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    pack = read_pack(folder)
    assert pack.model == b"network"
    assert pack.vocabulary.word("市场") == 3


@pytest.mark.parametrize("name", [MODEL, VOCABULARY])
def test_a_changed_or_truncated_file_is_refused(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(TaggerError, match=rf"{name}: not what the manifest says"):
        read_pack(folder)


@pytest.mark.parametrize("name", [MODEL, VOCABULARY, MANIFEST])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(TaggerError, match=name):
        read_pack(folder)


@pytest.mark.parametrize(("key", "said"), [("format", "model format 99"), ("labels", "other labels")])
def test_another_version_is_refused(folder: Path, key: str, said: str) -> None:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | {key: 99}), "utf-8")
    with pytest.raises(TaggerError, match=said):
        read_pack(folder)


def test_a_truncated_manifest_is_no_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("{", "utf-8")
    with pytest.raises(TaggerError, match="not JSON"):
        read_pack(folder)


def test_options_that_name_no_model_folder_fail_at_once(tmp_path: Path) -> None:
    with pytest.raises(TaggerError, match="no model folder"):
        Pipeline(Options(model=str(tmp_path)))
