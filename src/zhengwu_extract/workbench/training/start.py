"""What training starts from: the vocabulary and a network, its own with word vectors or a ready checkpoint's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load, save
from transformers import AutoModel, AutoTokenizer, BertModel

from ...tagger.model import BaseEncoder, OwnEncoder, Shape, Tagger
from ...tagger.pack import WEIGHTS, Pack, digest, read_pack
from ...tagger.vocabulary import SPECIAL, Vocabulary
from ..gold import GoldDocument
from . import TrainingError, texts
from .recipe import Recipe
from .vectors import vocabulary_of, word_vectors

# Word vectors come in with this spread, the other embeddings with less: what is known from the start weighs more.
SPREAD = 0.3
# What a recipe and a ready network must have in common.
SIZES = ("hidden", "layers", "vector", "pair")
# What only a network of our own has: vectors of words.
WORDS = "encoder.tokens.words.weight"


def from_nothing(
    recipe: Recipe, documents: Sequence[GoldDocument], sources: Sequence[Path], seed: int
) -> tuple[Vocabulary, Tagger]:
    """Return the vocabulary of all texts and a network that knows the words' vectors."""
    own = [paragraph for document in documents for paragraph in document.text.split("\n")]
    vocabulary, sequence = vocabulary_of([*texts.paragraphs(sources), *own] if sources else own)
    shape = Shape(
        characters=len(vocabulary.characters),
        words=len(vocabulary.words),
        vector=recipe.vector,
        hidden=recipe.hidden,
        layers=recipe.layers,
        heads=max(1, recipe.hidden // 32),
        pair=recipe.pair,
    )
    tagger = Tagger(shape)
    assert isinstance(tagger.encoder, OwnEncoder)
    vectors = word_vectors(sequence, len(vocabulary.words), recipe.vector, seed)
    tagger.encoder.tokens.words.weight.data.copy_(torch.from_numpy(vectors) * SPREAD)
    return vocabulary, tagger


def from_pack(folder: Path, recipe: Recipe) -> tuple[Vocabulary, Tagger] | None:
    """Return the vocabulary and network of a model folder as they were before gold; None for another size or none.

    Raises TrainingError when the weights are not those that the manifest names.
    """
    pack = read_pack(folder)
    before = pack.manifest.get("before_gold")
    if before is None or any(before["shape"][name] != getattr(recipe, name) for name in SIZES):
        return None
    return pack.vocabulary, before_gold(folder, pack)


def before_gold(folder: Path, pack: Pack) -> Tagger:
    """Return the network of a model folder as it was before it saw gold.

    Raises TrainingError when the folder has none, when it is not what the manifest says, or when it was itself made
    around a BERT checkpoint.
    """
    before = pack.manifest.get("before_gold")
    if before is None or not (folder / WEIGHTS).is_file():
        raise TrainingError(f"{folder}: holds no {WEIGHTS}; name a folder as zhengwu train writes one")
    data = (folder / WEIGHTS).read_bytes()
    if digest(data) != before["sha256"]:
        raise TrainingError(f"{folder / WEIGHTS}: not what the manifest says; it was changed or cut off")
    weights = weights_in(data)
    if WORDS not in weights:
        raise TrainingError(f"{folder}: was trained from a BERT checkpoint (--base); start from that checkpoint again")
    tagger = Tagger(Shape(**before["shape"]))
    tagger.load_state_dict(weights)
    return tagger


def weights_of(tagger: Tagger) -> bytes:
    """Return the weights of a network in half precision, as `from_pack` reads them."""
    return save({name: value.half().contiguous() for name, value in tagger.state_dict().items()})


def weights_in(data: bytes) -> dict[str, torch.Tensor]:
    """Return the weights that `weights_of` wrote, in full precision again."""
    return {name: value.float() for name, value in load(data).items()}


def from_base(base: str, recipe: Recipe) -> tuple[Vocabulary, Tagger]:
    """Return the vocabulary and a network around a BERT-family checkpoint: a folder or a name on a model hub.

    Raises TrainingError when there is none, when it is no BERT, or when its weights are a pickle, which can run any
    code when it is opened.
    """
    try:
        model = AutoModel.from_pretrained(base, use_safetensors=True, add_pooling_layer=False)
        known: dict[str, int] = AutoTokenizer.from_pretrained(base).get_vocab()
    except (OSError, ValueError) as error:
        raise TrainingError(f"{base}: no BERT checkpoint with safetensors weights can be loaded: {error}") from error
    if not isinstance(model, BertModel):
        raise TrainingError(f"{base}: a {type(model).__name__}; only the BERT family fits (BERT, MacBERT, RoBERTa-wwm)")
    characters = sorted((name for name in known if len(name) == 1), key=known.__getitem__)
    vocabulary = Vocabulary(characters, [])
    special = [known.get(name, 0) for name in SPECIAL]
    rows = torch.tensor([*special, *(known[character] for character in characters)])
    config = model.config
    shape = Shape(
        characters=len(vocabulary.characters),
        words=len(vocabulary.words),
        hidden=config.hidden_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        pair=recipe.pair,
    )
    return vocabulary, Tagger(shape, BaseEncoder(model, rows))
