"""Every format gives back what it says it carries, whatever the text; the places in its files are its tool's."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from documents import documents, sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengwu_extract.cli import converting as verb
from zhengwu_extract.workbench import WorkbenchError
from zhengwu_extract.workbench.gold import GoldDocument
from zhengwu_extract.workbench.inline import from_inline
from zhengwu_extract.workbench.interchange import brat, conll, doccano, label_studio
from zhengwu_extract.workbench.interchange.converting import not_carried
from zhengwu_extract.workbench.interchange.files import Files, doc_id, file_name
from zhengwu_extract.workbench.interchange.formats import NAMES, Format, named
from zhengwu_extract.workbench.interchange.losses import lost
from zhengwu_extract.workbench.interchange.offsets import Offsets
from zhengwu_extract.workbench.interchange.reading import read_sheets
from zhengwu_extract.workbench.interchange.sheet import sheet_of

CARRY_EVERYTHING = ["jsonl", "brat", "doccano", "label-studio", "docbin", "csv"]
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def format_of(name: str) -> Format:
    if name == "docbin":
        pytest.importorskip("spacy")
    return named(name)


def and_another(doc: GoldDocument) -> list[GoldDocument]:
    """Return a document and the sample, which has a title, a region, a genre and domains."""
    return [doc, sample().model_copy(update={"id": "新闻/2022 #2"})]


def written(format: Format, docs: Sequence[GoldDocument]) -> tuple[Files, list[GoldDocument]]:
    files = format.write(docs)
    reading = format.read(files)
    assert reading.remarks == []
    return files, reading.documents


@given(documents())
def test_a_sheet_gives_back_its_document(doc: GoldDocument) -> None:
    for sheet in (sheet_of(doc), sheet_of(doc).without_gaps()):
        reading = read_sheets([sheet])
        assert reading.documents == [doc]
        assert (reading.gaps, reading.remarks) == ([], [])


@pytest.mark.parametrize("name", CARRY_EVERYTHING)
@few
@given(doc=documents())
def test_what_carries_everything_gives_back_equal_documents(name: str, doc: GoldDocument) -> None:
    format = format_of(name)
    files, back = written(format, and_another(doc))
    assert sorted(back, key=lambda doc: doc.id) == and_another(doc)
    assert not_carried(and_another(doc), format, files) == []


@few
@given(documents())
def test_inline_loses_nothing_but_what_follows_from_the_place(doc: GoldDocument) -> None:
    _, back = written(named("inline"), and_another(doc))
    # The sample has another id here, and record ids are made from it.
    assert lost(and_another(doc), back).keys() <= {"date_inherited", "id"}


@few
@given(documents())
def test_conll_gives_back_texts_and_quantities(doc: GoldDocument) -> None:
    back = conll.read(conll.write(and_another(doc))).documents
    for ours, theirs in zip(and_another(doc), back, strict=True):
        assert (theirs.id, theirs.text) == (ours.id, ours.text)
        assert [record.span for record in theirs.records] == [record.span for record in ours.records]


def test_conll_names_what_it_cannot_carry_and_what_it_did_not_tag() -> None:
    doc = from_inline(
        "id: a\n\n今年新建{15家}市场。\n> 15家 | 15 家 | level actual | metric 新建+市场 | program 新建\n"
    )
    said = not_carried([doc], named("conll"), conll.write([doc]))
    assert said == [
        "conll cannot carry: number (1), unit (1), metric_text (1), metric_spans (1), program (1)",
        "conll cannot tag a character twice; stretches without tags: Program (1)",
    ]


def test_conll_reads_words_and_tabs_and_a_mark_over_a_line_end() -> None:
    (doc,) = conll.read({".conll": "新建\tO\n15\tB-Quantity\n家\tI-Quantity\n\n市场\tO\n".encode()}).documents
    assert (doc.id, doc.text, doc.records[0].value.text) == ("document-1", "新建15家\n市场", "15家")
    (doc,) = conll.read({".conll": "15 B-Quantity\n\n家 I-Quantity\n6 B-Quantity\n".encode()}).documents
    assert [record.value.text for record in doc.records] == ["15\n家", "6"]


@pytest.mark.parametrize("name", CARRY_EVERYTHING)
def test_a_confidence_is_carried_or_named(name: str) -> None:
    doc = sample()
    sure = doc.model_copy(update={"records": (doc.records[0].model_copy(update={"confidence": 0.1 + 0.2}),)})
    format = format_of(name)
    said = not_carried([sure], format, format.write([sure]))
    assert said == (["jsonl cannot carry: confidence (1)"] if name == "jsonl" else [])


@pytest.mark.parametrize("name", CARRY_EVERYTHING)
def test_what_marks_and_notes_cannot_say_comes_back_too(name: str) -> None:
    """Offsets and wordings that a validator refuses, ids of any kind, region names, wordings without a place."""
    doc = sample()
    first, second, third, *_ = (record.model_dump() for record in doc.records)
    first |= {"id": "", "region": {"text": "全市", "name": "衡水市", "code": "131100"}}
    first["value"] |= {"text": "十五家", "number": None}
    first["metric"] = {"text": "开工便民市场", "spans": ((28, 30), (21, 25))}
    second |= {"id": "a#2", "part_of": "20家以上", "date": second["date"] | {"span": (0, 0), "text": "目前"}}
    third |= {"id": "any", "target": {"text": "没有的话", "number": "1e3", "unit": None}, "region": {"text": "外省"}}
    odd = GoldDocument.model_validate({"id": "b", "text": doc.text, "records": (first, second, third)})
    assert written(format_of(name), [odd])[1] == [odd]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_without_records_comes_back(name: str) -> None:
    docs = [GoldDocument(id="a", text="今年没有数量。\n"), GoldDocument(id="b", published="2022", text="也没有")]
    assert [doc.text for doc in written(format_of(name), docs)[1]] == [doc.text for doc in docs]


def test_the_verb_names_every_format() -> None:
    assert verb.FORMATS.split("|") == list(NAMES)


# --- places, as each tool counts them

TEXTS = {
    "crlf": "截至目前，\r\n新建{15家}市场，\r\n又建{6家}。",
    "emoji": "😀今年👨‍👩‍👧新建{15家}市场，又建{6家}。",
    "astral": "𠮷林今年新建{15家}𠀀市场，又建{6家}。",
    "combining": "e\u0301今年新\u0301建{15家}市场，又建{6家}。",
}


@pytest.fixture(params=TEXTS, name="tricky")
def _tricky(request: pytest.FixtureRequest) -> GoldDocument:
    text = TEXTS[request.param]
    places = []
    while "{" in text:
        start, end = text.index("{"), text.index("}") - 1
        text = text.replace("{", "", 1).replace("}", "", 1)
        places.append((start, end))
    records = [
        {
            "id": f"a#{number}",
            "value": {"text": text[start:end], "start": start, "end": end, "number": 1},
            "unit": "家",
            "measure": "level",
            "role": "actual",
            "metric": {"text": "市场", "spans": [(text.index("市场"), text.index("市场") + 2)]},
        }
        for number, (start, end) in enumerate(places, 1)
    ]
    return GoldDocument.model_validate({"id": "a", "text": text, "records": records})


@pytest.mark.parametrize("name", NAMES)
def test_places_survive_any_characters(tricky: GoldDocument, name: str) -> None:
    (back,) = written(format_of(name), [tricky])[1] if name != "conll" else conll.read(conll.write([tricky])).documents
    assert back.text == tricky.text
    assert [(record.span, record.value.text) for record in back.records] == [
        (record.span, record.value.text) for record in tricky.records
    ]


def test_doccano_counts_utf16_units(tricky: GoldDocument) -> None:
    row = json.loads(doccano.write([tricky])[".jsonl"])
    units = row["text"].encode("utf-16-le")
    found = [units[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in row["entities"]]
    assert found == ["15家", "6家", "市场"]


def test_label_studio_counts_code_points(tricky: GoldDocument) -> None:
    (task,) = json.loads(label_studio.write([tricky])[".json"])
    values = [row["value"] for row in task["annotations"][0]["result"] if row["type"] == "labels"]
    assert [task["data"]["text"][v["start"] : v["end"]] for v in values] == ["15家", "6家", "市场"]
    assert [v["text"] for v in values] == ["15家", "6家", "市场"]


def test_brat_counts_code_points_of_its_file(tricky: GoldDocument) -> None:
    files = brat.write([tricky])
    text = files["a.txt"].decode()
    lines = [line.split("\t") for line in files["a.ann"].decode().split("\n") if line.startswith("T")]
    assert [text[slice(*map(int, place.split()[1:]))] for _, place, _ in lines] == [words for *_, words in lines]
    assert [words for *_, words in lines] == ["15家", "6家", "市场"]


def test_brat_lines_hold_no_line_end_of_any_kind() -> None:
    text = "新\u2028建\x8515家\x0b市\n场"
    value = {"text": text[:7], "start": 0, "end": 7, "number": 15}
    row = {"value": value, "unit": "\u2029", "measure": "level", "role": "actual", "metric": {"text": "", "spans": []}}
    doc = GoldDocument.model_validate({"id": "a", "text": text, "records": [{**row, "id": "a#1"}]})
    files = brat.write([doc])
    assert files["a.ann"].decode().splitlines() == files["a.ann"].decode().removesuffix("\n").split("\n")
    assert files["a.ann"].decode().startswith("T1\tQuantity 0 1;2 3;4 7\t新 建 15家\n")
    assert brat.read(files).documents == [doc]


@given(st.text())
def test_both_counts_agree_with_the_encoding(text: str) -> None:
    offsets = Offsets(text)
    for point in range(len(text) + 1):
        units = len(text[:point].encode("utf-16-le")) // 2
        assert (offsets.units(point), offsets.point(units)) == (units, point)


@given(st.text(min_size=1, max_size=20))
def test_an_id_is_the_name_of_a_file_and_back(name: str) -> None:
    try:
        as_file = file_name(name)
    except WorkbenchError:
        assert len(name.encode("utf-8")) * 3 > 200
        return
    assert doc_id(as_file) == name
    assert not set(as_file) & set('/\\:*?"<>|\n\0')
    assert as_file not in (".", "..")
