"""`zhengwu train`: annotated documents and raw text in, a model folder out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from ... import __version__
from ...tagger.pack import WEIGHTS, Pack, digest, write_pack
from ..annotated import read_annotated
from ..gold import GoldDocument
from . import TrainingError
from .curves import draw
from .export import to_onnx
from .folds import folds
from .joining import Unseen, fit
from .loop import Tell
from .recipe import Recipe
from .stages import Training, summary

# Where a run keeps its checkpoints, inside the folder of the model.
WORK = "checkpoints"


def train(
    gold: Sequence[Path],
    out: Path,
    sources: Sequence[Path],
    held_out: Sequence[Path],
    recipe: Recipe,
    base: str | None,
    seed: int,
    tell: Tell,
    focus: Sequence[Path] = (),
    cut_into: int = 0,
) -> dict[str, float]:
    """Train, write the model into `out`, and return how right it is on the held-out documents, field by field.

    `focus` are annotated documents like those that the model is for: they are learned from more often. They, or all
    where there are none, are `cut_into` so many folds (folds.py), and each counts as held out for a network of its own.

    Raises TrainingError or WorkbenchError for what cannot be read or learned from.
    """
    documents = read_annotated([*gold, *focus])
    named = [doc.id for doc in read_annotated(focus)]
    apart = read_annotated(held_out) if held_out else []
    if shared := {text_digest(doc) for doc in documents} & {text_digest(doc) for doc in apart}:
        raise TrainingError(
            f"{len(shared)} documents stand in GOLD and are held out; a document can be only one of them"
        )
    sizes = {key: value for key, value in asdict(recipe).items() if key != "name"}
    told = {"preset": recipe.name, "base": base, "seed": seed, "in_focus": len(named), "folds": cut_into, **sizes}
    data = data_digests(documents, apart, sources)
    work = out / WORK
    _same_run(work / "run.json", {"recipe": told, "data": data})
    device = "cuda" if torch.cuda.is_available() else "cpu"
    training = Training(recipe, sources, documents, work, seed, tell, device, base, frozenset(named))
    tagger, vocabulary, done = training.run()
    network = to_onnx(tagger)
    pack = Pack(network, vocabulary, {})
    unseen = [Unseen(pack, apart)] if apart else []
    unseen += folds(training, tagger, vocabulary, cut_into) if cut_into else []
    fitted, scores = fit(unseen)
    facts = {
        "made_by": f"zhengwu-extract {__version__}",
        "recipe": told,
        "data": data,
        "stages": summary(done),
        "before_gold": {"shape": asdict(tagger.shape), "sha256": digest(training.before_gold)},
        "joining": fitted,
        "scores": scores,
    }
    write_pack(out, network, vocabulary, facts)
    (out / WEIGHTS).write_bytes(training.before_gold)
    draw(done, out / "curves.svg")
    return scores


def _same_run(path: Path, run: dict[str, Any]) -> None:
    """Remember what the checkpoints beside `path` belong to, and refuse to go on from those of another run."""
    if path.exists() and json.loads(path.read_text("utf-8")) != run:
        raise TrainingError(
            f"{path.parent}: checkpoints of a run on other documents or by another recipe; remove them first"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(run, ensure_ascii=False), "utf-8")


def text_digest(doc: GoldDocument) -> str:
    """Return what tells a document's text from others."""
    return hashlib.sha256(doc.text.encode()).hexdigest()


def data_digests(
    documents: Sequence[GoldDocument], apart: Sequence[GoldDocument], sources: Sequence[Path]
) -> dict[str, Any]:
    """Return what a model was made from: counts, and a digest of all annotated texts with their records."""
    lines = sorted(json.dumps([doc.id, doc.to_json()], ensure_ascii=False) for doc in documents)
    return {
        "documents": len(documents),
        "records": sum(len(doc.records) for doc in documents),
        "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "texts": sorted(text_digest(doc)[:16] for doc in documents),
        "held_out": len(apart),
        "raw": [source.name for source in sources],
    }
