"""The audit of an extraction: document by document, then all documents together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..extraction import Extracted
from ..panel.observation import Observation, observations
from .finding import Finding
from .flagged import flagged
from .periods import between_periods
from .reports import between_reports
from .sentence import in_sentences
from .topics import topics
from .totals import in_tables


class Audit(NamedTuple):
    """How much was read, and what was found: the findings of single documents first, in their order."""

    documents: int
    records: int
    findings: list[Finding]


def audit(documents: Iterable[Extracted]) -> Audit:
    """Return every contradiction between the figures of documents.

    Of a document only what names an indicator is kept in memory for the comparison with others.

    >>> from zhengwu_extract import extract
    >>> text = "2021年,新建泊位86个,其中城区52个、乡镇41个。"
    >>> found = audit([Extracted("doc", None, tuple(extract(text, published="2022-01-08")))])
    >>> [finding.kind for finding in found.findings]
    ['parts']
    """
    found: list[Finding] = []
    seen: list[Observation] = []
    counted = records = 0
    for document in documents:
        counted, records = counted + 1, records + len(document.records)
        found += _inside(document)
        seen += observations([document])
    by_topic = topics(seen)
    found += _new(found, [*between_periods(by_topic), *between_reports(by_topic)])
    return Audit(counted, records, found)


def _inside(document: Extracted) -> list[Finding]:
    by_id = {record.id: record for record in document.records}
    return [
        *flagged(document.records, by_id),
        *in_sentences(document.records, by_id),
        *in_tables(document.records),
    ]


def _new(known: Iterable[Finding], found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that rest on other records than the known ones of their kind."""
    told = {(finding.kind, frozenset(each.record for each in finding.evidence)) for finding in known}
    return [f for f in found if (f.kind, frozenset(each.record for each in f.evidence)) not in told]
