"""Predictions that err in every way, by chance but the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from documents import sample

from zhengwu_extract.record import Target, Value
from zhengwu_extract.workbench.gold import Annotation, GoldDocument, Words, WrittenDate

SEEDS = range(40)
NAMES = ("便民市场开工", "便民市场", "开工建设", "便民市场 已 开工！", "ＡＢ", "")


def collection(seed: int, documents: int = 6) -> tuple[list[GoldDocument], list[tuple[str, Annotation]]]:
    """Return copies of the sample, and for each the records of a prediction that errs."""
    chance = random.Random(seed)
    gold = [sample().model_copy(update={"id": f"{seed}-{number}"}) for number in range(documents)]
    return gold, [(doc.id, record) for doc in gold for record in _predicted(doc, chance)]


def _predicted(doc: GoldDocument, chance: random.Random) -> list[Annotation]:
    times = (0, 1, 1, 1, 1, 1, 2)
    found = [r.model_copy(update=_errors(r, chance)) for r in doc.records for _ in range(chance.choice(times))]
    chance.shuffle(found)
    return found


def _errors(record: Annotation, chance: random.Random) -> dict[str, object]:
    errors = {
        "value": _value(record.value, chance),
        "unit": chance.choice(("家", "名", "人", "％", "")),
        "measure": chance.choice(("level", "change", "share")),
        "role": chance.choice(("actual", "target")),
        "metric": Words(text=chance.choice(NAMES)),
        "program": chance.choice((None, Words(text=chance.choice(NAMES)))),
        "date": chance.choice((None, _date(chance))),
        "target": chance.choice((None, _target(chance))),
    }
    return {field: error for field, error in errors.items() if chance.random() < 0.12}


def _value(value: Value, chance: random.Random) -> Value:
    shift = chance.choice((-4, -2, -1, 0, 1, 2, 30))
    number = None if chance.random() < 0.1 else (value.number or Decimal(3)) * chance.choice((1, 1, 2))
    qualifier = chance.choice(("exact", "over", "range"))
    moved = {"start": max(0, value.start + shift), "end": max(1, value.end + shift)}
    return value.model_copy(update={**moved, "number": number, "qualifier": qualifier})


def _date(chance: random.Random) -> WrittenDate:
    end = chance.choice((None, date(2022, 11, 18), date(2023, 12, 31)))
    return WrittenDate(text="", kind=chance.choice(("as_of", "period")), start=None, end=end)


def _target(chance: random.Random) -> Target:
    number = chance.choice((None, Decimal(20)))
    return Target(
        text="任务", number=number, unit=chance.choice(("人", "名")), completion=chance.choice((None, Decimal("0.4")))
    )
