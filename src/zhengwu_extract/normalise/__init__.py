"""Document + links → records: glued texts, signed numbers, resolved names, and checks that set flags."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..document import Document, Link, Mention
from ..record import Excerpt, Place, Record
from .check import check
from .confidence import confidence
from .indicator import indicator
from .region import place


def records(doc: Document) -> list[Record]:
    """Return one record for each linked quantity, in text order, with flags set by the arithmetic checks.

    A quantity without any metric is left out: nothing in the text says what it measures.
    """
    named = [(index, links) for index, links in _links_by_quantity(doc) if links["metric"].spans]
    ids = {index: f"{doc.id}#{number}" for number, (index, _) in enumerate(named, 1)}
    sentences = _Sentences(doc)
    rows = [_row(doc, index, links, ids, sentences) for index, links in named]
    check(doc, rows)
    return [Record.model_validate(row) for row in rows]


def _links_by_quantity(doc: Document) -> list[tuple[int, dict[str, Link]]]:
    grouped: dict[int, dict[str, Link]] = {}
    for link in doc.links:
        grouped.setdefault(link.quantity, {})[link.role] = link
    return sorted(grouped.items(), key=lambda pair: doc.mentions[pair[0]].start)


class _Sentences:
    """The excerpts of a document's sentences, each made once, since the records of a sentence share it."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._starts = [sentence.start for sentence in doc.sentences]
        self._made: dict[int, Excerpt] = {}

    def around(self, offset: int) -> Excerpt:
        """Return the sentence that holds `offset`."""
        at = bisect_right(self._starts, offset) - 1
        if at not in self._made:
            start, end, _ = self._doc.sentences[at]
            self._made[at] = Excerpt(text=self._doc.text[start:end], start=start, end=end)
        return self._made[at]


def _row(
    doc: Document, index: int, links: dict[str, Link], ids: dict[int, str], sentences: _Sentences
) -> dict[str, Any]:
    mention = doc.mentions[index]
    get = links.get
    part = get("part_of")
    metric = _phrase(doc, links["metric"].spans)
    return {
        "id": ids[index],
        "doc_id": doc.id,
        "value": _value(doc, mention, falls=links["metric"].value),
        "unit": mention.value.unit or _bare_unit(metric["text"]),
        "measure": links["measure"].value,
        "role": links["role"].value,
        "scope": links["scope"].value,
        "metric": metric,
        "indicator": indicator(metric["text"]),
        "program": _phrase(doc, links["program"].spans) if "program" in links else None,
        "date": _date(doc, get("date")),
        "target": _target(doc, get("target"), ids),
        "region": _region(doc, get("region")),
        "part_of": ids.get(part.value) if part else None,
        "base": links["base"].value if "base" in links else None,
        "commitment": links["commitment"].value if "commitment" in links else None,
        "sentence": sentences.around(mention.start),
        "confidence": confidence(links),
        "origin": {"value": f"rule:{mention.rule}", **{role: f"rule:{link.rule}" for role, link in links.items()}},
        "flags": (*doc.flags, *_publish_date_missing(doc, links)),
    }


def _bare_unit(metric: str) -> str:
    """Return the unit of a number that is written without one, where the name of its indicator tells it.

    >>> _bare_unit("城乡居民收入比"), _bare_unit("公众满意度"), _bare_unit("价格指数")
    ('倍', '分', '')
    """
    return "倍" if metric.endswith(("比", "倍差")) else "分" if metric.endswith(("满意度", "得分", "评分")) else ""


def _value(doc: Document, mention: Mention, *, falls: bool) -> dict[str, Any]:
    number, _, qualifier, low, high, _ = mention.value
    if falls:
        number, low, high = _negative(number), _negative(high), _negative(low)
    start, end = mention.start, mention.end
    return {
        "text": doc.text[start:end],
        "start": start,
        "end": end,
        "number": number,
        "low": low,
        "high": high,
        "qualifier": qualifier,
    }


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _phrase(doc: Document, spans: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    return {"text": "".join(doc.text[start:end] for start, end in spans), "spans": spans}


def _date(doc: Document, link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    period, inherited = link.value
    (span,) = link.spans
    return {
        "text": doc.text[span[0] : span[1]],
        "span": span,
        "start": period.start,
        "end": period.end,
        "kind": period.kind,
        "inherited": inherited,
    }


def _target(doc: Document, link: Link | None, ids: dict[int, str]) -> dict[str, Any] | None:
    if link is None:
        return None
    goal = link.value
    found: dict[str, Any] = {"text": goal.text, "completion": goal.completion}
    if goal.stated is not None:
        found |= {
            "number": goal.stated.amount.number,
            "unit": goal.stated.amount.unit,
            "deadline": goal.stated.date.end if goal.stated.date and goal.stated.date.kind == "deadline" else None,
            "record": ids.get(goal.stated.index),
        }
    return found


def _region(doc: Document, link: Link | None) -> Place | None:
    if link is None:
        return None
    ((start, end),) = link.spans
    return _place(doc.text[start:end], doc.region)


@lru_cache(maxsize=4096)
def _place(text: str, doc_region: str | None) -> Place:
    """Return a place as records show it; the few places of a region are named over and over."""
    name, code = place(text, doc_region)
    return Place(text=text, name=name, code=code)


def _publish_date_missing(doc: Document, links: dict[str, Link]) -> tuple[str, ...]:
    return ("published_missing",) if doc.published is None and "date" in links else ()
