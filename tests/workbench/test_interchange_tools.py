"""What the tools themselves write, as a person left it there: read, corrected, and refused with reasons."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from documents import sample

from zhengwu_extract.workbench import WorkbenchError
from zhengwu_extract.workbench.gold import Annotation
from zhengwu_extract.workbench.interchange import brat, docbin, doccano, flat, label_studio
from zhengwu_extract.workbench.interchange.filling import filled
from zhengwu_extract.workbench.interchange.formats import named
from zhengwu_extract.workbench.interchange.reading import Reading

TEXT = "😀今年新建便民市场15家，其中6家已营业。"

# As doccano 1.8.4 exports a project with relations: no notes, offsets in UTF-16 units, ids of its database.
DOCCANO: dict[str, Any] = {
    "id": 31,
    "text": TEXT,
    "published": "2022-11-18",
    "Comments": [{"id": 4, "comment": "再看一遍"}],
    "entities": [
        {"id": 512, "label": "Quantity", "start_offset": 10, "end_offset": 13},
        {"id": 513, "label": "Metric", "start_offset": 4, "end_offset": 10},
        {"id": 514, "label": "Date", "start_offset": 2, "end_offset": 4},
        {"id": 515, "label": "Quantity", "start_offset": 16, "end_offset": 18},
        {"id": 516, "label": "Metric", "start_offset": 6, "end_offset": 10},
        {"id": 517, "label": "Metric", "start_offset": 19, "end_offset": 21},
        {"id": 518, "label": "Person", "start_offset": 0, "end_offset": 2},
        {"id": 519, "label": "Region", "start_offset": 2, "end_offset": 3},
    ],
    "relations": [
        {"id": 1, "from_id": 512, "to_id": 513, "type": "metric"},
        {"id": 2, "from_id": 514, "to_id": 512, "type": "date"},
        {"id": 3, "from_id": 515, "to_id": 512, "type": "part_of"},
        {"id": 4, "from_id": 515, "to_id": 517, "type": "metric"},
        {"id": 5, "from_id": 515, "to_id": 516, "type": "metric"},
    ],
}


def doccano_files(*rows: dict[str, Any]) -> dict[str, bytes]:
    return {".jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()}


def test_an_article_annotated_from_nothing_in_doccano() -> None:
    reading = filled(doccano.read(doccano_files(DOCCANO)))
    (doc,) = reading.documents
    first, second = doc.records
    assert (doc.id, [record.id for record in doc.records]) == ("31", ["31#1", "31#2"])
    assert (first.value.text, first.value.number, first.unit, first.metric.text) == (
        "15家",
        Decimal(15),
        "家",
        "新建便民市场",
    )
    assert first.date
    assert (first.date.text, str(first.date.start), str(first.date.end)) == ("今年", "2022-01-01", "2022-12-31")
    assert (second.metric.text, second.metric.spans, second.part_of) == ("便民市场营业", ((5, 9), (18, 20)), "15家")
    assert reading.remarks == [
        "31: a comment is left out: '再看一遍'",
        "31: 1 marks 'Person' are left out; labels are Quantity, Metric, Program, Date, Target, Region",
        "31: 1 marks 'Region' belong to no quantity and are left out; link them to one",
        "31 [9:12] 15家: read by the engine: 15 家, level, actual, 今年 period 2022-01-01..2022-12-31",
        "31 [15:17] 6家: read by the engine: 6 家, level, actual",
    ]


def test_what_the_engine_cannot_read_stays_open_and_is_named() -> None:
    row = {"id": 1, "text": "新建市场。", "label": [[0, 2, "Quantity"]]}
    reading = filled(doccano.read(doccano_files(row)))
    assert reading.documents[0].records[0].value.number is None
    assert reading.remarks == ["1 [0:2] 新建: read by the engine: no amount, no measure, no role"]


def test_an_export_without_relations_has_spans_as_lists() -> None:
    reading = doccano.read(doccano_files({"id": 1, "text": TEXT, "label": [[10, 13, "Quantity"]], "Comments": []}))
    assert [record.value.text for record in reading.documents[0].records] == ["15家"]


def edited(change: Any) -> Reading:
    """Return the sample as it comes back from doccano after somebody changed its line."""
    row = json.loads(doccano.write([sample()])[".jsonl"])
    change(row)
    return doccano.read(doccano_files(row))


def test_what_is_moved_removed_or_added_in_a_tool_is_so_in_the_document() -> None:
    def change(row: dict[str, Any]) -> None:
        row["entities"] = [e for e in row["entities"] if e["id"] != 1]  # 15家 is no quantity any more
        row["relations"] = [r for r in row["relations"] if 1 not in (r["from_id"], r["to_id"])]
        row["entities"].append({"id": 99, "label": "Quantity", "start_offset": 18, "end_offset": 20})

    reading = edited(change)
    (doc,) = reading.documents
    assert [(r.id, r.value.text) for r in doc.records][:2] == [("a#6", "15"), ("a#2", "6家")]
    assert doc.records[1].part_of is None
    assert [(gap.record, gap.missing) for gap in reading.gaps] == [(0, ("amount", "measure", "role"))]
    assert doc.records[2:] == sample().records[2:]


def test_a_link_between_two_names_is_no_link_with_a_quantity() -> None:
    row = {"id": 1, "text": TEXT, "entities": DOCCANO["entities"][:3], "relations": [{"from_id": 513, "to_id": 514}]}
    assert doccano.read(doccano_files(row)).remarks == [
        "1: 1 marks 'Metric' belong to no quantity and are left out; link them to one",
        "1: 1 marks 'Date' belong to no quantity and are left out; link them to one",
    ]


def test_of_two_dates_or_wholes_the_first_is_taken_and_said_so() -> None:
    def change(row: dict[str, Any]) -> None:
        dates = [e["id"] for e in row["entities"] if e["label"] == "Date"]
        row["relations"] += [{"id": 90 + d, "from_id": 1, "to_id": d, "type": "date"} for d in dates]
        row["relations"].append({"id": 99, "from_id": 2, "to_id": 3, "type": "part_of"})

    reading = edited(change)
    assert reading.documents == [sample()]
    assert reading.remarks[-1] == "a [33, 35]: a part of more than one quantity; the first is taken"
    assert "a [18, 21]: linked with more than one Date; the first is taken" in reading.remarks


def test_many_gaps_are_named_in_part_and_counted() -> None:
    rows = [{"id": n, "text": "建成15家。", "label": [[2, 5, "Quantity"]]} for n in range(25)]
    remarks = filled(doccano.read(doccano_files(*rows))).remarks
    assert (len(remarks), remarks[-1]) == (21, "and 5 more records read by the engine")


def test_a_note_in_more_gives_way_to_what_a_person_changed() -> None:
    doc = sample()
    odd = doc.records[3].model_copy(update={"metric": doc.records[3].metric.model_copy(update={"text": "步行"})})
    doc = doc.model_copy(update={"records": (odd,)})
    (task,) = json.loads(label_studio.write([doc])[".json"])
    files = {".json": json.dumps([task]).encode()}
    assert label_studio.read(files).documents[0].records[0].metric.text == "步行"
    for row in task["annotations"][0]["result"]:
        if row.get("from_name") == "more":
            row["value"]["text"] = [row["value"]["text"][0].replace("{", '{"unknown": 1, ', 1)]
        if row["type"] == "labels" and row["value"]["labels"] == ["Metric"]:
            row["value"] |= {"start": 57, "end": 60, "text": "此走了"}
    files = {".json": json.dumps([task]).encode()}
    assert label_studio.read(files).documents[0].records[0].metric.text == "此走了"


# As Label Studio 1.23 exports JSON: regions made by hand, choices and text areas of a region, relations.
def region(name: str, label: str, start: int, end: int, text: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


LABEL_STUDIO: dict[str, Any] = {
    "id": 7,
    "annotations": [
        {"id": 1, "completed_by": 1, "was_cancelled": True, "ground_truth": False, "result": []},
        {
            "id": 2,
            "completed_by": 1,
            "was_cancelled": False,
            "result": [
                region("5c1S-YjA7Y", "Quantity", 9, 12, "15家"),
                {
                    "id": "5c1S-YjA7Y",
                    "from_name": "amount",
                    "to_name": "text",
                    "type": "textarea",
                    "value": {"start": 9, "end": 12, "text": ["about 15 家"]},
                },
                {
                    "id": "5c1S-YjA7Y",
                    "from_name": "role",
                    "to_name": "text",
                    "type": "choices",
                    "value": {"start": 9, "end": 12, "text": "15家", "choices": ["target"]},
                },
                region("vx1_2", "Metric", 3, 9, "新建便民市场"),
                {"type": "relation", "from_id": "5c1S-YjA7Y", "to_id": "vx1_2", "direction": "right"},
            ],
        },
        {"id": 3, "completed_by": 2, "was_cancelled": False, "result": []},
    ],
    "predictions": [12],
    "data": {"text": TEXT, "published": "2022-11-18"},
    "meta": {},
}


def studio(*tasks: dict[str, Any]) -> Reading:
    return label_studio.read({".json": json.dumps(tasks).encode()})


def test_a_task_annotated_by_hand_in_label_studio() -> None:
    reading = studio(LABEL_STUDIO)
    (doc,) = reading.documents
    (record,) = doc.records
    assert (doc.id, doc.published, record.id) == ("task-7", "2022-11-18", "task-7#1")
    assert (record.value.text, record.value.number, record.value.qualifier) == ("15家", Decimal(15), "about")
    assert (record.role, record.metric.text) == ("target", "新建便民市场")
    assert reading.gaps[0].missing == ("measure",)
    assert reading.remarks == ["task-7: 2 annotations; the first is taken"]


def test_an_old_export_is_known_by_its_words_to_count_utf16_units() -> None:
    old = region("a", "Quantity", 10, 13, "15家")
    reading = studio({"id": 1, "data": {"text": TEXT}, "annotations": [{"result": [old]}]})
    assert reading.documents[0].records[0].span == (9, 12)


def test_a_task_that_nobody_annotated_is_named() -> None:
    reading = studio({"id": 1, "data": {"text": TEXT}, "annotations": [], "predictions": [12]})
    assert reading.documents[0].records == ()
    assert reading.remarks == ["task-1: not annotated yet, without records here"]


def test_records_with_a_confidence_are_predictions() -> None:
    records = tuple(record.model_copy(update={"confidence": 0.5}) for record in sample().records)
    files = label_studio.write([sample().model_copy(update={"records": records})])
    (task,) = json.loads(files[".json"])
    assert "annotations" not in task
    assert task["predictions"][0]["score"] == 0.5
    assert label_studio.read(files).documents[0].records == records


def test_label_studio_takes_what_is_written() -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    files = label_studio.write([sample()])
    labels = interface.LabelInterface(files[".config.xml"].decode())
    labels.validate()
    (task,) = json.loads(files[".json"])
    (annotation,) = task["annotations"]
    assert labels.validate_annotation(annotation)
    annotation["result"][0]["value"]["labels"] = ["Person"]
    assert not labels.validate_annotation(annotation)


def test_a_docbin_loads_in_spacy_and_displacy_renders_it() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy import displacy
    from spacy.tokens import DocBin

    docs = list(DocBin().from_bytes(docbin.write([sample()])[".spacy"]).get_docs(spacy.blank("zh").vocab))
    assert [doc.text for doc in docs] == [sample().text]
    assert [span.text for span in docs[0].spans["Quantity"]] == [record.value.text for record in sample().records]
    html = displacy.render(docs[0], style="span", options={"spans_key": "sc"}, jupyter=False)
    assert html.count("Quantity") == 5


def test_a_docbin_made_in_spacy_is_read() -> None:
    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("zh")("今年建成15家便民市场。")
    doc.spans["ours"] = [doc.char_span(4, 7, label="Quantity")]
    reading = docbin.read({".spacy": spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()})
    assert [record.value.text for record in reading.documents[0].records] == ["15家"]


BRAT_TEXT = "今年新建便民市场15家。"
BRAT = (
    "T1\tQuantity 8 11\t15家\n"
    "A1\tmeasure T1 level\n"
    "#1\tAnnotatorNotes T1\tabout 15 家\n"
    "T2\tMetric 2 4;6 8\t新建 市场\n"
    "R1\tmetric Arg1:T2 Arg2:T1\t\n"
    "T3\tDate 0 2\t今年\n"
    "R2\tdate Arg1:T1 Arg2:T3\n"
    "*\tEquiv T1 T2\n"
)


def brat_files(annotations: str) -> dict[str, bytes]:
    return {"news.txt": BRAT_TEXT.encode(), "news.ann": annotations.encode()}


def test_a_folder_annotated_by_hand_in_brat() -> None:
    reading = brat.read(brat_files(BRAT))
    (record,) = reading.documents[0].records
    assert (reading.documents[0].id, record.id) == ("news", "news#1")
    assert (record.value.number, record.value.qualifier, record.unit) == (Decimal(15), "about", "家")
    assert (record.metric.text, record.metric.spans) == ("新建市场", ((2, 4), (6, 8)))
    assert reading.gaps[0].missing == ("role", "days")
    assert reading.remarks == ["news.ann:8: not taken over: '*\\tEquiv T1 T2'"]


def test_brat_spans_that_touch_are_one_for_brat_and_two_again_on_the_way_back() -> None:
    row = sample().records[0].model_dump()
    row["metric"] = {"text": "便民市场", "spans": ((21, 23), (23, 25))}
    doc = sample().model_copy(update={"records": (Annotation.model_validate(row),)})
    files = brat.write([doc])
    assert "Metric 21 25\t便民市场\n" in files["a.ann"].decode()
    assert brat.read(files).documents == [doc]


def test_a_table_of_extract_is_read_with_its_own_columns_left_out() -> None:
    value = "value_text,value_start,value_end,value_number"
    header = f"id,doc_id,{value},unit,measure,role,metric_text,metric_spans,sentence_text"
    table = header + '\na#1,a,\'-5家,0,3,-5,家,change,actual,市场,"[[3,5]]",全句\n'
    (record,) = flat.records_of(table)["a"]
    assert (record.value.text, record.value.number, record.metric.spans) == ("-5家", Decimal(-5), ((3, 5),))


def noted(**notes: str) -> dict[str, bytes]:
    lines = f"T1\tQuantity 8 11\t15家\n#1\tAnnotatorNotes T1\t{json.dumps(notes, ensure_ascii=False)}\n"
    return brat_files(lines)


@pytest.mark.parametrize(
    ("name", "files", "message"),
    [
        ("jsonl", {".jsonl": b'{"id": "a", "text": "x"}\n{"id"\n'}, "line 2: not JSON"),
        ("jsonl", {".jsonl": b'{"id": "a"}\n'}, "line 1: text: Field required"),
        ("jsonl", {".jsonl": b"\xff\xfe"}, "not UTF-8"),
        ("brat", noted(amount="fifteen"), "news [8, 11]: an amount is written like '15 家'"),
        ("brat", noted(amount="15 家", commitment="firm"), "news [8, 11]: commitment: Input should be"),
        ("brat", noted(amount="15 家", more="["), "the note 'more' is not JSON"),
        ("brat", noted(amount="15 家", more="[]"), "the note 'more' is no JSON object"),
        ("brat", brat_files("T1\tQuantity 7 10\t15家\n"), "news.ann:1: the text has '场15' there, not '15家'"),
        ("brat", brat_files("T1\tQuantity\t15家\n"), "news.ann:1: expected a label and offsets"),
        ("brat", brat_files("R1\tmetric Arg1:T1 Arg2:T2\n"), "news.ann: a relation names T1, which is no mark"),
        ("brat", brat_files("T1\tQuantity 8 11\t15家\n#1\tAnnotatorNotes T1\t{\n"), "news.ann:2: the note is not JSON"),
        ("doccano", doccano_files({"id": 1}), "line 1: no document of a doccano export"),
        ("doccano", doccano_files({"id": 1, "text": "建", "label": [[0, 9, "Metric"]]}), "a span [0, 9] lies outside"),
        ("label-studio", {".json": b"{"}, "not JSON"),
        (
            "label-studio",
            {
                ".json": json.dumps(
                    {"data": {"text": "建"}, "annotations": [{"result": [region("a", "Metric", 0, 9, "")]}]}
                )
            },
            "task-1: the mark Metric [0, 9] lies outside the text",
        ),
        ("label-studio", {".json": '{"data": {"id": 1, "text": "x", "title": 5}}'}, "1: title: Input should be"),
        ("brat", {"documents.jsonl": "[]", **brat_files("")}, "documents.jsonl: a line is no JSON object"),
        (
            "label-studio",
            {".json": b'[{"id": 1, "text": "x", "label": []}]'},
            "task 1 is not as the export format JSON",
        ),
        ("docbin", {".spacy": b"PK"}, "no DocBin of spaCy"),
        ("csv", {".csv": b"id,text\n"}, "a file that ends in .documents.csv belongs beside it"),
        ("csv", {".csv": b"id\n1\n", ".documents.csv": b"id,text\n"}, "no column doc_id"),
        (
            "csv",
            {".csv": b"doc_id,unit\na,x\n", ".documents.csv": b"id,text\n"},
            ".csv, line 2: value: Field required",
        ),
        ("csv", {".csv": b"doc_id\n", ".documents.csv": b"id,title\na,b\n"}, "no column id or text"),
        ("conll", {".conll": b"-DOCSTART- a\n\nword\n"}, "line 3: expected a token and a tag, found 'word'"),
        ("inline", {"a.txt": b"title: a\n\n"}, "a.txt:2: the header names no id"),
    ],
)
def test_an_error_says_where_and_what(name: str, files: dict[str, bytes | str], message: str) -> None:
    if name == "docbin":
        pytest.importorskip("spacy")
    with pytest.raises(WorkbenchError) as error:
        named(name).read(
            {key: content.encode() if isinstance(content, str) else content for key, content in files.items()}
        )
    assert message in str(error.value)


def test_days_and_goals_are_refused_with_their_place_too() -> None:
    for notes, message in (({"days": "2022"}, "days are written like"), ({"goal": "many"}, "a goal is written like")):
        label = "Date" if "days" in notes else "Target"
        lines = f"T1\tQuantity 8 11\t15家\nT2\t{label} 0 2\t今年\nR1\tlink Arg1:T1 Arg2:T2\n"
        files = brat_files(lines + f"#1\tAnnotatorNotes T2\t{json.dumps(notes)}\n")
        with pytest.raises(WorkbenchError, match=message):
            brat.read(files)
