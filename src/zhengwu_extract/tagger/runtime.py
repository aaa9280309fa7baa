"""The shipped network, run by onnxruntime: windows in, scores for each of their quantities out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .encode import PLACES, Encoded, alike, batch
from .labels import CLASSES
from .pack import Pack

# Windows are read in batches of like length, of about so many tokens; larger ones hold more padding.
TOKENS = 256
# The kernel that joins an addition with the normalisation behind it takes three times as long as the two alone.
SLOW_FUSION = "SkipLayerNormFusion"
INPUTS = (
    "tokens", "types", "segments", "clauses", "numbers", "quantities", "told", "told_classes",
    "candidates", "scores",
)  # fmt: skip


class Opinion(NamedTuple):
    """What the network says of one quantity, in logits: `tags` (W, tags), by field (classes,), by choice (1 + C,)."""

    tags: NDArray[np.float32]
    classes: dict[str, NDArray[np.float32]]
    choices: dict[str, NDArray[np.float32]]


class Runtime:
    """A loaded network; one thread, so that as many processes as there are cores share them well."""

    def __init__(self, pack: Pack, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            pack.model, options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
        )

    def opinions(self, windows: Sequence[Encoded]) -> list[list[Opinion]]:
        """Return for each window what the network says of each of its quantities, in order."""
        found: list[list[Opinion]] = [[] for _ in windows]
        for group in alike([len(window.types) for window in windows], TOKENS):
            arrays = batch([windows[at] for at in group])
            outputs = self._session.run(None, {name: arrays[name] for name in INPUTS})
            tags, chosen, classed = outputs[0], outputs[1 : 1 + len(PLACES)], outputs[1 + len(PLACES) :]
            for row, at in enumerate(group):
                width = len(windows[at].types)
                found[at] = [
                    Opinion(
                        tags[row, number, :width],
                        {field: scores[row, number] for field, scores in zip(CLASSES, classed, strict=True)},
                        {choice: scores[row, number] for choice, scores in zip(PLACES, chosen, strict=True)},
                    )
                    for number in range(len(windows[at].quantities))
                ]
        return found
