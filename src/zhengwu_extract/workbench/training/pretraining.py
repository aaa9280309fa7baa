"""Pre-training: whole words are hidden, and the encoder guesses them from what stands around.

One word in seven is hidden, all its characters with it (Devlin et al. 2019; whole words after Cui et al. 2021); a
hidden word is guessed by its vector among those of all words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ...link.piece import kind_of
from ...link.words import words
from ...tagger.encode import TYPES
from ...tagger.model import OwnEncoder, Shape
from ...tagger.vocabulary import MASK, PAD, SPELLING, Vocabulary, flag_number
from ...tagger.window import SEGMENTS
from .losses import hidden_words_loss

# Tokens of a stretch, and the share of words that are hidden.
STRETCH, HIDDEN = 96, 0.15
_TYPE = {"word": TYPES.index("word"), "mark": TYPES.index("mark"), "stop": TYPES.index("stop")}


class Guesser(nn.Module):
    """An encoder with what pre-training needs beside it: the way from a state to a word vector."""

    def __init__(self, encoder: OwnEncoder, shape: Shape) -> None:
        super().__init__()
        self.encoder = encoder
        self.guess = nn.Linear(shape.hidden, shape.vector)

    def forward(self, tokens: Tensor, types: Tensor, hidden: Tensor) -> Tensor:
        """Return the loss over the hidden words of (N, W) stretches."""
        answers = tokens[..., 0]
        shown = tokens.clone()
        shown[..., 0] = torch.where(hidden, MASK, shown[..., 0])
        spelled = (shown[..., 2:] != PAD) & hidden.unsqueeze(-1)
        shown[..., 1] = torch.where(hidden, 0, shown[..., 1])
        shown[..., 2:] = torch.where(spelled, MASK, shown[..., 2:])
        segments = torch.full_like(types, len(SEGMENTS) - 1)
        states = self.encoder({"tokens": shown, "types": types, "segments": segments})
        return hidden_words_loss(self.guess(states), self.encoder.tokens.words.weight, answers, hidden)


def stretches(texts: Iterable[str], vocabulary: Vocabulary) -> NDArray[np.int16]:
    """Return texts as (count, STRETCH, 3 + SPELLING): word, part of speech, characters and type of each token."""
    rows: list[tuple[int, ...]] = []
    known: dict[tuple[str, str], tuple[int, ...] | None] = {}
    found: list[NDArray[np.int16]] = []
    for text in texts:
        for pair in words(text):
            if pair not in known:
                word, flag = pair
                kind = kind_of(word)
                number, *spelling = vocabulary.token(word)
                known[pair] = None if kind == "blank" else (number, flag_number(flag), *spelling, _TYPE[kind])
            if (row := known[pair]) is not None:
                rows.append(row)
        if len(rows) > 1 << 16:
            keep = len(rows) // STRETCH * STRETCH
            found.append(np.array(rows[:keep], dtype=np.int16).reshape(-1, STRETCH, 3 + SPELLING))
            rows = rows[keep:]
    keep = len(rows) // STRETCH * STRETCH
    found.append(np.array(rows[:keep], dtype=np.int16).reshape(-1, STRETCH, 3 + SPELLING))
    return np.concatenate(found)


def hidden_batches(data: NDArray[np.int16], size: int, seed: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Yield (tokens, types, hidden) of `size` stretches at a time, in an order and with words hidden by the seed."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(data))
    for start in range(0, len(order) - size + 1, size):
        part = torch.from_numpy(data[order[start : start + size]].astype(np.int64))
        tokens, types = part[..., :-1], part[..., -1]
        chosen = torch.from_numpy(random.random(types.shape) < HIDDEN)
        yield tokens, types, chosen & (tokens[..., 0] > MASK)
