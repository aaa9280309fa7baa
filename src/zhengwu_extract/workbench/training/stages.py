"""The stages of training, each from what the one before left: vectors → pretrain → silver → gold.

Where there is raw text, a first gold stage makes a teacher; its pupil begins again before gold (teaching.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn

from ...tagger.encode import TYPES
from ...tagger.model import OwnEncoder, Shape, Tagger
from ...tagger.pack import shipped
from ...tagger.vocabulary import PAD, UNKNOWN, Vocabulary
from ..gold import GoldDocument
from . import TrainingError, texts
from .batches import batches, tensors
from .examples import Example, gold, read_by_rules, silver
from .exchange import exchanged, names_of
from .loop import SEEDS, Progress, Schedule, Tell, run_stage
from .losses import tagging_loss
from .pretraining import Guesser, hidden_batches, stretches
from .recipe import Recipe
from .start import from_base, from_nothing, from_pack, weights_of
from .teaching import Lesson, lesson_loss, lesson_tensors, lessons

STRETCHES = 64
WORD = TYPES.index("word")


@dataclass(slots=True)
class Training:
    """One run: what it learns from, how, and where its checkpoints stand."""

    recipe: Recipe
    sources: Sequence[Path]
    documents: Sequence[GoldDocument]
    work: Path
    seed: int
    tell: Tell
    device: str = "cpu"
    base: str | None = None
    # Ids of the documents in focus.
    focus: frozenset[str] = frozenset()
    # Steps between two checkpoints.
    every: int = 500
    # The weights as the gold stage found them.
    before_gold: bytes = b""

    def run(self) -> tuple[Tagger, Vocabulary, list[Progress]]:
        """Train stage by stage, and return the network, its vocabulary and how each stage went."""
        torch.manual_seed(self.seed)
        vocabulary, tagger = self._start()
        tagger.to(self.device)
        done = []
        if self.sources and self.recipe.pretrain_steps and isinstance(tagger.encoder, OwnEncoder):
            done.append(self._pretrain(tagger.encoder, tagger.shape, vocabulary))
        if self.sources and self.recipe.silver_steps:
            done.append(self._silver(tagger, vocabulary))
        if self.sources and self.recipe.taught_steps:
            pupil = deepcopy(tagger)
            done.append(self.gold(tagger, vocabulary, "teacher"))
            done.append(self._teach(tagger, pupil, vocabulary))
            tagger = pupil
        self.before_gold = weights_of(tagger)
        done += self._gold_runs(tagger, vocabulary)
        return tagger.cpu(), vocabulary, done

    def _start(self) -> tuple[Vocabulary, Tagger]:
        """Return what the stages begin with: a checkpoint, what ships when there is no raw text, or nothing."""
        if self.base:
            return from_base(self.base, self.recipe)
        folder = None if self.sources else shipped()
        ready = from_pack(folder, self.recipe) if folder else None
        return ready or from_nothing(self.recipe, self.documents, self.sources, self.seed)

    def _pretrain(self, encoder: OwnEncoder, shape: Shape, vocabulary: Vocabulary) -> Progress:
        data = stretches(texts.paragraphs(self.sources), vocabulary)
        guesser = Guesser(encoder, shape).to(self.device)
        _set_dropout(guesser, 0.0)

        def loss_of(batch: tuple[Tensor, ...]) -> tuple[Tensor, int]:
            loss: Tensor = guesser(*(part.to(self.device) for part in batch))
            return loss, batch[1].numel()

        def rounds(number: int) -> Iterable[tuple[Tensor, ...]]:
            return hidden_batches(data, min(STRETCHES, len(data)), self.seed + number)

        schedule = Schedule(self.recipe.pretrain_steps, self.recipe.pretrain_rate)
        return run_stage("pretrain", guesser, rounds, loss_of, schedule, self.work, self.seed, self.tell, self.every)

    def _silver(self, tagger: Tagger, vocabulary: Vocabulary) -> Progress:
        documents = (read_by_rules(doc) for doc in texts.documents(self.sources, self.seed))
        examples = list(_first(silver(documents, vocabulary), self.recipe.silver_quantities))
        _set_dropout(tagger, 0.0)
        schedule = Schedule(self.recipe.silver_steps, self.recipe.silver_rate)
        return self._learn("silver", tagger, lambda number: examples, schedule, self.seed)

    def _teach(self, teacher: Tagger, pupil: Tagger, vocabulary: Vocabulary) -> Progress:
        """Let a network learn what another says of raw text."""
        documents = (read_by_rules(doc) for doc in texts.documents(self.sources, self.seed + 1))
        examples = _first(silver(documents, vocabulary, told=True), self.recipe.taught_quantities)
        windows = [example.encoded for example in examples]
        taught = list(lessons(windows, teacher, self.recipe.tokens, self.device))
        _set_dropout(pupil, self.recipe.dropout / 2)

        def loss_of(group: list[Lesson]) -> tuple[Tensor, int]:
            inputs, answers = lesson_tensors(group)
            tokens = int((inputs["types"] != 0).sum())
            _hide(inputs, self.recipe)
            scores = pupil({name: value.to(self.device) for name, value in inputs.items()})
            return lesson_loss(scores, {name: value.to(self.device) for name, value in answers.items()}), tokens

        def rounds(number: int) -> Iterable[list[Lesson]]:
            return batches(taught, self.recipe.tokens, self.seed + number)

        schedule = Schedule(self.recipe.taught_steps, self.recipe.silver_rate)
        return run_stage("taught", pupil, rounds, loss_of, schedule, self.work, self.seed, self.tell, self.every)

    def _gold_runs(self, tagger: Tagger, vocabulary: Vocabulary) -> list[Progress]:
        """Go through gold in several orders, each from the same beginning, and leave the mean of their weights.

        Wortsman et al. 2022, "Model soups": networks that began alike lie in one basin, and the mean of them does as
        well as all of them asked together.
        """
        done, ends = [], []
        for run in range(self.recipe.gold_runs):
            one = deepcopy(tagger)
            done.append(self.gold(one, vocabulary, f"gold-{run + 1}" if run else "gold", self.seed + run))
            ends.append(one.state_dict())
        tagger.load_state_dict({name: sum(end[name] for end in ends) / len(ends) for name in ends[0]})
        return done

    def gold(self, tagger: Tagger, vocabulary: Vocabulary, stage: str, seed: int | None = None) -> Progress:
        """Let a network go through the annotated documents."""
        seed = self.seed if seed is None else seed
        again = [doc for doc in self.documents if doc.id in self.focus] * (self.recipe.focus - 1)
        documents = [*self.documents, *again]
        examples = _known(gold(documents, vocabulary))
        if not examples:
            raise TrainingError("no annotated quantity of GOLD was found by the engine; see docs/annotate.md")
        _set_dropout(tagger, self.recipe.dropout)
        a_round = sum(1 for _ in batches(examples, self.recipe.tokens, seed))
        schedule = Schedule(
            a_round * self.recipe.gold_rounds, self.recipe.gold_rate, warm=min(100, a_round), decay=0.05
        )
        others = self._others(documents, examples, vocabulary, seed)
        return self._learn(stage, tagger, others, schedule, seed, noisy=True)

    def _others(
        self, documents: Sequence[GoldDocument], examples: Sequence[Example], vocabulary: Vocabulary, seed: int
    ) -> Callable[[int], Sequence[Example]]:
        """Return what gives a round's examples: those of the documents, in some of them with other names."""
        names = names_of(documents)

        def of_round(number: int) -> Sequence[Example]:
            if not self.recipe.exchanged or number == 0:
                return examples
            random = Random(seed * SEEDS + number)
            changed = [
                exchanged(doc, names, random) if random.random() < self.recipe.exchanged else doc for doc in documents
            ]
            return _known(gold(changed, vocabulary))

        return of_round

    def _learn(
        self,
        stage: str,
        tagger: Tagger,
        examples: Callable[[int], Sequence[Example]],
        schedule: Schedule,
        seed: int,
        *,
        noisy: bool = False,
    ) -> Progress:
        """Let a network learn examples, those of each round."""

        def loss_of(batch: list[Example]) -> tuple[Tensor, int]:
            inputs, answers = tensors(batch)
            tokens = int((inputs["types"] != 0).sum())
            if noisy:
                _hide(inputs, self.recipe)
            inputs = {name: value.to(self.device) for name, value in inputs.items()}
            return tagging_loss(
                tagger(inputs), {name: value.to(self.device) for name, value in answers.items()}
            ), tokens

        def rounds(number: int) -> Iterable[list[Example]]:
            return batches(examples(number), self.recipe.tokens, seed + number)

        return run_stage(stage, tagger, rounds, loss_of, schedule, self.work, seed, self.tell, self.every)


