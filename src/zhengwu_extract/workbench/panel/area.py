"""The place that a record speaks of: its own, or its document's."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from ...normalise.region import place
from ...record import Record


class Area(NamedTuple):
    """A place; `code` where it is known which, and whether the `record` or its `document` tells of it."""

    name: str
    code: str | None
    told_by: Literal["record", "document"]


def area(record: Record, doc_region: str | None) -> Area:
    """Return the place of a record; one that is not known which is set apart by the place or name of its document.

    >>> from zhengwu_extract import extract
    >>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
    >>> area(record, "河北省衡水市"), area(record, None).name
    (Area(name='衡水市', code='131100', told_by='document'), '（doc）')
    """
    named = record.region
    if named and named.name:
        return Area(named.name, named.code, "record")
    if named:
        return Area(f"{named.text}（{doc_region or record.doc_id}）", None, "record")
    name, code = _resolved(doc_region) if doc_region else (None, None)
    return Area(name or f"（{doc_region or record.doc_id}）", code, "document")


@lru_cache(maxsize=4096)
def _resolved(doc_region: str) -> tuple[str | None, str | None]:
    return place(doc_region)
