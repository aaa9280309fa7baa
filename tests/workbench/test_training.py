"""Training: it learns, it goes on where it stopped, it starts from a checkpoint, and what ships says the same."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from zhengwu_extract import Document, Options, Pipeline
from zhengwu_extract.tagger.encode import batch
from zhengwu_extract.tagger.model import Tagger
from zhengwu_extract.tagger.pack import MANIFEST, MODEL, VOCABULARY, WEIGHTS, Pack, read_pack, shipped
from zhengwu_extract.tagger.runtime import Runtime
from zhengwu_extract.workbench.gold import GoldDocument, read_gold
from zhengwu_extract.workbench.predict import day
from zhengwu_extract.workbench.training import TrainingError
from zhengwu_extract.workbench.training.examples import gold
from zhengwu_extract.workbench.training.export import to_onnx
from zhengwu_extract.workbench.training.folds import folds
from zhengwu_extract.workbench.training.joining import POWERS, Unseen, judge
from zhengwu_extract.workbench.training.loop import Progress
from zhengwu_extract.workbench.training.recipe import PRESETS
from zhengwu_extract.workbench.training.stages import Training
from zhengwu_extract.workbench.training.start import from_base, from_nothing, from_pack, weights_in
from zhengwu_extract.workbench.training.teaching import lesson_loss, lesson_tensors, lessons
from zhengwu_extract.workbench.training.train import train

GOLD = Path(__file__).parents[2] / "annotations" / "gold"
SHORT = replace(PRESETS["tiny"], gold_rounds=1)


@pytest.fixture(scope="module")
def documents() -> list[GoldDocument]:
    return read_gold(GOLD / "train.jsonl")[:6]


def silent(_: Progress) -> None:
    pass


def trained(documents: list[GoldDocument], work: Path, seed: int = 0) -> Tagger:
    return Training(SHORT, [], documents, work, seed, silent).run()[0]


def same(one: Tagger, other: Tagger) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True))


def test_the_seed_decides_everything(documents: list[GoldDocument], tmp_path: Path) -> None:
    one, other = trained(documents, tmp_path / "a"), trained(documents, tmp_path / "b")
    assert same(one, other)
    assert not same(one, trained(documents, tmp_path / "c", seed=1))


def test_a_stopped_stage_goes_on_to_the_same_network(documents: list[GoldDocument], tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.step >= 20:
            raise StopError

    recipe = replace(SHORT, tokens=200)
    whole = Training(recipe, [], documents, tmp_path / "whole", 0, silent, every=10).run()[0]
    with pytest.raises(StopError):
        Training(recipe, [], documents, tmp_path / "cut", 0, stop, every=10).run()
    assert (tmp_path / "cut" / "gold.safetensors").is_file()
    assert same(whole, Training(recipe, [], documents, tmp_path / "cut", 0, silent, every=10).run()[0])


def test_a_checkpoint_of_another_network_is_refused(documents: list[GoldDocument], tmp_path: Path) -> None:
    trained(documents, tmp_path)
    with pytest.raises(TrainingError, match="a checkpoint of another network"):
        Training(replace(SHORT, hidden=32), [], documents, tmp_path, 0, silent).run()


def test_texts_without_annotations_teach_nothing(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no annotated quantity"):
        trained([GoldDocument(id="a", text="今年建成15家便民市场。")], tmp_path)


def test_onnx_says_what_torch_says(documents: list[GoldDocument]) -> None:
    vocabulary, tagger = from_nothing(SHORT, documents, [], 0)
    windows = [example.encoded for example in gold(documents[:2], vocabulary)]
    opinions = Runtime(Pack(to_onnx(tagger, small=False), vocabulary, {})).opinions(windows)
    tagger.eval()
    for window, found in zip(windows, opinions, strict=True):
        with torch.no_grad():
            scores = tagger({name: torch.from_numpy(value) for name, value in batch([window]).items()})
        for number, opinion in enumerate(found):
            assert np.allclose(opinion.tags, scores.tags[0, number].numpy(), atol=1e-4)
            for choice, chances in opinion.choices.items():
                assert np.allclose(chances, scores.choices[choice][0, number].numpy(), atol=1e-4)


def test_the_network_that_ships_can_be_trained_on(tmp_path: Path) -> None:
    folder = shipped()
    assert folder is not None
    ready = from_pack(folder, PRESETS["full"])
    assert ready is not None
    assert ready[0].word("便民") > 2
    assert from_pack(folder, PRESETS["tiny"]) is None
    for name in (MANIFEST, MODEL, VOCABULARY):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / WEIGHTS).write_bytes(b"other")
    with pytest.raises(TrainingError, match="changed or cut off"):
        from_pack(tmp_path, PRESETS["full"])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    characters = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"今年建成便民市场家0123456789，。"]
    (folder / "vocab.txt").write_text("\n".join(characters), "utf-8")
    config = BertConfig(
        vocab_size=len(characters), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def test_a_bert_folder_can_be_trained_on(base: Path, documents: list[GoldDocument], tmp_path: Path) -> None:
    tagger, vocabulary, _ = Training(SHORT, [], documents, tmp_path, 0, silent, base=str(base)).run()
    windows = [example.encoded for example in gold(documents[:1], vocabulary)]
    (first, *_) = Runtime(Pack(to_onnx(tagger), vocabulary, {})).opinions(windows)
    assert first[0].tags.shape == (len(windows[0].types), 2)


def test_a_pickle_is_refused(base: Path, tmp_path: Path) -> None:
    for path in base.iterdir():
        if path.suffix != ".safetensors":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    torch.save({}, tmp_path / "pytorch_model.bin")
    with pytest.raises(TrainingError, match="safetensors"):
        from_base(str(tmp_path), SHORT)


def test_a_folder_with_checkpoints_of_another_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoints" / "run.json").write_text("{}", "utf-8")
    with pytest.raises(TrainingError, match="checkpoints of a run on other documents"):
        train([GOLD / "dev.jsonl"], tmp_path, [], [], PRESETS["tiny"], None, 0, silent)


def test_several_runs_over_gold_leave_the_mean_of_their_weights(documents: list[GoldDocument], tmp_path: Path) -> None:
    both, _, done = Training(replace(SHORT, gold_runs=2), [], documents, tmp_path / "both", 0, silent).run()
    assert [progress.stage for progress in done] == ["gold", "gold-2"]
    first, second = (
        {name.removeprefix("model."): value for name, value in load_file(tmp_path / "both" / file).items()}
        for file in ("gold.safetensors", "gold-2.safetensors")
    )
    name = "pairs.token.weight"
    assert not torch.equal(first[name], second[name])
    assert torch.allclose(both.state_dict()[name], (first[name] + second[name]) / 2)


def test_folds_are_judged_by_networks_that_did_not_see_them(documents: list[GoldDocument], tmp_path: Path) -> None:
    focus = frozenset(doc.id for doc in documents[:4])
    training = Training(SHORT, [], documents, tmp_path, 0, silent, focus=focus)
    tagger, vocabulary, _ = training.run()
    unseen = list(folds(training, tagger, vocabulary, 2))
    assert sorted(doc.id for each in unseen for doc in each.documents) == sorted(focus)
    apart = {doc.id for doc in unseen[0].documents}
    others = [doc for doc in documents if doc.id not in apart]
    alone = Training(SHORT, [], others, tmp_path / "alone", 0, silent, focus=focus)
    again = deepcopy(tagger)
    again.load_state_dict(weights_in(training.before_gold))
    alone.gold(again, vocabulary, "fold-1")
    assert unseen[0].pack.model == to_onnx(again)
    with pytest.raises(TrainingError, match="4 documents cannot be cut into 5 folds"):
        next(folds(training, tagger, vocabulary, 5))


def test_folds_fit_the_joining_where_nothing_is_held_out(documents: list[GoldDocument], tmp_path: Path) -> None:
    gold_file = tmp_path / "gold.jsonl"
    gold_file.write_text("".join(doc.to_json() + "\n" for doc in documents), "utf-8")
    scores = train([gold_file], tmp_path / "model", [], [], SHORT, None, 0, silent, cut_into=2)
    manifest = read_pack(tmp_path / "model").manifest
    assert manifest["scores"] == scores
    assert {"metric: rules", "program: joined", "role: tagger"} <= scores.keys()
    assert 0 < scores["strict F1: joined"] <= scores["tuple F1: joined"] < 1
    assert manifest["joining"]["power"] in POWERS
    assert manifest["recipe"]["folds"] == 2


@pytest.mark.slow
def test_the_tiny_preset_learns(tmp_path: Path) -> None:
    dev = read_gold(GOLD / "dev.jsonl")
    scores = train([GOLD / "train.jsonl"], tmp_path, [], [GOLD / "dev.jsonl"], PRESETS["tiny"], None, 0, silent)
    pack = read_pack(tmp_path)
    vocabulary, untrained = from_nothing(PRESETS["tiny"], read_gold(GOLD / "train.jsonl"), [], 0)
    raw = Pack(to_onnx(untrained), vocabulary, {})
    before = [row.tagger_right for row in judge(Unseen(raw, dev[:5])) if row.field == "metric"]
    assert scores["metric: tagger"] > sum(before) / len(before) + 0.2
    assert "polyline" in (tmp_path / "curves.svg").read_text("utf-8")
    assert pack.manifest["data"]["documents"] == 147
    records = Pipeline(Options(model=str(tmp_path))).records
    assert records(Document(dev[0].text, published=day(dev[0].published)))


def test_raw_text_teaches_by_rules_and_then_by_a_teacher(documents: list[GoldDocument], tmp_path: Path) -> None:
    raw = tmp_path / "raw.jsonl"
    raw.write_text("".join(json.dumps({"text": doc.text}) + "\n" for doc in documents), "utf-8")
    recipe = replace(
        SHORT, pretrain_steps=3, silver_steps=3, silver_quantities=50, taught_steps=40, taught_quantities=50
    )
    run = Training(recipe, [raw], documents, tmp_path / "work", 0, silent)
    _, _, done = run.run()
    assert [progress.stage for progress in done] == ["pretrain", "silver", "teacher", "taught", "gold"]
    assert done[3].curve[-1][1] < done[3].curve[0][1]


def test_a_pupil_loses_least_by_saying_what_its_teacher_thinks(documents: list[GoldDocument]) -> None:
    vocabulary, teacher = from_nothing(SHORT, documents, [], 0)
    _, other = from_nothing(SHORT, documents, [], 1)
    windows = [example.encoded for example in gold(documents[:1], vocabulary)]
    inputs, answers = lesson_tensors(list(lessons(windows, teacher, 2000, "cpu")))
    with torch.no_grad():
        same_loss, other_loss = (lesson_loss(tagger.eval()(inputs), answers) for tagger in (teacher, other))
    assert same_loss < other_loss