def _known(examples: Iterable[Example]) -> list[Example]:
    """Return the examples with at least one annotated quantity."""
    return [example for example in examples if example.known.any()]


def _first(examples: Iterable[Example], quantities: int) -> Iterator[Example]:
    """Yield examples until they hold so many quantities."""
    for example in examples:
        yield example
        quantities -= len(example.known)
        if quantities <= 0:
            return


def _hide(inputs: dict[str, Tensor], recipe: Recipe) -> None:
    """Hide some words, and from some quantities what the rules chose, so that neither is learned by heart."""
    told = torch.rand(inputs["told"].shape[:2]) < recipe.told
    for name in ("told", "told_classes", "scores"):
        inputs[name] = inputs[name] * told[(..., *[None] * (inputs[name].dim() - told.dim()))]
    hidden = (torch.rand(inputs["types"].shape) < recipe.words_hidden) & (inputs["types"] == WORD)
    tokens = inputs["tokens"]
    tokens[..., 0][hidden] = UNKNOWN
    unspelled = hidden & (torch.rand(hidden.shape) < 0.5)
    tokens[..., 2:][unspelled] = torch.where(tokens[..., 2:][unspelled] == PAD, PAD, UNKNOWN)


def _set_dropout(model: nn.Module, share: float) -> None:
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = share


def summary(done: Sequence[Progress]) -> list[dict[str, Any]]:
    """Return how the stages went, as the manifest keeps it."""
    return [{"stage": each.stage, "steps": each.step, "loss": round(each.loss, 3)} for each in done]
