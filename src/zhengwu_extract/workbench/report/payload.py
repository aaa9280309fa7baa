"""What the page's script is given: plain values, without nulls and without what stands in them twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...record import Record
from ...rulebook import rule_named
from .articles import Article
from .content import Content
from .refused import Refused

RULE = "rule:"


def payload(shown: Content) -> dict[str, Any]:
    """Return what the page's script reads: plain values, nulls and repeated sentences left out."""
    articles = {article.id: article for article in shown.articles}
    return {
        "name": shown.name,
        "documents": [_document(article, shown.refused.get(article.id, ())) for article in shown.articles],
        "records": [_record(record, articles[record.doc_id]) for record in shown.records],
        "quarantined": [entry._asdict() for entry in shown.quarantined],
        "rules": _rules(shown),
    }


def _document(article: Article, numbers: Sequence[Refused]) -> dict[str, Any]:
    return {**article._asdict(), "refused": numbers}


def _record(record: Record, article: Article) -> dict[str, Any]:
    """Return a record with the places of its target and its region, which a record does not keep."""
    own = (record.value.start, record.value.end)
    fields: dict[str, Any] = _known(record.to_dict())
    del fields["sentence"]["text"]
    for name, part in (("target", record.target), ("region", record.region)):
        if part and (span := article.place(part.text, own)):
            fields[name]["spans"] = [span]
    return fields


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _known(part) for name, part in value.items() if part is not None}
    return value


def _rules(shown: Content) -> dict[str, dict[str, Any]]:
    """Return place, reason and an example of each rule that the page names."""
    deciders = (who for record in shown.records for who in record.origin.values())
    names = {who.removeprefix(RULE) for who in deciders if who.startswith(RULE)}
    names |= {number.rule for numbers in shown.refused.values() for number in numbers}
    return {name: rule for name, rule in ((name, _rule(name)) for name in sorted(names)) if rule}


def _rule(name: str) -> dict[str, Any] | None:
    rule = rule_named(name)
    if rule is None:
        return None
    # A grammar's rule has a pattern and no reason.
    return {"where": rule.where, "reason": getattr(rule, "reason", None), "example": rule.yes[0]}
