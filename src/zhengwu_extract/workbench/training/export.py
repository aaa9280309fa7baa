"""From a trained network to model.onnx: dynamic sizes, weights as 8-bit numbers."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...tagger.encode import CANDIDATES, FACTS, PLACES, Encoded, batch
from ...tagger.labels import CLASSES
from ...tagger.model import Tagger
from ...tagger.runtime import INPUTS
from ...tagger.vocabulary import SPELLING

OPSET = 18
OUTPUTS = ("tags", *(f"{choice}s" for choice in PLACES), *CLASSES)
# Which axes of an input may have any size: N windows, W tokens, Q quantities.
AXES = {
    "tokens": "nw", "types": "nw", "segments": "nw", "clauses": "nw", "numbers": "nw", "quantities": "nq",
    "told": "nqw", "told_classes": "nq",
    "candidates": "nq", "scores": "nq",
}  # fmt: skip


class _Flat(nn.Module):
    """The tagger with its inputs and outputs in a row, as ONNX has them."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        scores = self.tagger(dict(zip(INPUTS, inputs, strict=True)))
        return (scores.tags, *scores.choices.values(), *(scores.classes[field] for field in CLASSES))


def to_onnx(tagger: Tagger, *, small: bool = True) -> bytes:
    """Return the network as ONNX, its matrices as 8-bit numbers when `small`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    example = batch([_sample(7, 2), _sample(5, 3)])
    inputs = tuple(torch.from_numpy(example[name]) for name in INPUTS)
    sizes = {
        letter: torch.export.Dim(name, min=1, max=4096) for letter, name in zip("nwq", ("n", "w", "q"), strict=True)
    }
    shapes = tuple({at: sizes[letter] for at, letter in enumerate(AXES[name])} for name in INPUTS)
    tagger.eval()
    with tempfile.TemporaryDirectory() as folder, _silence():
        whole, packed = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            _Flat(tagger), inputs, whole, input_names=list(INPUTS), output_names=list(OUTPUTS), opset_version=OPSET,
            dynamic_shapes={"inputs": shapes}, dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
        if not small:
            return whole.read_bytes()
        quantize_dynamic(whole, packed, weight_type=QuantType.QInt8, per_channel=True)
        return packed.read_bytes()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep back what the exporter says of packages that are not needed here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


def _sample(width: int, quantities: int) -> Encoded:
    """Return a window of nothing much; only its shape matters."""
    ones = np.ones(width, dtype=np.int64)
    return Encoded(
        np.ones((width, 2 + SPELLING), dtype=np.int64), ones, ones * 3, np.arange(width), np.arange(width),
        np.arange(quantities), np.zeros((quantities, width), dtype=np.int64),
        np.zeros((quantities, len(CLASSES)), dtype=np.int64),
        np.ones((quantities, len(PLACES), CANDIDATES, FACTS), dtype=np.int64),
        np.ones((quantities, len(PLACES), CANDIDATES), dtype=np.int64),
    )  # fmt: skip
