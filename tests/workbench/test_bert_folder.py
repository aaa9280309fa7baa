"""The encoder as a checkpoint: what it says is what the tagger's encoder says."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoTokenizer, BertModel
from typer.testing import CliRunner

from zhengwu_extract.cli import app
from zhengwu_extract.link.words import words
from zhengwu_extract.tagger.encode import TYPES
from zhengwu_extract.tagger.model import Shape, Tagger
from zhengwu_extract.tagger.pack import WEIGHTS, digest, read_pack, shipped, write_pack
from zhengwu_extract.tagger.vocabulary import Vocabulary, flag_number
from zhengwu_extract.tagger.window import SEGMENTS
from zhengwu_extract.workbench.training import TrainingError
from zhengwu_extract.workbench.training.bert_folder import write_bert_folder
from zhengwu_extract.workbench.training.start import before_gold, weights_of

SENTENCE = "全市改造老旧小区120个，建成便民市场。"


@pytest.fixture(scope="module")
def model() -> Path:
    folder = shipped()
    assert folder is not None
    return folder


@pytest.fixture(scope="module")
def checkpoint(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkpoint") / "bert"
    write_bert_folder(model, folder)
    return folder


def bert_of(checkpoint: Path) -> BertModel:
    bert = BertModel.from_pretrained(checkpoint)
    bert.train(False)
    return bert


def states(bert: BertModel, checkpoint: Path, **more: torch.Tensor) -> torch.Tensor:
    """Return the states that a checkpoint gives to the words of SENTENCE."""
    tokenizer = AutoTokenizer.from_pretrained(checkpoint)
    cut = [word for word, _ in words(SENTENCE)]
    inputs = tokenizer(cut, is_split_into_words=True, return_tensors="pt", return_token_type_ids=False)
    assert inputs["input_ids"].shape == (1, len(cut))
    assert tokenizer.unk_token_id not in inputs["input_ids"]
    with torch.no_grad():
        found: torch.Tensor = bert(**inputs, **more).last_hidden_state
    return found


def test_it_says_what_the_taggers_encoder_says(model: Path, checkpoint: Path) -> None:
    pack = read_pack(model)
    cut = words(SENTENCE)
    rows = []
    for word, flag in cut:
        number, *spelling = pack.vocabulary.token(word)
        rows.append((number, flag_number(flag), *spelling))
    types = torch.full((1, len(cut)), TYPES.index("word"))
    types[0, -1] = TYPES.index("stop")
    encoder = before_gold(model, pack).encoder
    encoder.train(False)
    with torch.no_grad():
        segments = torch.full_like(types, SEGMENTS.index("own"))
        theirs = encoder({"tokens": torch.tensor([rows]), "types": types, "segments": segments})
    ours = states(bert_of(checkpoint), checkpoint, token_type_ids=types)
    assert ours.shape[-1] == 192
    assert torch.allclose(ours, theirs, atol=1e-4)


def test_tokens_without_types_are_words(checkpoint: Path) -> None:
    bert = bert_of(checkpoint)
    plain = states(bert, checkpoint)
    types = torch.full(plain.shape[:2], TYPES.index("word"))
    assert torch.equal(plain, states(bert, checkpoint, token_type_ids=types))


def test_it_loads_whole_and_its_page_names_every_type(checkpoint: Path) -> None:
    loaded: Any = BertModel.from_pretrained(checkpoint, add_pooling_layer=False, output_loading_info=True)
    assert not any(loaded[1].values())
    page = (checkpoint / "README.md").read_text("utf-8")
    assert [name for number, name in enumerate(TYPES) if f"{number} {name}" not in page] == []


def folder_with(tmp_path: Path, weights: bytes | None, shape: Shape) -> Path:
    """Return a model folder with these weights."""
    facts = {"before_gold": {"shape": asdict(shape), "sha256": digest(weights or b"")}}
    write_pack(tmp_path, b"", Vocabulary("市场", ["市场"]), facts)
    if weights is not None:
        (tmp_path / WEIGHTS).write_bytes(weights)
    return tmp_path


def test_a_model_without_weights_or_around_a_checkpoint_is_refused(tmp_path: Path) -> None:
    shape = Shape(characters=5, words=4, vector=8, hidden=32, layers=1, heads=1, pair=8)
    with pytest.raises(TrainingError, match=r"holds no weights\.safetensors"):
        write_bert_folder(folder_with(tmp_path / "none", None, shape), tmp_path / "out")
    tagger = Tagger(shape)
    del tagger.encoder.tokens
    with pytest.raises(TrainingError, match="was trained from a BERT checkpoint"):
        write_bert_folder(folder_with(tmp_path / "base", weights_of(tagger), shape), tmp_path / "out")


def test_the_verb_writes_and_says_what_is_wrong(tmp_path: Path) -> None:
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert runner.invoke(app, ["export-bert", "-o", str(tmp_path / "out")]).exit_code == 0
    assert json.loads((tmp_path / "out/config.json").read_text("utf-8"))["model_type"] == "bert"
    (tmp_path / "file").write_text("")
    assert runner.invoke(app, ["export-bert", "-o", str(tmp_path / "file/out")]).exit_code == 4
    none = runner.invoke(app, ["export-bert", "-o", str(tmp_path / "out"), "--model", "none"])
    assert (none.exit_code, "no tagger to export" in none.stderr) == (2, True)
