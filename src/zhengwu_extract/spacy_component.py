"""spaCy: the engine as a component of a pipeline, ``nlp.add_pipe("zhengwu")``.

It reads a Doc's text and leaves the tokens alone. What it found stands in ``doc._.records``; ``doc.spans["zhengwu"]``
has a span for each stretch of a quantity, metric, program, date, target or region, once where several records share it.
Where a token reaches over the end of a stretch the span is widened to the token's border, and says so.

Once the package is installed ``import spacy`` is enough: spaCy finds the factory by its entry point.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import to_json
from spacy.language import Language
from spacy.tokens import Doc, Span

from .document import Document, Role, links_by_quantity
from .normalise import records
from .options import Options
from .pipeline import Pipeline
from .record import Record

# The key of the span group, and of what a Doc keeps for us in its user_data: plain values that every way of storing
# and sending a Doc can carry.
GROUP, KEPT, PUBLISHED = "zhengwu", "zhengwu_extract", "zhengwu_extract.published"
QUANTITY = "Quantity"
LABELS: dict[Role, str] = {
    "metric": "Metric",
    "program": "Program",
    "date": "Date",
    "target": "Target",
    "region": "Region",
}
# Found by displaCy through an entry point.
COLOURS = {
    QUANTITY: "#ef9a9a",
    "Metric": "#90caf9",
    "Program": "#ce93d8",
    "Date": "#a5d6a7",
    "Target": "#ffcc80",
    "Region": "#b0bec5",
}


class WidenedWarning(UserWarning):
    """Spans of a Doc reach further than the characters that were found, because its tokens do."""


class Stretch(NamedTuple):
    """Labelled characters of the text, the number of the record that they say something of, and the tokens' borders."""

    label: str
    start: int
    end: int
    record: int
    widened_start: int
    widened_end: int

    @property
    def is_widened(self) -> bool:
        """Whether the tokens reach further than the characters."""
        return (self.start, self.end) != (self.widened_start, self.widened_end)


@Language.factory(
    "zhengwu",
    assigns=["doc.spans", "doc._.records"],
    default_config={"model": "auto", "published": None, "region": None, "all": False},
)
def make_component(
    nlp: Language, name: str, model: str, published: str | None, region: str | None, all: bool
) -> Component:
    """Return the component, as ``nlp.add_pipe("zhengwu", config={"published": "2022-08-11"})`` makes it.

    Raises TaggerError when `model` cannot be loaded, ValueError when `published` is no date.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("zhengwu", config={"published": "2022-08-11"})
    >>> doc = nlp("今年建成15家便民市场。")
    >>> [(span.text, span.label_) for span in doc.spans["zhengwu"]]
    [('今年', 'Date'), ('建成', 'Metric'), ('15家', 'Quantity'), ('便民市场', 'Metric')]
    """
    return Component(Options(model=model, published=_day(published), region=region, all=all))


class Component:
    """Doc → Doc: records and their spans added.

    It has no state but its options, which the pipeline's config carries: nothing else is saved with a pipeline.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._pipeline = Pipeline(options)

    def __reduce__(self) -> tuple[type[Component], tuple[Options]]:
        # A process of nlp.pipe loads the tagger itself; a loaded network cannot be sent.
        return Component, (self.options,)

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its records; the id, title, publish date and region that it was given are heeded."""
        read = self._pipeline.read(_document(doc, self.options))
        found = [record for record in records(read) if self.options.all or record.scope == "core"]
        stretches = list(_stretches(doc, read, found))
        # A Decimal as JSON text loses no digit; as a JSON number it would.
        doc.user_data[KEPT] = {
            "records": [to_json(record.model_dump()).decode() for record in found],
            "stretches": [list(stretch) for stretch in stretches],
        }
        doc.spans[GROUP] = _spans(doc, stretches, found)
        if any(stretch.is_widened for stretch in stretches):
            warnings.warn(
                "some tokens reach over the end of what was found in them: those spans are widened to the tokens' "
                "borders (span._.widened), the exact characters stand in doc._.records; the tokens of "
                "spacy.blank('zh'), which are characters, never do",
                WidenedWarning,
                stacklevel=2,
            )
        return doc


def _document(doc: Doc, options: Options) -> Document:
    return Document(
        doc.text,
        id=doc._.doc_id or "doc",
        title=doc._.title,
        published=doc._.published or options.published,
        region=doc._.region or options.region,
    )


def _stretches(doc: Doc, read: Document, found: Sequence[Record]) -> Iterator[Stretch]:
    """Yield the characters of each record and of what is said of it."""
    linked = links_by_quantity(read)
    places = {(read.mentions[index].start, read.mentions[index].end): links for index, links in linked.items()}
    for number, record in enumerate(found):
        place = (record.value.start, record.value.end)
        parts = [(LABELS[link.role], span) for link in places[place] if link.role in LABELS for span in link.spans]
        for label, (start, end) in ((QUANTITY, place), *parts):
            span = _span(doc, start, end)
            yield Stretch(label, start, end, number, span.start_char, span.end_char)


def _spans(doc: Doc, stretches: Iterable[Stretch], found: Sequence[Record]) -> list[Span]:
    """Return a span for each place and label, in text order; that of a quantity has its record's id."""
    # Of several quantities in one token the first gives its id.
    placed = {(each.widened_start, each.widened_end, each.label): each.record for each in reversed([*stretches])}
    return [
        _span(doc, start, end, label, found[number].id if label == QUANTITY else "")
        for (start, end, label), number in sorted(placed.items())
    ]


def _span(doc: Doc, start: int, end: int, label: str = "", name: str = "") -> Span:
    """Return the characters as a span, widened to whole tokens."""
    span = doc.char_span(start, end, label=label, span_id=name, alignment_mode="expand")
    assert span is not None, "what was found lies in the text, so some token holds it"
    return span


def _kept(doc: Doc, what: str) -> Sequence[Any]:
    found: Sequence[Any] = doc.user_data.get(KEPT, {}).get(what, ())
    return found


def _own(span: Span) -> list[Stretch]:
    """Return the stretches that a span stands for."""
    place = (span.label_, span.start_char, span.end_char)
    stretches = [Stretch(*each) for each in _kept(span.doc, "stretches")]
    return [each for each in stretches if (each.label, each.widened_start, each.widened_end) == place]


def _is_widened(span: Span) -> bool:
    return any(stretch.is_widened for stretch in _own(span))


def _records_of_doc(doc: Doc) -> list[Record]:
    return [Record.model_validate_json(text) for text in _kept(doc, "records")]


def _records_of_span(span: Span) -> list[Record]:
    texts = _kept(span.doc, "records")
    return [Record.model_validate_json(texts[number]) for number in sorted({each.record for each in _own(span)})]


def _published(doc: Doc) -> date | None:
    return _day(doc.user_data.get(PUBLISHED))


def _set_published(doc: Doc, value: str | date | None) -> None:
    day = _day(value)
    doc.user_data[PUBLISHED] = day and day.isoformat()


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


Doc.set_extension("records", getter=_records_of_doc)
Doc.set_extension("published", getter=_published, setter=_set_published)
for _name in ("doc_id", "title", "region"):
    Doc.set_extension(_name, default=None)
Span.set_extension("records", getter=_records_of_span)
Span.set_extension("widened", getter=_is_widened)
