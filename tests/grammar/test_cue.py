"""Each row of the cue table by its example, and where cues are looked for."""

from __future__ import annotations

import pytest

from zhengwu_extract.document import Document, Mention, Sentence
from zhengwu_extract.grammar.cue import cue_kinds, cues
from zhengwu_extract.lexicon import Cue, table

ROWS = table("cues", Cue)


def with_quantity(text: str) -> Document:
    """Return a document of one sentence whose last character stands for a quantity."""
    number = Mention(len(text), len(text) + 1, "quantity", None, "given")
    return Document(text + "5", folded=text + "5", sentences=(Sentence(0, len(text) + 1, 0),), mentions=(number,))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.surface}-{row.kind}" for row in ROWS])
def test_example_of_each_row(row: Cue) -> None:
    found = cues(with_quantity(row.example)).of("cue")
    surfaces = {row.example[m.start : m.end]: m.value for m in found}
    assert any(row.surface in surface for surface in surfaces), surfaces
    assert row.kind in cue_kinds()[row.surface]


def test_sentences_without_a_quantity_are_not_scanned() -> None:
    doc = Document("其中力争", folded="其中力争", sentences=(Sentence(0, 4, 0),))
    assert cues(doc).mentions == ()


def test_kinds_are_known() -> None:
    known = {"adverb", "reach", "up", "down", "share", "part", "compare", "complete", "goal", "hard", "soft", "plain"}
    assert {row.kind for row in ROWS} <= known | {"fact", "each", "recurring"}
