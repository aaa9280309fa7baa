"""Articles for the tests of the review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zhengwu_extract import Document, extract
from zhengwu_extract.workbench.gold import GoldDocument
from zhengwu_extract.workbench.review.journal import Journal
from zhengwu_extract.workbench.review.review import Review, journal_of
from zhengwu_extract.workbench.review.start import gold

MARKET = "今年，全市建成15家便民市场，其中6家已经营业。\n😀绿道修了3公里。"
SCHOOL = "计划新建学校8所。"


def articles() -> list[GoldDocument]:
    """Return two articles with the engine's records."""
    return [_read("market", MARKET), _read("school", SCHOOL)]


def _read(name: str, text: str) -> GoldDocument:
    records = extract(text, published="2022-08-11")
    return gold(Document(text, id=name), records).model_copy(update={"title": name, "published": "2022-08-11"})


def begun(folder: Path) -> tuple[Journal, Review]:
    """Return a review of the two articles and its open journal."""
    out = folder / "gold.jsonl"
    journal = Journal(journal_of(out)).__enter__()
    review = Review(out, journal)
    review.add(articles())
    return journal, review


def record_of(text: str, value: str, metric: str, **fields: Any) -> dict[str, Any]:
    """Return a record as the page sends it, its words looked up in the text."""
    start, at = text.index(value), text.index(metric)
    return {
        "value": {"text": value, "start": start, "end": start + len(value), "number": "3", "qualifier": "exact"},
        "unit": "公里",
        "measure": "level",
        "role": "actual",
        "metric": {"text": metric, "spans": [[at, at + len(metric)]]},
        **fields,
    }
