"""Document + links → records: glued texts, signed numbers, resolved names, and checks that set flags."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from ..document import Document, Link, Mention
from ..record import Date, Excerpt, Phrase, Place, Record, Target, Value
from .check import check
from .confidence import confidence
from .indicator import indicator
from .region import place

Spans: TypeAlias = tuple[tuple[int, int], ...]
_UNDECIDED = frozenset({"program_candidate", "date_candidate"})


def records(doc: Document) -> list[Record]:
    """Return one record for each linked quantity, in text order, with flags set by the arithmetic checks.

    A quantity without any metric is left out: nothing in the text says what it measures.
    """
    named = [(index, links) for index, links in _links_by_quantity(doc) if links["metric"].spans]
    ids = {index: f"{doc.id}#{number}" for number, (index, _) in enumerate(named, 1)}
    parts = _Parts(doc)
    rows = [_row(doc, index, links, ids, parts) for index, links in named]
    check(doc, rows)
    return [Record.of(row) for row in rows]


def _links_by_quantity(doc: Document) -> list[tuple[int, dict[str, Link]]]:
    grouped: dict[int, dict[str, Link]] = {}
    for link in doc.links:
        quantity, role = link[:2]
        if quantity in grouped:
            grouped[quantity][role] = link
        else:
            grouped[quantity] = {role: link}
    return sorted(grouped.items(), key=lambda pair: doc.mentions[pair[0]].start)


class _Parts:
    """The sentences, names and dates of a document as records show them, each made once for all that share it."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._starts = [sentence.start for sentence in doc.sentences]
        self._sentences: dict[int, Excerpt] = {}
        self._phrases: dict[Spans, Phrase] = {}
        self._dates: dict[tuple[Any, ...], Date] = {}
        self._indicators: dict[str, str | None] = {}

    def sentence(self, offset: int) -> Excerpt:
        """Return the sentence that holds `offset`."""
        at = bisect_right(self._starts, offset) - 1
        if at not in self._sentences:
            start, end, _ = self._doc.sentences[at]
            self._sentences[at] = Excerpt(text=self._doc.text[start:end], start=start, end=end)
        return self._sentences[at]

    def phrase(self, spans: Spans) -> Phrase:
        """Return the name glued from `spans`."""
        made = self._phrases.get(spans)
        if made is None:
            text = self._doc.text
            glued = "".join([text[start:end] for start, end in spans])
            made = self._phrases[spans] = Phrase.of({"text": glued, "spans": spans})
        return made

    def date(self, link: Link, role: str) -> Date:
        """Return the time expression of a link and what it says; what is so already has no deadline, but a day."""
        (period, inherited), (span,) = link.value, link.spans
        kind, start, end = period
        kind = "as_of" if kind == "deadline" and role == "actual" else kind
        key = (span, kind, start, end, inherited)
        made = self._dates.get(key)
        if made is None:
            made = self._dates[key] = Date.of(
                {
                    "text": self._doc.text[span[0] : span[1]],
                    "span": span,
                    "start": start,
                    "end": end,
                    "kind": kind,
                    "inherited": inherited,
                }
            )
        return made

    def indicator(self, metric: str) -> str | None:
        """Return the indicator that the text of a metric names."""
        if metric not in self._indicators:
            self._indicators[metric] = indicator(metric)
        return self._indicators[metric]


def _row(doc: Document, index: int, links: dict[str, Link], ids: dict[int, str], parts: _Parts) -> dict[str, Any]:
    mention = doc.mentions[index]
    get = links.get
    program, date, part, base, commitment = map(get, ("program", "date", "part_of", "base", "commitment"))
    dated = date is not None and bool(date.spans)
    metric = parts.phrase(links["metric"].spans)
    return {
        "id": ids[index],
        "doc_id": doc.id,
        "value": _value(doc, mention, falls=links["metric"].value),
        "unit": mention.value.unit or _bare_unit(metric.text),
        "measure": links["measure"].value,
        "role": links["role"].value,
        "scope": links["scope"].value,
        "metric": metric,
        "indicator": parts.indicator(metric.text),
        "program": parts.phrase(program.spans) if program and program.spans else None,
        "date": parts.date(date, links["role"].value) if date and dated else None,
        "target": _target(get("target"), ids),
        "region": _region(doc, get("region")),
        "part_of": ids.get(part.value) if part else None,
        "base": base.value if base else None,
        "commitment": commitment.value if commitment else None,
        "sentence": parts.sentence(mention.start),
        "confidence": confidence(links),
        "origin": _origins(mention, links),
        "flags": doc.flags if not dated or doc.published is not None else (*doc.flags, "published_missing"),
    }


def _origins(mention: Mention, links: dict[str, Link]) -> dict[str, str]:
    """Return who decided each field; candidates decide nothing, and absence is told only where the tagger found it."""
    found = {"value": _decider(mention.rule)}
    for role, link in links.items():
        if role not in _UNDECIDED and (decider := _decider(link.rule)):
            found[role] = decider
    return found


@lru_cache(maxsize=4096)
def _decider(rule: str) -> str:
    """Return who is named by the rule of a link; empty where it names nobody."""
    if rule.startswith("tagger."):
        return "tagger"
    return "" if rule.endswith(".absent") else f"rule:{rule}"


def _bare_unit(metric: str) -> str:
    """Return the unit of a number that is written without one, where the name of its indicator tells it.

    >>> _bare_unit("城乡居民收入比"), _bare_unit("公众满意度"), _bare_unit("价格指数")
    ('倍', '分', '')
    """
    return "倍" if metric.endswith(("比", "倍差")) else "分" if metric.endswith(("满意度", "得分", "评分")) else ""


def _value(doc: Document, mention: Mention, *, falls: bool) -> Value:
    number, _, qualifier, low, high, _ = mention.value
    if falls:
        number, low, high = _negative(number), _negative(high), _negative(low)
    start, end = mention.start, mention.end
    return Value.of(
        {
            "text": doc.text[start:end],
            "start": start,
            "end": end,
            "number": number,
            "low": low,
            "high": high,
            "qualifier": qualifier,
        }
    )


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _target(link: Link | None, ids: dict[int, str]) -> Target | None:
    if link is None:
        return None
    goal = link.value
    task = goal.stated
    if task is None:
        return Target(text=goal.text, completion=goal.completion)
    return Target(
        text=goal.text,
        completion=goal.completion,
        number=task.amount.number,
        unit=task.amount.unit,
        deadline=task.date.end if task.date and task.date.kind == "deadline" else None,
        record=ids.get(task.index),
    )


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
