"""Document + links → records: glued texts, signed numbers, resolved names, and checks that set flags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..document import Amount, Document, Link, Mention
from ..record import Record
from .check import check
from .indicator import indicator
from .region import place


def records(doc: Document) -> list[Record]:
    """Return one record for each linked quantity, in text order, with flags set by the arithmetic checks.

    A quantity without any metric is left out: nothing in the text says what it measures.
    """
    ids = _record_ids(doc)
    rows = [_row(doc, index, links, ids) for index, links in _links_by_quantity(doc) if index in ids]
    check(doc, rows)
    return [Record.model_validate(row) for row in rows]


def _links_by_quantity(doc: Document) -> list[tuple[int, dict[str, Link]]]:
    grouped: dict[int, dict[str, Link]] = {}
    for link in doc.links:
        grouped.setdefault(link.quantity, {})[link.role] = link
    return sorted(grouped.items(), key=lambda pair: doc.mentions[pair[0]].start)


def _record_ids(doc: Document) -> dict[int, str]:
    named = [link.quantity for link in doc.links if link.role == "metric" and link.spans]
    named.sort(key=lambda index: doc.mentions[index].start)
    return {index: f"{doc.id}#{number}" for number, index in enumerate(named, 1)}


def _row(doc: Document, index: int, links: dict[str, Link], ids: dict[int, str]) -> dict[str, Any]:
    mention = doc.mentions[index]
    amount: Amount = mention.value
    metric = _phrase(doc, links["metric"].spans)
    part = links.get("part_of")
    return {
        "id": ids[index],
        "doc_id": doc.id,
        "value": _value(doc, mention, falls=links["metric"].value),
        "unit": amount.unit,
        "measure": links["measure"].value,
        "role": links["role"].value,
        "scope": links["scope"].value,
        "metric": metric,
        "indicator": indicator(metric["text"]),
        "program": _phrase(doc, links["program"].spans) if "program" in links else None,
        "date": _date(doc, links.get("date")),
        "target": _target(doc, links.get("target"), ids),
        "region": _region(doc, links.get("region")),
        "part_of": ids.get(part.value) if part else None,
        "base": links["base"].value if "base" in links else None,
        "commitment": links["commitment"].value if "commitment" in links else None,
        "sentence": _sentence(doc, mention),
        "confidence": _confidence(mention, links.values()),
        "origin": {"value": f"rule:{mention.rule}"} | {role: f"rule:{link.rule}" for role, link in links.items()},
        "flags": (*doc.flags, *_publish_date_missing(doc, links)),
    }


def _value(doc: Document, mention: Mention, *, falls: bool) -> dict[str, Any]:
    amount: Amount = mention.value
    sign = -1 if falls else 1

    def signed(number: Decimal | None) -> Decimal | None:
        return None if number is None else sign * number

    low, high = signed(amount.low), signed(amount.high)
    if falls:
        low, high = high, low
    return {
        "text": doc.text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "number": signed(amount.number),
        "low": low,
        "high": high,
        "qualifier": amount.qualifier,
    }


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


def _region(doc: Document, link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    (span,) = link.spans
    text = doc.text[span[0] : span[1]]
    name, code = place(text, doc.region)
    return {"text": text, "name": name, "code": code}


def _sentence(doc: Document, mention: Mention) -> dict[str, Any]:
    at = bisect_right(doc.sentences, mention.start, key=lambda sentence: sentence.start) - 1
    sentence = doc.sentences[at]
    return {"text": doc.text[sentence.start : sentence.end], "start": sentence.start, "end": sentence.end}


def _confidence(mention: Mention, links: Iterable[Link]) -> float:
    """Return the product of the scores: how sure the rules that spoke are, taken as independent."""
    score = mention.score
    for link in links:
        score *= link.score
    return round(score, 4)


def _publish_date_missing(doc: Document, links: dict[str, Link]) -> tuple[str, ...]:
    return ("published_missing",) if doc.published is None and "date" in links else ()
