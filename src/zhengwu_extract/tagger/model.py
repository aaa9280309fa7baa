"""The network: an unmodified BERT encoder over tokens, and a head that reads each token for each quantity.

Only training and the export import this file; what ships is run by onnxruntime (runtime.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from ..link.program_score import TRAITS
from .encode import FROM_TRAITS, PLACES, TYPES
from .labels import CLASSES, TAGS
from .vocabulary import FLAGS, PAD, SPELLING
from .window import LONGEST, SEGMENTS

# The widest distance, and the most clauses and quantities between a token and a quantity, that are told apart.
FARTHEST, MOST_BETWEEN = 40, 4
# What the rules may have told of a token: any set of tags.
TELLINGS = 1 << len(TAGS)
# The score of a candidate that is not there.
ABSENT = -30.0


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; saved with the weights."""

    characters: int
    words: int
    vector: int = 96
    hidden: int = 192
    layers: int = 3
    heads: int = 6
    pair: int = 96
    dropout: float = 0.1


@dataclass(slots=True)
class Scores:
    """What the network says: `tags` (N, Q, W, tags), `classes` by field (N, Q, classes) and `choices` by what is chosen
    (N, Q, 1 + CANDIDATES), all before any sigmoid or softmax."""

    tags: Tensor
    classes: dict[str, Tensor]
    choices: dict[str, Tensor]


