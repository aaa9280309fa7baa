"""Exchanging names: annotations stay on their words, and what cannot move is left alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from zhengwu_extract.workbench.gold import GoldDocument, read_gold
from zhengwu_extract.workbench.training.exchange import Edit, exchanged, names_of, rewritten, spans_of

GOLD = Path(__file__).resolve().parent.parent.parent / "annotations" / "gold"
DOCUMENTS = read_gold(GOLD / "train.jsonl")
NAMES = names_of(DOCUMENTS)


def test_there_are_names_to_exchange() -> None:
    assert len(NAMES["program:"]) > 100
    assert all(not any(character.isdigit() for character in name) for name in NAMES["program:"])


@pytest.mark.parametrize("seed", range(3))
def test_annotations_stay_on_their_words(seed: int) -> None:
    random = Random(seed)
    changed = [(doc, exchanged(doc, NAMES, random)) for doc in DOCUMENTS]
    assert sum(doc.text != other.text for doc, other in changed) > len(DOCUMENTS) / 4
    for doc, other in changed:
        for before, after in zip(doc.records, other.records, strict=True):
            assert other.text[slice(*after.span)] == before.value.text
            assert "".join(other.text[start:end] for start, end in after.metric.spans) == after.metric.text
            if after.program is not None and after.program.spans:
                assert "".join(other.text[start:end] for start, end in after.program.spans) == after.program.text
            if after.date is not None:
                assert other.text[slice(*after.date.span)] == doc.text[slice(*before.date.span)]  # type: ignore[union-attr]


def test_the_whole_document_has_the_other_name() -> None:
    value = {"text": "3户", "start": 7, "end": 9, "number": 3}
    words = {"text": "危房改造", "spans": [[2, 6]]}
    rest = {"unit": "户", "measure": "level", "role": "actual", "metric": words, "program": words}
    record = {"value": value, **rest}
    doc = GoldDocument.model_validate({"id": "a", "text": "完成危房改造了3户。危房改造还在继续。", "records": [record]})
    found = {exchanged(doc, {"program:": ["厕所革命"]}, Random(seed)).text for seed in range(20)}
    assert found == {doc.text, "完成厕所革命了3户。厕所革命还在继续。"}


def test_a_name_of_many_records_is_exchanged_no_more_often() -> None:
    words = {"text": "危房改造", "spans": [[2, 6]]}
    rest = {"unit": "户", "measure": "level", "role": "actual", "metric": words, "program": words}
    text = "完成危房改造3户、4户、5户、6户、7户。"
    starts = range(6, 21, 3)
    values = [{"text": text[at : at + 2], "start": at, "end": at + 2, "number": text[at]} for at in starts]
    records = [{"value": value, **rest} for value in values]
    doc = GoldDocument.model_validate({"id": "a", "text": text, "records": records})
    changed = sum(exchanged(doc, {"program:": ["厕所革命"]}, Random(seed)) != doc for seed in range(200))
    assert 70 < changed < 130


def test_a_name_across_the_edge_of_a_span_stays() -> None:
    value = {"text": "3户", "start": 7, "end": 9, "number": 3}
    rest = {"unit": "户", "measure": "level", "role": "actual"}
    crossing = {"text": "改造完成", "spans": [[3, 7]]}
    program = {"text": "危房改造", "spans": [[1, 5]]}
    record = {"value": value, "metric": crossing, "program": program, **rest}
    doc = GoldDocument.model_validate({"id": "a", "text": "对危房改造完成3户。", "records": [record]})
    assert all(exchanged(doc, {"program:": ["厕所革命"]}, Random(seed)) == doc for seed in range(20))


def test_edits_move_what_stands_behind_them() -> None:
    doc = next(doc for doc in DOCUMENTS if min(span[0] for record in doc.records for span in spans_of(record)))
    other = rewritten(doc, [Edit(0, 0, "本报讯 ")])
    assert [record.value.start - 4 for record in other.records] == [record.value.start for record in doc.records]
