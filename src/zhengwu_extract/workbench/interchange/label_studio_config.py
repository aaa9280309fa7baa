"""The labelling configuration of Label Studio: labels, links, and for each label the notes that belong to it."""

from __future__ import annotations

from collections.abc import Iterator

from .scheme import CHOICES, LABELS, LOOKS, TYPED

# The names of the control that marks words, and of the text that it marks.
LABEL, TEXT = "label", "text"
# How notes are written, where their name does not say it.
HINTS = {
    "amount": ": 15 家, about 24000 人, 3..5 个",
    "days": ": 2022-01-01..2022-12-31, ..2022-08-31",
    "goal": ": 22399 套",
    "deadline": ": 2022-10-31",
    "completion": ": 0.9058",
}


def configuration() -> str:
    """Return the configuration, to be pasted under Settings, Labeling Interface, Code.

    >>> configuration().splitlines()[:2]
    ['<View>', '  <Labels name="label" toName="text">']
    """
    return "\n".join(["<View>", *(f"  {line}" for line in _controls()), "</View>"]) + "\n"


def _controls() -> Iterator[str]:
    yield f'<Labels name="{LABEL}" toName="{TEXT}">'
    for name, (colour, key) in LOOKS.items():
        yield f'  <Label value="{name}" background="{colour}" hotkey="{key}"/>'
    yield "</Labels>"
    yield "<Relations>"
    for name in (*LABELS, "part_of"):
        yield f'  <Relation value="{name}"/>'
    yield "</Relations>"
    yield f'<Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>'
    for label in TYPED:
        yield from _notes(label)


def _notes(label: str) -> Iterator[str]:
    """Yield the controls that appear when a region with this label is selected, each under its name."""
    when = f'whenTagName="{LABEL}" whenLabelValue="{label}"'
    control = f'toName="{TEXT}" perRegion="true" {when}'
    yield f'<View visibleWhen="region-selected" {when}>'
    for name, answers in CHOICES.get(label, {}).items():
        yield f'  <Header value="{name}" size="6"/>'
        yield f'  <Choices name="{name}" {control} choice="single-radio" showInline="true">'
        for answer in answers:
            yield f'    <Choice value="{answer}"/>'
        yield "  </Choices>"
    for name in TYPED[label]:
        yield f'  <Header value="{name}{HINTS.get(name, "")}" size="6"/>'
        yield f'  <TextArea name="{name}" {control} maxSubmissions="1" editable="true" rows="1"/>'
    yield "</View>"