class Tokens(nn.Module):
    """Token embeddings: word vector, part of speech, and the mean of the characters, projected to the hidden size."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.words, shape.vector, padding_idx=PAD)
        self.characters = nn.Embedding(shape.characters, shape.vector, padding_idx=PAD)
        self.places = nn.Parameter(torch.ones(SPELLING, shape.vector))
        self.flags = nn.Embedding(len(FLAGS), shape.vector)
        self.segments = nn.Embedding(len(SEGMENTS), shape.hidden)
        self.widen = nn.Linear(2 * shape.vector, shape.hidden)

    def forward(self, tokens: Tensor, segments: Tensor) -> Tensor:
        """Return (N, W, hidden) for tokens (N, W, 2 + SPELLING)."""
        spelled = tokens[..., 2:]
        there = (spelled != PAD).unsqueeze(-1).to(self.places.dtype)
        spelling = (self.characters(spelled) * self.places * there).sum(-2) / there.sum(-2).clamp(min=1)
        named = self.words(tokens[..., 0]) + self.flags(tokens[..., 1])
        wide: Tensor = self.widen(torch.cat([named, spelling], -1))
        return wide + self.segments(segments)


class Pairs(nn.Module):
    """The head: a score for each tag of each (quantity, token), from their states and places."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.token = nn.Linear(shape.hidden, shape.pair)
        self.quantity = nn.Linear(shape.hidden, shape.pair)
        self.key = nn.Linear(shape.hidden, len(TAGS) * shape.pair // 2)
        self.query = nn.Linear(shape.hidden, len(TAGS) * shape.pair // 2)
        self.distance = nn.Embedding(2 * FARTHEST + 1, shape.pair)
        self.clauses = nn.Embedding(2 * MOST_BETWEEN + 1, shape.pair)
        self.numbers = nn.Embedding(2 * MOST_BETWEEN + 1, shape.pair)
        self.segments = nn.Embedding(len(SEGMENTS), shape.pair)
        self.told = nn.Embedding(TELLINGS, shape.pair)
        self.drop = nn.Dropout(shape.dropout)
        self.score = nn.Linear(shape.pair, len(TAGS))

    def forward(self, states: Tensor, at: Tensor, inputs: dict[str, Tensor]) -> Tensor:
        """Return (N, Q, W, tags) for states (N, W, hidden) and the quantities' tokens `at` (N, Q)."""
        own = _take(states, at)
        places = torch.arange(states.shape[1], device=states.device)
        mixed = (
            self.token(states).unsqueeze(1)
            + self.quantity(own).unsqueeze(2)
            + self.distance(_between(places.expand(at.shape[0], -1), at, FARTHEST))
            + self.clauses(_between(inputs["clauses"], at, MOST_BETWEEN))
            + self.numbers(_between(inputs["numbers"], at, MOST_BETWEEN))
            + self.segments(inputs["segments"]).unsqueeze(1)
            + self.told(inputs["told"])
        )
        keys = self.key(states).unflatten(-1, (len(TAGS), -1))
        queries = self.query(own).unflatten(-1, (len(TAGS), -1))
        crossed = torch.einsum("nqtd,nwtd->nqwt", queries, keys) / keys.shape[-1] ** 0.5
        scored: Tensor = self.score(self.drop(torch.nn.functional.gelu(mixed))) + crossed
        return scored


class Candidates(nn.Module):
    """A choice, of a program or a date: a score for each candidate of each quantity, and first one for "none"."""

    def __init__(self, shape: Shape, choice: str) -> None:
        super().__init__()
        self.number = list(PLACES).index(choice)
        self.name = nn.Linear(shape.hidden, shape.pair)
        self.quantity = nn.Linear(shape.hidden, shape.pair)
        self.place = nn.Embedding(len(PLACES[choice]), shape.pair)
        self.traits = nn.Embedding(sum(TRAITS), shape.pair)
        self.first: Tensor
        self.register_buffer("first", torch.tensor([0, *accumulate(TRAITS[:-1])]), persistent=False)
        self.key = nn.Linear(shape.hidden, shape.pair // 2)
        self.query = nn.Linear(shape.hidden, shape.pair // 2)
        self.rule = nn.Linear(2, shape.pair)
        self.drop = nn.Dropout(shape.dropout)
        self.score = nn.Linear(shape.pair, 1)
        self.none = nn.Linear(shape.hidden, 1)
        self.trust = nn.Parameter(torch.tensor(0.5))

    def forward(self, states: Tensor, at: Tensor, inputs: dict[str, Tensor]) -> Tensor:
        """Return (N, Q, 1 + CANDIDATES), far below 0 where there is no candidate."""
        own = _take(states, at)
        facts = inputs["candidates"][:, :, self.number]
        start, stop, place = facts[..., :FROM_TRAITS].unbind(-1)
        sums = nn.functional.pad(states.cumsum(1), (0, 0, 1, 0))
        lengths = (stop - start).unsqueeze(-1)
        named = (_take(sums, stop.flatten(1)) - _take(sums, start.flatten(1))).unflatten(1, start.shape[1:])
        named = named / lengths.clamp(min=1)
        rule = inputs["scores"][:, :, self.number].to(states.dtype).unsqueeze(-1) / 1000
        mixed = (
            self.name(named)
            + self.quantity(own).unsqueeze(2)
            + self.place(place)
            + self.traits(facts[..., FROM_TRAITS:] + self.first).sum(-2)
            + self.rule(torch.cat([rule, (lengths > 0).to(states.dtype)], -1))
        )
        crossed = torch.einsum("nqd,nqcd->nqc", self.query(own), self.key(named)) / self.key.out_features**0.5
        scores = self.score(self.drop(nn.functional.gelu(mixed))).squeeze(-1) + crossed
        scores = scores + self.trust * rule.squeeze(-1)
        return torch.cat([self.none(own), scores.masked_fill(place == 0, ABSENT)], -1)


class OwnEncoder(nn.Module):
    """An encoder over tokens, made from nothing: as many steps as there are words."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.tokens = Tokens(shape)
        config = BertConfig(
            vocab_size=len(TYPES),
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=4 * shape.hidden,
            max_position_embeddings=2 * LONGEST,
            type_vocab_size=len(TYPES),
            hidden_dropout_prob=shape.dropout,
            attention_probs_dropout_prob=shape.dropout,
            attn_implementation="eager",  # type: ignore[call-arg]  # exported, the fused one is slower
        )
        self.encoder = BertModel(config, add_pooling_layer=False)
        _spread(self)

    def forward(self, inputs: dict[str, Tensor]) -> Tensor:
        """Return the states of the tokens, (N, W, hidden)."""
        states: Tensor = self.encoder(
            inputs_embeds=self.tokens(inputs["tokens"], inputs["segments"]),
            token_type_ids=inputs["types"],
            attention_mask=(inputs["types"] != 0).long(),
        ).last_hidden_state
        return states


class BaseEncoder(nn.Module):
    """A ready BERT-family encoder over characters, its states averaged over the characters of each token.

    `rows` are the places of the vocabulary's characters in the base's own embeddings.
    """

    def __init__(self, base: BertModel, rows: Tensor) -> None:
        super().__init__()
        hidden = base.config.hidden_size
        embeddings = base.embeddings
        self.characters = nn.Embedding.from_pretrained(embeddings.word_embeddings.weight.detach()[rows], freeze=False)
        self.flags = nn.Embedding(len(FLAGS), hidden)
        self.segments = nn.Embedding(len(SEGMENTS), hidden)
        plain = embeddings.token_type_embeddings.weight.detach()[:1]
        embeddings.token_type_embeddings = nn.Embedding.from_pretrained(plain.repeat(len(TYPES), 1), freeze=False)
        base.config.type_vocab_size = len(TYPES)
        embeddings.word_embeddings = nn.Embedding(1, hidden)
        self.encoder = base
        for added in (self.flags, self.segments):
            nn.init.normal_(added.weight, std=0.01)

    def forward(self, inputs: dict[str, Tensor]) -> Tensor:
        """Return the states of the tokens, (N, W, hidden)."""
        tokens = inputs["tokens"]
        spelled = tokens[..., 2:].flatten(1)
        there = spelled != PAD
        positions = (there.cumsum(1) - 1).clamp(min=0)
        order = torch.arange(spelled.shape[1], device=spelled.device).expand_as(spelled)
        if not torch.compiler.is_exporting():  # gaps are only closed to save time
            order = torch.argsort((~there).long(), dim=1, stable=True)[:, : int(there.sum(1).max())]
        owner = order // SPELLING
        features = self.flags(tokens[..., 1]) + self.segments(inputs["segments"])
        seen = torch.gather(there, 1, order)
        states = self.encoder(
            inputs_embeds=self.characters(torch.gather(spelled, 1, order)) + _take(features, owner),
            position_ids=torch.gather(positions, 1, order),
            token_type_ids=torch.gather(inputs["types"], 1, owner),
            attention_mask=seen.long(),
        ).last_hidden_state
        weight = seen.unsqueeze(-1).to(states.dtype)
        place = owner.unsqueeze(-1)
        sums = torch.zeros_like(features, dtype=states.dtype).scatter_add(1, place.expand_as(states), states * weight)
        counts = there.unflatten(1, (-1, SPELLING)).sum(-1).clamp(min=1).unsqueeze(-1)
        return sums / counts


class Tagger(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, base: BaseEncoder | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.pairs = Pairs(shape)
        self.choices = nn.ModuleDict({choice: Candidates(shape, choice) for choice in PLACES})
        self.told = nn.ModuleDict({name: nn.Embedding(1 + len(known), shape.hidden) for name, known in CLASSES.items()})
        self.classes = nn.ModuleDict({name: nn.Linear(shape.hidden, len(known)) for name, known in CLASSES.items()})
        _spread(self)
        self.encoder = OwnEncoder(shape) if base is None else base

    def forward(self, inputs: dict[str, Tensor]) -> Scores:
        """Return the scores of a batch as encode.batch makes it."""
        states = self.encoder(inputs)
        at = inputs["quantities"]
        own = _take(states, at)
        classes = {
            field: self.classes[field](own + self.told[field](inputs["told_classes"][..., number]))
            for number, field in enumerate(CLASSES)
        }
        choices = {choice: head(states, at, inputs) for choice, head in self.choices.items()}
        return Scores(self.pairs(states, at, inputs), classes, choices)


def _spread(module: nn.Module) -> None:
    """Start embeddings small, so that what is known from the start (word vectors) weighs more than chance."""
    for each in module.modules():
        if isinstance(each, nn.Embedding):
            nn.init.normal_(each.weight, std=0.1)


def _take(states: Tensor, at: Tensor) -> Tensor:
    """Return the states (N, Q, hidden) of the tokens `at` (N, Q)."""
    return torch.gather(states, 1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


def _between(counts: Tensor, at: Tensor, most: int) -> Tensor:
    """Return (N, Q, W): how many of what `counts` (N, W) counts lie between a quantity and a token, clipped, from 0."""
    own = torch.gather(counts, 1, at)
    return (counts.unsqueeze(1) - own.unsqueeze(2)).clamp(-most, most) + most
