"""Batches of windows of like length, in an order that the seed and the round decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from ...tagger.encode import CANDIDATES, PLACES, Numbers, alike, batch
from .examples import UNKNOWN_CLASS, Example
from .teaching import Lesson

# A window with its answers, of people, rules or a teacher.
Window = TypeVar("Window", Example, Lesson)
# Windows are sorted by length in pools of so many batches: little padding, and still another order each round.
POOL = 50


def batches(examples: Sequence[Window], tokens: int, seed: int) -> Iterator[list[Window]]:
    """Yield all examples in batches of about `tokens` tokens, in random order.

    >>> list(batches([], 100, 0))
    []
    """
    random = np.random.default_rng(seed)
    order = random.permutation(len(examples))
    mean = max(1.0, float(np.mean([len(example.encoded.types) for example in examples[:1000]] or [1])))
    pool = max(1, int(POOL * tokens / mean))
    found: list[list[Window]] = []
    for start in range(0, len(order), pool):
        near = [examples[at] for at in order[start : start + pool]]
        groups = alike([len(example.encoded.types) for example in near], tokens)
        found += [[near[at] for at in group] for group in groups]
    for at in random.permutation(len(found)):
        yield found[at]


def tensors(examples: Sequence[Example]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return the model's inputs and the right answers of one batch."""
    arrays = batch([example.encoded for example in examples])
    count, most, longest = arrays["told"].shape
    tags = np.zeros((count, most, longest), dtype=np.int64)
    classes = np.full((count, most, arrays["told_classes"].shape[2]), UNKNOWN_CLASS, dtype=np.int64)
    known = np.zeros((count, most), dtype=np.int64)
    choices = np.zeros((count, most, len(PLACES), 1 + CANDIDATES), dtype=np.int64)
    for row, example in enumerate(examples):
        quantities, width = example.tags.shape
        tags[row, :quantities, :width] = example.tags
        classes[row, :quantities] = example.classes
        known[row, :quantities] = example.known
        choices[row, :quantities] = example.choices
    answers: dict[str, Numbers] = {
        "tags": tags, "classes": classes, "known": known, "choices": choices,
        "here": (arrays["types"] != 0).astype(np.int64)
    }  # fmt: skip
    return _tensors(arrays), _tensors(answers)


def _tensors(arrays: dict[str, Numbers]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(value) for name, value in arrays.items()}
