"""One stage of training: a plain loop with a warm start, a linear fall, checkpoints and a line of progress."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from . import TrainingError


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a stage learns: `steps` batches, peak `rate` after `warm` steps, then down to nothing."""

    steps: int
    rate: float
    warm: int = 200
    decay: float = 0.01
    clip: float = 1.0

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step.

        >>> schedule = Schedule(steps=1000, rate=1e-3, warm=100)
        >>> [round(schedule.rate_at(step), 6) for step in (0, 99, 550)]
        [1e-05, 0.000901, 0.00045]
        """
        return self.rate * min(1.0, (step + 1) / self.warm) * max(0.0, 1 - step / self.steps)


@dataclass(slots=True)
class Progress:
    """What a stage has to tell: the smoothed loss, tokens a second, seconds left, and the curve so far."""

    stage: str
    step: int = 0
    steps: int = 0
    loss: float = 0.0
    speed: float = 0.0
    left: float = 0.0
    curve: list[tuple[int, float]] = field(default_factory=list)


# Steps of different seeds draw different random numbers up to so many steps.
SEEDS = 1_000_003
Tell = Callable[[Progress], None]


def run_stage(
    stage: str,
    model: nn.Module,
    batches: Callable[[int], Iterable[Any]],
    loss_of: Callable[[Any], tuple[Tensor, int]],
    schedule: Schedule,
    folder: Path,
    seed: int,
    tell: Tell,
    every: int = 500,
) -> Progress:
    """Train `model` for `schedule.steps` batches and return how it went.

    `batches(round)` gives the batches of a round, `loss_of(batch)` the loss and the number of tokens. A checkpoint is
    written to FOLDER/STAGE.safetensors every `every` steps and at the end; with one there, the stage goes on from it.
    """
    optimizer = torch.optim.AdamW(_groups(model, schedule.decay), lr=schedule.rate, betas=(0.9, 0.98))
    done = Progress(stage, steps=schedule.steps)
    _resume(done, model, optimizer, folder)
    gc.freeze()  # the examples stay; looking through them for garbage takes time
    model.train()
    began, tokens, first = time.monotonic(), 0, done.step
    for batch in _rounds(batches, done.step):
        if done.step >= schedule.steps:
            break
        torch.manual_seed(seed * SEEDS + done.step)  # so that a stage that goes on learns what it would have learned
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate_at(done.step)
        with torch.autocast(next(model.parameters()).device.type, dtype=torch.bfloat16):
            loss, seen = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), schedule.clip)
        optimizer.step()
        value = float(loss.detach())
        if value != value:
            raise TrainingError(f"{stage}: the loss is no number at step {done.step}; try a smaller rate")
        done.step += 1
        tokens += seen
        done.loss = value if done.step == 1 else 0.98 * done.loss + 0.02 * value
        if done.step % 20 == 0 or done.step == schedule.steps:
            took = time.monotonic() - began
            done.speed, done.left = tokens / took, took / (done.step - first) * (schedule.steps - done.step)
            done.curve.append((done.step, round(done.loss, 4)))
            tell(done)
        if done.step % every == 0 or done.step == schedule.steps:
            _save(done, model, optimizer, folder)
    return done


def _groups(model: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Return the parameters, matrices with weight decay and vectors without."""
    wide = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    flat = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    return [{"params": wide, "weight_decay": decay}, {"params": flat, "weight_decay": 0.0}]


def _rounds(batches: Callable[[int], Iterable[Any]], passed: int) -> Iterator[Any]:
    """Yield the batches of round after round, those passed before a checkpoint left out."""
    number = 0
    while True:
        empty = True
        for batch in batches(number):
            empty = False
            if passed > 0:
                passed -= 1
                continue
            yield batch
        if empty:
            raise TrainingError("there is nothing to learn from: no annotated quantity was found in the texts")
        number += 1


def _save(done: Progress, model: nn.Module, optimizer: torch.optim.Optimizer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {f"model.{name}": value.contiguous() for name, value in model.state_dict().items()}
    for number, state in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{number}.{name}": value.contiguous() for name, value in state.items()}
    tensors["curve"] = torch.tensor([(float(step), loss) for step, loss in done.curve] or [(0.0, 0.0)])
    tensors["step"] = torch.tensor([done.step])
    path = folder / f"{done.stage}.safetensors"
    save_file(tensors, path.with_suffix(".partial"))
    path.with_suffix(".partial").replace(path)


def _resume(done: Progress, model: nn.Module, optimizer: torch.optim.Optimizer, folder: Path) -> None:
    path = folder / f"{done.stage}.safetensors"
    if not path.exists():
        return
    tensors = load_file(path)
    try:
        model.load_state_dict({n[6:]: value for n, value in tensors.items() if n.startswith("model.")})
    except RuntimeError as error:
        raise TrainingError(
            f"{path}: a checkpoint of another network; remove it or train into another folder"
        ) from error
    state: dict[int, dict[str, Tensor]] = {}
    for name, value in tensors.items():
        if name.startswith("optimizer."):
            _, number, key = name.split(".", 2)
            state.setdefault(int(number), {})[key] = value
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    done.step = int(tensors["step"][0])
    done.curve = [(int(step), float(loss)) for step, loss in tensors["curve"].tolist() if step]
    done.loss = done.curve[-1][1] if done.curve else 0.0
