"""Where the engine reads a quantity or a date otherwise than its annotator did: places worth a second look."""

from __future__ import annotations

from collections.abc import Iterator

from ..options import Options
from ..pipeline import Pipeline
from .gold import Annotation, GoldDocument, described
from .match import matched, same_number, same_unit
from .predict import read_by


def second_looks(doc: GoldDocument) -> Iterator[str]:
    """Yield a line for each quantity that only one finds, and each value or date that they read differently.

    >>> doc = GoldDocument(id="a", text="今年建成15家便民市场。", published="2022-08-11")
    >>> print(*second_looks(doc))
    a [4:7]: the engine finds a quantity here: '15家' (15 家)
    """
    gold, engine = list(doc.records), read_by(Pipeline(Options(all=True)), doc)
    pairs = matched(gold, engine)
    for index, record in enumerate(gold):
        where = f"{doc.id} [{record.value.start}:{record.value.end}]: "
        if index not in pairs:
            yield f"{where}the engine finds no quantity in {record.value.text!r}"
            continue
        other = engine[pairs[index]]
        if not (same_number(record, other) and same_unit(record.unit, other.unit)):
            yield f"{where}{record.value.text!r} is {described(record)}, for the engine {described(other)}"
        if record.date and other.date and record.date.text == other.date.text and _days(record) != _days(other):
            yield f"{where}{record.date.text!r} is {_days(record)}, for the engine {_days(other)}"
    for index, record in enumerate(engine):
        if index not in pairs.values():
            span = f"[{record.value.start}:{record.value.end}]"
            yield f"{doc.id} {span}: the engine finds a quantity here: {record.value.text!r} ({described(record)})"


def _days(record: Annotation) -> str:
    date = record.date
    return f"{date.kind} {date.start or ''}..{date.end or ''}" if date else "none"
