"""Cross-validation: for each fold of the annotated documents, a network that saw all the others.

The joining is fitted on documents that a network did not see. Cut into folds, every document can be one of them and
still be learned from: the networks of the folds are used for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from random import Random

from ...tagger.model import Tagger
from ...tagger.pack import Pack
from ...tagger.vocabulary import Vocabulary
from ..gold import GoldDocument
from . import TrainingError
from .export import to_onnx
from .joining import Unseen
from .stages import Training
from .start import weights_in


def folds(training: Training, tagger: Tagger, vocabulary: Vocabulary, count: int) -> Iterator[Unseen]:
    """Yield, for each of `count` folds, its documents and a network that began where `tagger` did and saw the others.

    The documents in focus are what is cut into folds; where there are none, all are.

    Raises TrainingError when there are fewer documents than folds.
    """
    shared = [doc for doc in training.documents if doc.id in training.focus] or list(training.documents)
    if len(shared) < count:
        raise TrainingError(f"{len(shared)} documents cannot be cut into {count} folds")
    Random(training.seed).shuffle(shared)
    for number in range(count):
        fold = shared[number::count]
        yield Unseen(_network(training, tagger, vocabulary, fold, number), fold)


def _network(training: Training, tagger: Tagger, vocabulary: Vocabulary, fold: list[GoldDocument], number: int) -> Pack:
    apart = {doc.id for doc in fold}
    others = [doc for doc in training.documents if doc.id not in apart]
    network = deepcopy(tagger)
    network.load_state_dict(weights_in(training.before_gold))
    network.to(training.device)
    replace(training, documents=others).gold(network, vocabulary, f"fold-{number + 1}")
    return Pack(to_onnx(network.cpu()), vocabulary, {})
