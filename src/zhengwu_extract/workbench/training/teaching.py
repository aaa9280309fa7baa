"""What a trained tagger says of raw text, for another network to learn: softer than the rules' choices and more right.

The pupil begins where the teacher began before it saw gold, learns the teacher's probabilities on many texts that
nobody annotated, and then gold itself (self-training with soft labels, as in Xie et al. 2020, "Self-training with
Noisy Student").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ...tagger.encode import Encoded, alike, batch
from ...tagger.model import Scores, Tagger
from .losses import CHOICE_WEIGHT, CLASS_WEIGHT

Chances = NDArray[np.float16]
# Below this a logarithm of a chance no longer matters: a candidate that is not there has none.
FLOOR = -30.0


class Lesson(NamedTuple):
    """A window with what the teacher thinks: `tags` (Q, W, tags), `classes` and `choices` one array (Q, …) for each."""

    encoded: Encoded
    tags: Chances
    classes: tuple[Chances, ...]
    choices: tuple[Chances, ...]


def lessons(windows: Sequence[Encoded], teacher: Tagger, tokens: int, device: str) -> Iterator[Lesson]:
    """Yield each window with what the teacher thinks of it, those of like length together."""
    teacher.eval()
    for group in alike([len(window.types) for window in windows], tokens):
        yield from _thought([windows[at] for at in group], teacher, device)


@torch.no_grad()
def _thought(group: Sequence[Encoded], teacher: Tagger, device: str) -> Iterator[Lesson]:
    inputs = {name: torch.from_numpy(value).to(device) for name, value in batch(group).items()}
    with torch.autocast(device, dtype=torch.bfloat16):
        scores = teacher(inputs)
    tags = _small(scores.tags.float().sigmoid())
    classes = [_small(each.float().softmax(-1)) for each in scores.classes.values()]
    choices = [_small(each.float().softmax(-1)) for each in scores.choices.values()]
    for row, window in enumerate(group):
        count, width = len(window.quantities), len(window.types)
        yield Lesson(
            window,
            tags[row, :count, :width].copy(),
            tuple(each[row, :count].copy() for each in classes),
            tuple(each[row, :count].copy() for each in choices),
        )


def _small(chances: Tensor) -> Chances:
    return chances.half().cpu().numpy()


def lesson_tensors(group: Sequence[Lesson]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return the model's inputs, and what the teacher thinks by name: tags, class.N, choice.N, here and known."""
    arrays = batch([lesson.encoded for lesson in group])
    count, most, longest = arrays["told"].shape
    answers = {
        "tags": torch.zeros(count, most, longest, group[0].tags.shape[-1]),
        "known": torch.zeros(count, most),
        "here": torch.from_numpy((arrays["types"] != 0).astype(np.float32)),
    }
    for name, first in _named(group[0]):
        answers[name] = torch.zeros(count, most, first.shape[-1])
    for row, lesson in enumerate(group):
        quantities, width = lesson.tags.shape[:2]
        answers["tags"][row, :quantities, :width] = torch.from_numpy(lesson.tags.astype(np.float32))
        answers["known"][row, :quantities] = 1.0
        for name, chances in _named(lesson):
            answers[name][row, :quantities] = torch.from_numpy(chances.astype(np.float32))
    return {name: torch.from_numpy(value) for name, value in arrays.items()}, answers


def _named(lesson: Lesson) -> Iterator[tuple[str, Chances]]:
    for number, chances in enumerate(lesson.classes):
        yield f"class.{number}", chances
    for number, chances in enumerate(lesson.choices):
        yield f"choice.{number}", chances


def lesson_loss(scores: Scores, answers: dict[str, Tensor]) -> Tensor:
    """Return the mean cross-entropy over quantities between what the teacher thinks and what the pupil says."""
    known, quantities = answers["known"], answers["known"].sum().clamp(min=1)
    each = functional.binary_cross_entropy_with_logits(scores.tags, answers["tags"], reduction="none").sum(-1)
    loss = (each * known.unsqueeze(-1) * answers["here"].unsqueeze(1)).sum() / quantities
    said = [(CLASS_WEIGHT, f"class.{number}", each) for number, each in enumerate(scores.classes.values())]
    said += [(CHOICE_WEIGHT, f"choice.{number}", each) for number, each in enumerate(scores.choices.values())]
    for weight, name, logits in said:
        chances = functional.log_softmax(logits, -1).clamp(min=FLOOR)
        loss = loss - weight * ((answers[name] * chances).sum(-1) * known).sum() / quantities
    return loss
