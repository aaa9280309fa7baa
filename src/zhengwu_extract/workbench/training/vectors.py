"""Word vectors to start from: words that stand near the same words get near vectors.

Positive pointwise mutual information of words at most REACH apart, reduced by a truncated singular value decomposition
(Levy and Goldberg 2014, "Neural word embedding as implicit matrix factorization"): far sooner
done than learning them by hiding words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray

from ...link.words import words
from ...tagger.vocabulary import SPECIAL, Vocabulary, most_frequent, normal

# How far apart two words may stand, and the power that keeps rare words from being found close to everything.
REACH, SMOOTHING = 4, 0.75
# Pairs are counted in runs of so many words, which keeps the memory small.
RUN = 2_000_000
CHARACTERS, WORDS, FEWEST = 5000, 20_000, 5


def vocabulary_of(texts: Iterable[str]) -> tuple[Vocabulary, NDArray[np.int32]]:
    """Return the most frequent characters and words of `texts`, and all texts as word numbers, 0 between two texts."""
    characters: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    counts: list[int] = []
    runs: list[NDArray[np.int32]] = []
    for text in texts:
        characters.update(normal(text))
        run = []
        for word, _ in words(text):
            word = normal(word)
            number = numbers.setdefault(word, len(numbers))
            if number == len(counts):
                counts.append(0)
            counts[number] += 1
            run.append(number)
        runs.append(np.array([*run, -1], dtype=np.int32))
    names = list(numbers)
    known = most_frequent(list(zip(names, counts, strict=True)), WORDS, FEWEST)
    vocabulary = Vocabulary(most_frequent(list(characters.items()), CHARACTERS, FEWEST), known)
    renumbered = np.array([*(vocabulary.word(name) for name in names), 0], dtype=np.int32)
    return vocabulary, renumbered[np.concatenate(runs)] if runs else np.zeros(0, dtype=np.int32)


def word_vectors(sequence: NDArray[np.int32], size: int, dimensions: int, seed: int) -> NDArray[np.float32]:
    """Return (size, dimensions): a vector for each word, unit variance on average; zeros where nothing is known."""
    vectors: NDArray[np.float32] = np.zeros((size, dimensions), dtype=np.float32)
    first, second, times = _pairs(sequence, size)
    if not len(times):
        return vectors
    rows = np.bincount(first, weights=times, minlength=size)
    columns = np.bincount(second, weights=times, minlength=size) ** SMOOTHING
    gain = np.log(times / (rows[first] * columns[second] / columns.sum()))
    keep = gain > 0
    matrix = torch.sparse_coo_tensor(
        torch.tensor(np.stack([first[keep], second[keep]])),
        torch.tensor(gain[keep], dtype=torch.float32),
        (size, size),
        check_invariants=True,
    ).coalesce()
    torch.manual_seed(seed)
    left, strengths, _ = torch.svd_lowrank(matrix, q=min(size, dimensions + 8), niter=3)
    found = (left * strengths.sqrt())[:, :dimensions].numpy()
    vectors[:, : found.shape[1]] = found
    vectors[: len(SPECIAL)] = 0
    spread = float(vectors.std())
    return vectors / spread if spread else vectors


def _pairs(sequence: NDArray[np.int32], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return (word, word beside it, times) for words at most REACH apart; unknown and special words are passed over."""
    codes: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
    times: NDArray[np.float64] = np.zeros(0)
    for start in range(0, len(sequence), RUN):
        run = sequence[start : start + RUN].astype(np.int64)
        found = []
        for apart in range(1, REACH + 1):
            one, other = run[:-apart], run[apart:]
            kept = (one >= len(SPECIAL)) & (other >= len(SPECIAL))
            found += [one[kept] * size + other[kept], other[kept] * size + one[kept]]
        new, counted = np.unique(np.concatenate([codes, *found]), return_inverse=True)
        weights = np.concatenate([times, np.ones(sum(map(len, found)))])
        codes, times = new, np.bincount(counted, weights=weights).astype(np.float64)
    return codes // size, codes % size, times
