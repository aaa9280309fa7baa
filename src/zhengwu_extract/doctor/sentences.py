"""A few sentences with the records that must come out, read by the rules and by the rules with the tagger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..document import Document
from ..options import Options
from ..pipeline import Pipeline
from ..record import Record


class Sentence(NamedTuple):
    """A sentence, the day it was published, and its records: what the rules alone decide, and what a tagger may too."""

    text: str
    published: date
    records: tuple[tuple[str, str], ...]


SENTENCES = (
    Sentence(
        "截至8月底，全市改造老旧小区120个，完成年度任务的80%。",
        date(2022, 9, 2),
        (
            ("120个: exact 120 个, level, to 2022-08-31", "actual 改造老旧小区, program 改造老旧小区"),
            ("80%: exact 80 %, completion, to 2022-08-31", "actual 改造老旧小区, program 改造老旧小区"),
        ),
    ),
    Sentence(
        "2021年，全县粮食产量为41870吨，比上年增长3.4%。",
        date(2022, 2, 1),
        (
            ("41870吨: exact 41870 吨, level, to 2021-12-31", "actual 粮食产量"),
            ("3.4%: exact 3.4 %, change_rate, to 2021-12-31", "actual 粮食产量"),
        ),
    ),
    Sentence(
        "力争今年新增学位3万个，新建幼儿园3至5所。",
        date(2022, 8, 11),
        (
            ("3万个: exact 30000 个, level, to 2022-12-31", "target 新增学位"),
            ("3至5所: range 3..5 所, level, to 2022-12-31", "target 新建幼儿园"),
        ),
    ),
    Sentence("联系电话：0311-8666666，第十一次会议。", date(2022, 8, 11), ()),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the sentences were read with one model: the time to load it and to read them, and what came out wrong."""

    model: str
    load_ms: float
    read_ms: float
    wrong: tuple[str, ...]

    @property
    def name(self) -> str:
        """What was tried, in words."""
        return "rules" if self.model == "none" else "rules and tagger"


def self_test(model: str) -> Reading:
    """Read the sentences with a model: "auto", "none" or a folder.

    Of a tagger that did not come with the package only what the rules decide alone is checked. A library that cannot
    be imported is something wrong, not an error.

    >>> self_test("none").wrong
    ()
    """
    begin = time.perf_counter()
    try:
        pipeline = Pipeline(Options(model=model))
        # The first sentence of all loads the word lists.
        pipeline.records(Document(SENTENCES[0].text))
    except ImportError as error:
        return Reading(model, 0, 0, (f"a library cannot be imported: {error}",))
    loaded = time.perf_counter()
    found = [pipeline.records(Document(each.text, published=each.published)) for each in SENTENCES]
    done = time.perf_counter()
    known = model in ("auto", "none")
    wrong = [line for each, records in zip(SENTENCES, found, strict=True) for line in _wrong(each, records, known)]
    return Reading(model, round(1000 * (loaded - begin), 1), round(1000 * (done - loaded), 1), tuple(wrong))


def _wrong(sentence: Sentence, found: list[Record], known: bool) -> Iterator[str]:
    parts = 2 if known else 1
    expected = ["; ".join(both[:parts]) for both in sentence.records]
    given = ["; ".join((_sure(record), _chosen(record))[:parts]) for record in found]
    if given != expected:
        yield f"{sentence.text} gave {given}, expected {expected}"


def _sure(record: Record) -> str:
    value = record.value
    number = f"{value.low}..{value.high}" if value.qualifier == "range" else f"{value.number}"
    end = record.date and record.date.end
    return f"{value.text}: {value.qualifier} {number} {record.unit}, {record.measure}, to {end}"


def _chosen(record: Record) -> str:
    program = f", program {record.program.text}" if record.program else ""
    return f"{record.role} {record.metric.text}{program}"
