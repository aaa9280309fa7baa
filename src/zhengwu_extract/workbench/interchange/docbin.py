"""spaCy's DocBin: one character a token, so that every mark aligns; spans in groups, notes and links in user_data.

`doc.spans["sc"]` holds every mark, under the key that spancat and displaCy look for; `doc.spans["Metric"]` and so on
hold those of one label. A mark with gaps is one span a stretch, and a span's id is the key of its notes and links.
Offsets are token numbers, which are code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import WorkbenchError
from ..gold import GoldDocument
from .files import Files
from .reading import Reading, read_sheets
from .scheme import LOOKS, Mark, Sheet, header_of
from .sheet import sheet_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

BINARY, GROUP, DATA = ".spacy", "sc", "zhengwu"


def write(documents: Sequence[GoldDocument]) -> Files:
    """Return a DocBin with one Doc a document."""
    spacy = _spacy()
    vocab = spacy.blank("zh").vocab
    binary = spacy.tokens.DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for doc in documents:
        binary.add(_doc(sheet_of(doc).without_gaps(), vocab))
    return {BINARY: binary.to_bytes()}


def read(files: Files) -> Reading:
    """Return the documents of a DocBin, its own or another whose spans carry these labels."""
    spacy = _spacy()
    try:
        docs = spacy.tokens.DocBin().from_bytes(files[BINARY]).get_docs(spacy.blank("zh").vocab)
        return read_sheets([_sheet(doc, f"document-{number}") for number, doc in enumerate(docs, 1)])
    except (ValueError, KeyError, TypeError) as error:
        raise (
            error if isinstance(error, WorkbenchError) else WorkbenchError(f"no DocBin of spaCy: {error!r}")
        ) from error


def _spacy() -> Any:
    try:
        import spacy
        import spacy.tokens
    except ModuleNotFoundError as error:
        raise WorkbenchError("a DocBin needs spaCy, which is not installed: pip install spacy") from error
    return spacy


def _doc(sheet: Sheet, vocab: Any) -> Doc:
    from spacy.tokens import Doc, Span

    doc = Doc(vocab, words=list(sheet.text), spaces=[False] * len(sheet.text))
    spans = [
        Span(doc, *mark.spans[0], label=mark.label, span_id=str(number)) for number, mark in enumerate(sheet.marks)
    ]
    doc.spans[GROUP] = spans
    for label in LOOKS:
        doc.spans[label] = [span for span in spans if span.label_ == label]
    notes = {str(number): mark.notes for number, mark in enumerate(sheet.marks) if mark.notes}
    links = [[str(head), str(tail)] for head, tail in sheet.links]
    doc.user_data[DATA] = {
        "header": {**sheet.header, "domain": list(sheet.header["domain"])},
        "notes": notes,
        "links": links,
    }
    return doc


def _sheet(doc: Doc, otherwise: str) -> Sheet:
    data = doc.user_data.get(DATA, {})
    spans = doc.spans[GROUP] if GROUP in doc.spans else [span for group in doc.spans.values() for span in group]
    marks: dict[str, Mark] = {}
    for number, span in enumerate(spans):
        name = span.id_ or f"new {number}"
        marks[name] = Mark(span.label_, ((span.start_char, span.end_char),), data.get("notes", {}).get(name, {}))
    at = {name: number for number, name in enumerate(marks)}
    links = tuple((at[head], at[tail]) for head, tail in data.get("links", ()) if head in at and tail in at)
    return Sheet(header_of(data.get("header", {}), otherwise), doc.text, tuple(marks.values()), links)
