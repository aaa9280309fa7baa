"""How much a tagger learns, stage by stage: the presets of `zhengwu train`."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The sizes of the network, and for each stage its steps and peak rate; a stage of 0 steps is passed over."""

    name: str
    hidden: int
    layers: int
    vector: int
    pair: int
    pretrain_steps: int
    silver_steps: int
    gold_rounds: int
    silver_quantities: int
    pretrain_rate: float = 1e-3
    silver_rate: float = 1e-3
    # After a first gold stage: steps of learning what that network says of so many quantities of raw text.
    taught_steps: int = 0
    taught_quantities: int = 200_000
    gold_rate: float = 5e-4
    # How often gold is gone through from the same beginning, in another order each time; the mean of the weights stays.
    gold_runs: int = 1
    # Tokens of a batch.
    tokens: int = 2000
    # How often a round of gold goes over the documents in focus.
    focus: int = 3
    # In the gold stage: dropout, share of words hidden, share of quantities that are told what the rules chose.
    dropout: float = 0.2
    words_hidden: float = 0.1
    told: float = 0.7
    # Share of the documents in which names are exchanged, others in each round (exchange.py).
    exchanged: float = 0.5


# What ships.
FULL = Recipe(
    name="full", hidden=192, layers=3, vector=96, pair=96, pretrain_steps=3800, silver_steps=7800, gold_rounds=7,
    silver_quantities=450_000, taught_steps=5500, gold_runs=3,
)  # fmt: skip
# Narrower and a layer less: faster to train and to run.
SMALL = replace(FULL, name="small", hidden=128, layers=2, pair=64, gold_rounds=10)
# To see that everything works, on gold alone.
TINY = Recipe(
    name="tiny", hidden=64, layers=1, vector=32, pair=32, pretrain_steps=0, silver_steps=0, gold_rounds=6,
    silver_quantities=0, gold_rate=3e-3, dropout=0.1, exchanged=0.0,
)  # fmt: skip
PRESETS = {recipe.name: recipe for recipe in (FULL, SMALL, TINY)}
