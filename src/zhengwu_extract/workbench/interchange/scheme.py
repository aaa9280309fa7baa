"""What annotation tools know of a document: marks with notes, and links between them; this task's labels and notes.

Every quantity is a mark of its own. A name, date, goal or place is marked once where several quantities share it and
its notes are the same. Notes are short words that a person can type, in the notation of the inline form: ``15 家``,
``about 24000 人``, ``2022-01-01..2022-12-31``. Offsets are code points here; each format says how its tool counts.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

from ...document import PeriodKind
from ...record import Measure, Span
from ..inline import HEADER

Part = Literal["metric", "program", "date", "target", "region"]
QUANTITY = "Quantity"
LABELS: dict[Part, str] = {
    "metric": "Metric",
    "program": "Program",
    "date": "Date",
    "target": "Target",
    "region": "Region",
}
PARTS: dict[str, Part] = {label: part for part, label in LABELS.items()}
# Every label with its colour and its key on the keyboard, for tools that want one.
LOOKS = {
    QUANTITY: ("#c62828", "q"),
    "Metric": ("#1565c0", "m"),
    "Program": ("#6a1b9a", "p"),
    "Date": ("#2e7d32", "d"),
    "Target": ("#ef6c00", "t"),
    "Region": ("#455a64", "r"),
}
# The notes of a label that have a list of answers.
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    QUANTITY: {
        "measure": get_args(Measure),
        "role": ("actual", "target"),
        "scope": ("core", "peripheral"),
        "commitment": ("hard", "soft", "plain"),
    },
    "Date": {"kind": get_args(PeriodKind)},
}
# The notes that a person types, the chief one of a label first. `more` is JSON: what nothing else can say.
TYPED: dict[str, tuple[str, ...]] = {
    QUANTITY: ("amount", "base", "part_of", "flags", "confidence", "record", "more"),
    "Date": ("days",),
    "Target": ("goal", "deadline", "completion", "goal_record"),
    "Region": ("place_name", "place_code"),
}


class Mark(NamedTuple):
    """Labelled characters of the text, in one or more spans, with what is noted about them."""

    label: str
    spans: tuple[Span, ...]
    notes: dict[str, str]


class Sheet(NamedTuple):
    """A document as marks and links; a link leads from a quantity to what belongs to it, by their places in `marks`."""

    header: dict[str, Any]
    text: str
    marks: tuple[Mark, ...]
    links: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self.header["id"])

    def without_gaps(self) -> Sheet:
        """Return the sheet for tools whose marks cannot have gaps: a mark a stretch, shared where it says the same.

        >>> name = Mark("Metric", ((0, 2), (4, 6)), {})
        >>> Sheet({"id": "a"}, "市场15建成", (Mark("Quantity", ((2, 4),), {}), name), ((0, 1),)).without_gaps().links
        ((0, 1), (0, 2))
        """
        marks: list[Mark] = []
        known: dict[str, int] = {}
        stretches: list[list[int]] = []
        for number, mark in enumerate(self.marks):
            stretches.append([])
            for span in mark.spans:
                stretch = mark._replace(spans=(span,))
                own = number if mark.label == QUANTITY else ""
                at = known.setdefault(f"{own}{stretch}", len(marks))
                marks += [stretch] if at == len(marks) else []
                stretches[-1].append(at)
        links = {(stretches[head][0], at): None for head, tail in self.links for at in stretches[tail]}
        return self._replace(marks=tuple(marks), links=tuple(links))


def header_of(given: dict[str, Any], otherwise: str) -> dict[str, Any]:
    """Return what a tool kept of a document's header; without an id it is called `otherwise`.

    >>> header_of({"id": 7, "title": None, "colour": "red"}, "page")
    {'id': '7', 'title': None}
    """
    kept = {name: given[name] for name in HEADER if name in given}
    if kept.get("domain") is None:
        kept.pop("domain", None)
    return {**kept, "id": str(kept["id"]) if kept.get("id") not in (None, "") else otherwise}


def link_name(label: str) -> str:
    """Return what a link to a mark with this label is called.

    >>> link_name("Metric"), link_name("Quantity")
    ('metric', 'part_of')
    """
    return PARTS.get(label, "part_of")
