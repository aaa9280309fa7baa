"""What training minimises: wrong tags, wrong classes, and for pre-training wrong guesses of hidden words."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from ...tagger.encode import PLACES, TOLD
from ...tagger.labels import CLASSES, TAGS
from ...tagger.model import Scores
from .examples import UNKNOWN_CLASS

# What the classes and the choices weigh beside the tags.
CLASS_WEIGHT, CHOICE_WEIGHT = 0.3, 1.0


def tagging_loss(scores: Scores, answers: dict[str, Tensor]) -> Tensor:
    """Return the mean cross-entropy over quantities: of their tokens' tags, summed, and of their classes.

    `answers` has `tags` (N, Q, W) bits of TOLD, `classes` (N, Q, fields), `known` (N, Q), `here` (N, W) and `choices`
    (N, Q, choices, 1 + CANDIDATES); a quantity whose program or date is no candidate teaches nothing about the choice.
    """
    known = answers["known"].bool()
    bits = torch.stack([(answers["tags"] & TOLD[tag]) > 0 for tag in TAGS], -1).to(scores.tags.dtype)
    each = functional.binary_cross_entropy_with_logits(scores.tags, bits, reduction="none").sum(-1)
    counted = known.unsqueeze(-1) & answers["here"].bool().unsqueeze(1)
    quantities = known.sum().clamp(min=1)
    loss = (each * counted).sum() / quantities
    for number, field in enumerate(CLASSES):
        right = answers["classes"][..., number].masked_fill(~known, UNKNOWN_CLASS)
        wrong = functional.cross_entropy(
            scores.classes[field].flatten(0, 1), right.flatten(), ignore_index=UNKNOWN_CLASS, reduction="sum"
        )
        loss = loss + CLASS_WEIGHT * wrong / quantities
    for number, choice in enumerate(PLACES):
        right = answers["choices"][:, :, number].bool()
        chosen = known & right.any(-1)
        choices = functional.log_softmax(scores.choices[choice], -1).masked_fill(~right, -1e4).logsumexp(-1)
        loss = loss - CHOICE_WEIGHT * (choices * chosen).sum() / quantities
    return loss


def hidden_words_loss(states: Tensor, vectors: Tensor, words: Tensor, hidden: Tensor) -> Tensor:
    """Return the mean cross-entropy of guessing the hidden words among all, by the product with their vectors.

    Shapes: states (N, W, vector), vectors (words, vector), words and hidden (N, W).
    """
    at = hidden.bool()
    return functional.cross_entropy(states[at] @ vectors.T, words[at])
