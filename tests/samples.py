"""Records and documents made by hand, for tests that need no engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from zhengwu_extract.record import Date, Excerpt, Phrase, Place, Record, Target, Value

TEXT = "截至8月底,全市改造老旧小区120个,完成年度任务的80%。"


def record(**changes: Any) -> Record:
    """Return a record with every field filled, with some fields changed."""
    fields: dict[str, Any] = {
        "id": "a#0",
        "doc_id": "a",
        "value": Value(text="120个", start=15, end=19, number=Decimal(120)),
        "unit": "个",
        "measure": "level",
        "role": "actual",
        "scope": "core",
        "metric": Phrase(text="改造老旧小区", spans=((9, 15),)),
        "indicator": None,
        "program": Phrase(text="改造老旧小区", spans=((9, 15),)),
        "date": Date(text="截至8月底", span=(0, 5), start=None, end=date(2022, 8, 31), kind="as_of"),
        "target": Target(text="年度任务", number=Decimal(150), unit="个", completion=Decimal("0.8")),
        "region": Place(text="全市", name="石家庄市", code="130100"),
        "part_of": None,
        "base": None,
        "commitment": None,
        "sentence": Excerpt(text=TEXT, start=0, end=len(TEXT)),
        "confidence": 0.97,
        "origin": {"metric": "own_words", "date": "as_of"},
        "flags": (),
    }
    return Record(**fields | changes)


def awkward_records() -> list[Record]:
    """Return records whose values are hard to carry through a format."""
    long_fraction = Decimal(100) / Decimal(3)
    return [
        record(),
        record(id="a#1", program=None, date=None, target=None, region=None, flags=("whole_exceeded", "date_assumed")),
        record(id="a#2", value=Value(text="三分之一", start=0, end=4, number=long_fraction), unit="%"),
        record(
            id="a#3",
            value=Value(text="3至5", start=0, end=3, number=None, low=Decimal(3), high=Decimal(5), qualifier="range"),
        ),
        record(id="a#4", value=Value(text="一", start=0, end=1, number=Decimal(10) ** 40)),
        record(id="a#5", value=Value(text="-2.50%", start=0, end=6, number=Decimal("-2.50")), measure="change_rate"),
        record(id="a#6", metric=Phrase(text="=HYPERLINK(1)", spans=())),
        record(id="a#7", metric=Phrase(text='引号",逗号\n换行\t制表', spans=((0, 1), (3, 4)))),
        record(id="a#8", metric=Phrase(text="'带撇号", spans=()), commitment="soft", base="yoy", part_of="a#0"),
        record(id="a#9", metric=Phrase(text="𠮷野家😀", spans=()), role="target", scope="peripheral"),
    ]
