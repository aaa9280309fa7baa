"""The explaining twin of the pipeline: each hop of one number, with rule names and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FunctionType
from typing import Any, NamedTuple

from .document import Amount, Document, Link, Mention, Period, Sentence
from .markup import describe
from .normalise import records
from .options import Options
from .pipeline import Pipeline, Stage
from .record import Record
from .rulebook import place


class TraceError(LookupError):
    """The text to trace does not stand in the file that often; the message says how often it does."""


class Hop(NamedTuple):
    """One stage on the way: where its code stands, and a line for each thing it added around the number."""

    stage: str
    lines: tuple[str, ...]


def find(documents: Iterable[Document], at: str, nth: int = 1) -> tuple[Document, int]:
    """Return the document and offset of the `nth` time that `at` stands in `documents`.

    Raises TraceError when it does not.

    >>> find([Document("新建15家,其中6家竣工")], "6家")[1]
    8
    """
    seen = 0
    for doc in documents:
        start = doc.text.find(at)
        while start >= 0:
            seen += 1
            if seen == nth:
                return doc, start
            start = doc.text.find(at, start + 1)
    raise TraceError(f"{at!r} stands {seen} times in the text that was read; --nth {nth} asks for more")


def trace(doc: Document, start: int, end: int, options: Options | None = None) -> Iterator[Hop]:
    """Yield what each stage adds around ``doc.text[start:end]``, from the text that was read to its records.

    >>> hops = list(trace(Document("今年建成15家便民市场。"), 4, 7))
    >>> hops[0].stage, hops[-1].stage
    ('intake', 'normalise')
    """
    yield Hop("intake", _intake(doc, start, end))
    for stage in Pipeline(options).stages:
        before, doc = doc, stage(doc)
        yield Hop(_home(stage), tuple(_added(before, doc, start, end)))
    found = [r for r in records(doc) if r.value.start < end and start < r.value.end]
    yield Hop("normalise", tuple(line for record in found for line in _record(record)) or (_missing(doc, start, end),))


def _missing(doc: Document, start: int, end: int) -> str:
    if any(m.start < end and start < m.end for m in doc.of("quantity")):
        return "no record: no words were found that say what this quantity measures"
    return "no record: no quantity was found here"


def _home(stage: Stage) -> str:
    """Return the file, line and name of a stage: a function, or an object that is called like one."""
    function = stage if isinstance(stage, FunctionType) else type(stage).__call__
    module = function.__module__.removeprefix(f"{__package__}.").replace(".", "/")
    return f"{module}:{function.__code__.co_firstlineno} {getattr(stage, '__name__', type(stage).__name__)}"


def _intake(doc: Document, start: int, end: int) -> tuple[str, ...]:
    stated = {"path": doc.path, "id": doc.id, "title": doc.title, "published": doc.published, "region": doc.region}
    flags = {"flags": ", ".join(doc.flags)}
    return (
        f"{start}-{end} of {len(doc.text)} characters: {doc.text[start:end]}",
        *(f"{name}: {value}" for name, value in (stated | flags).items() if value),
    )


def _added(before: Document, after: Document, start: int, end: int) -> Iterator[str]:
    """Yield a line for each thing that `after` has around the span and `before` has not."""
    if after.folded != before.folded:
        yield f"scanned as {after.folded[start:end]}"
    if after.sentences != before.sentences:
        yield from _segments(after, start)
    sentence = _sentence(after, start)
    if sentence is None:
        return
    for what, old, new in (("", before.mentions, after.mentions), ("set aside: ", before.dropped, after.dropped)):
        for mention in sorted(set(new) - set(old), key=lambda m: (m.start, m.end)):
            if mention.start < sentence.end and sentence.start < mention.end:
                yield what + _mention(after, mention)
    known = set(before.links)
    for link in after.links:
        if link in known:
            continue
        quantity = after.mentions[link.quantity]
        if quantity.start < end and start < quantity.end:
            yield _link(after, link)


def _sentence(doc: Document, at: int) -> Sentence | None:
    return next((s for s in doc.sentences if s.start <= at < s.end), None)


def _segments(doc: Document, at: int) -> Iterator[str]:
    sentence = _sentence(doc, at)
    if sentence is None:
        yield "in no sentence: page furniture is not read"
        return
    block = doc.blocks[sentence.block]
    yield f"{block.kind} {block.start}-{block.end}" + (f" ({block.header or ''} {block.unit})" if block.unit else "")
    yield f"sentence {sentence.start}-{sentence.end}: {doc.text[sentence.start : sentence.end]}"
    for clause in doc.clauses:
        if clause.start <= at < clause.end:
            yield f"clause {clause.start}-{clause.end}: {doc.text[clause.start : clause.end]}"


def _mention(doc: Document, mention: Mention) -> str:
    words = doc.text[mention.start : mention.end]
    return f"{mention.start}-{mention.end} {words}: {mention.label} {_value(mention.value)}, rule {place(mention.rule)}"


def _link(doc: Document, link: Link) -> str:
    words = "+".join(doc.text[start:end] for start, end in link.spans)
    shown = " = ".join(part for part in (words, _value(link.value)) if part)
    sure = f" ({link.score:.2f})" if link.score != 1 else ""
    return f"{link.role}: {shown}, rule {place(link.rule)}{sure}"


def _value(value: Any) -> str:
    """Return the short form of what a mention or link says; empty where its words say it all."""
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    if type(value) is tuple:
        return " ".join(filter(None, map(_value, value)))
    return describe(value) if isinstance(value, str | Amount | Period) else ""


def _record(record: Record) -> Iterator[str]:
    left_out = " (left out unless all are asked for)" if record.scope == "peripheral" else ""
    yield f"record {record.id}{left_out}"
    for name, value in record.to_dict().items():
        if name in ("id", "doc_id", "sentence") or value in (None, [], {}):
            continue
        parts = [f"{key} {part}" for key, part in value.items() if part is not None] if isinstance(value, dict) else []
        yield f"{name}: {', '.join(parts) or value}"
