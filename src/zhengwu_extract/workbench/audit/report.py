"""The findings of an audit as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .finding import HEADINGS, Evidence, Finding

# Of a long sentence, so many characters are shown on either side of a figure.
AROUND = 40


def text(documents: int, records: int, findings: Sequence[Finding]) -> str:
    """Return findings as text: each with its figures, where they stand and how sure the weakest record is.

    >>> text(1, 12, [])
    '1 documents, 12 records: no contradiction found'
    """
    if not findings:
        return f"{documents} documents, {records} records: no contradiction found"
    blocks = ["\n".join(_lines(finding)) for finding in findings]
    counts = Counter(HEADINGS[finding.kind] for finding in findings)
    kinds = "\n".join(f"{count:5} {heading}" for heading, count in counts.most_common())
    return "\n\n".join([*blocks, f"{documents} documents, {records} records: {len(findings)} contradictions\n{kinds}"])


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{', '.join(finding.doc_ids)}: {HEADINGS[finding.kind]} (confidence {finding.confidence:.2f})"
    yield f"    {finding.message}"
    for each in finding.evidence:
        yield f"    [{each.record} {each.start}:{each.end}] {each.metric} {each.text}  {_excerpt(each)}"


def _excerpt(each: Evidence) -> str:
    """Return the words around a figure, without line breaks."""
    at = each.start - each.sentence_start
    begin, end = max(at - AROUND, 0), at + len(each.text) + AROUND
    cut = each.sentence[begin:end].replace("\n", " ")
    return ("…" if begin else "") + cut + ("…" if end < len(each.sentence) else "")
