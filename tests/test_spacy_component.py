"""The component: the same records as extract, on any tokens, through processes, files and displaCy."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhengwu_extract import Options, extract
from zhengwu_extract.tagger import TaggerError

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
from spacy import displacy  # noqa: E402
from spacy.tokens import Doc, DocBin, Span  # noqa: E402

from zhengwu_extract.spacy_component import COLOURS, Component, WidenedWarning  # noqa: E402

TEXT = "截至8月底，全市改造老旧小区120个，完成年度任务的80%。"
PUBLISHED = "2022-09-02"
WIDE = "全市城乡低保金发放4.62亿元。"


def pipeline(segmenter: str = "char", **config: Any) -> Any:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("zhengwu", config=config)
    return nlp


def glued(words: list[str], text: str) -> Any:
    """Return a Doc of these tokens, read by the component."""
    assert "".join(words) == text
    return Component(Options())(Doc(spacy.blank("zh").vocab, words=words, spaces=[False] * len(words)))


def spans(doc: Any) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans["zhengwu"]]


def test_a_plain_import_of_spacy_is_enough() -> None:
    script = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('zhengwu'); "
        "print(nlp('今年建成15家便民市场。')._.records[0].unit)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    if "Can't find factory" in done.stderr:
        pytest.skip("the package is not installed, or was before it had entry points: pip install -e .")
    assert done.stdout == "家\n", done.stderr


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_records_and_spans(segmenter: str) -> None:
    doc = pipeline(segmenter, published=PUBLISHED)(TEXT)
    assert doc.text == TEXT
    assert doc._.records == extract(TEXT, published=PUBLISHED)
    assert spans(doc) == [
        ("截至8月底", "Date"),
        ("全市", "Region"),
        ("改造老旧小区", "Metric"),
        ("改造老旧小区", "Program"),
        ("120个", "Quantity"),
        ("年度任务", "Target"),
        ("80%", "Quantity"),
    ]
    assert [span.id_ for span in doc.spans["zhengwu"] if span.label_ == "Quantity"] == ["doc#1", "doc#2"]


def test_a_span_knows_its_records() -> None:
    doc = pipeline(published=PUBLISHED)(TEXT)
    found = {span.label_: [record.value.text for record in span._.records] for span in list(doc.spans["zhengwu"])[:5]}
    assert found == {"Date": ["120个", "80%"], "Region": ["120个", "80%"], "Metric": ["120个", "80%"],
                     "Program": ["120个", "80%"], "Quantity": ["120个"]}  # fmt: skip
    assert Span(doc, 0, 1)._.records == []


def test_what_is_said_of_a_doc_is_heeded() -> None:
    nlp = pipeline(published="2020-01-01")
    doc = nlp.make_doc("今年全市建成15家便民市场。")
    doc._.published, doc._.doc_id, doc._.region = date(2022, 8, 11), "a", "河北省石家庄市"
    (record,) = nlp(doc)._.records
    assert (record.id, str(record.date.end), record.region.name) == ("a#1", "2022-12-31", "石家庄市")
    assert doc._.published == date(2022, 8, 11)
    assert str(nlp("今年建成15家便民市场。")._.records[0].date.end) == "2020-12-31"
    with pytest.raises(ValueError, match=r"11\.8\.2022"):
        doc._.published = "11.8.2022"


def test_config_names_model_region_and_all() -> None:
    text = "总投资超1亿元的17个项目开工。"
    assert len(pipeline()(text)._.records) < len(pipeline(all=True)(text)._.records)
    doc = pipeline(model="none", region="河北省石家庄市")("今年全市建成15家便民市场。")
    assert doc._.records[0].region.code == "130100"
    assert "tagger" not in doc._.records[0].origin.values()
    with pytest.raises(TaggerError, match="no model folder"):
        pipeline(model="no such folder")
    with pytest.raises(ValueError, match="soon"):
        pipeline(published="soon")


def test_tokens_that_reach_over_an_end_widen_the_span_and_it_is_told() -> None:
    with pytest.warns(WidenedWarning, match="widened to the tokens' borders"):
        doc = glued(["全市", "城乡", "低保", "金", "发放4", ".62亿元。"], WIDE)
    (span,) = (span for span in doc.spans["zhengwu"] if span.label_ == "Quantity")
    assert (span.text, span._.widened) == ("发放4.62亿元。", True)
    (record,) = span._.records
    assert record.value.text == WIDE[record.value.start : record.value.end] == "4.62亿元"


def test_two_quantities_in_one_token_share_a_span() -> None:
    with pytest.warns(WidenedWarning):
        doc = glued(["出口、进口分别增长", "5%、6%", "。"], "出口、进口分别增长5%、6%。")
    (span,) = (span for span in doc.spans["zhengwu"] if span.label_ == "Quantity")
    assert (span.id_, [record.value.text for record in span._.records]) == ("doc#1", ["5%", "6%"])


def test_tokens_that_fit_widen_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        doc = pipeline()(WIDE)
    assert not any(span._.widened for span in doc.spans["zhengwu"])


@pytest.mark.parametrize("text", ["", "\n", "没有数量。", "A\u3000 B\r\n今年建成15家便民市场。\n\n😀另有6家。"])
def test_odd_texts(text: str) -> None:
    doc = pipeline()(text)
    assert doc._.records == extract(text)
    assert all(doc.text[r.value.start : r.value.end] == r.value.text for r in doc._.records)


def test_no_digit_of_a_number_is_lost() -> None:
    text = "三分之一的企业实现数字化改造。"
    (record,) = pipeline()(text)._.records
    assert record.value.number == extract(text)[0].value.number
    assert len(str(record.value.number)) > 20


def stated(nlp: Any) -> Iterator[Any]:
    for number in range(6):
        doc = nlp.make_doc(f"今年建成{number + 2}家便民市场。")
        doc._.doc_id, doc._.published = f"d{number}", PUBLISHED
        yield doc


def test_two_processes_give_what_one_gives() -> None:
    nlp = pipeline("jieba")
    one = list(nlp.pipe(stated(nlp)))
    two = list(nlp.pipe(stated(nlp), n_process=2, batch_size=2))
    assert [doc._.records for doc in two] == [doc._.records for doc in one]
    assert [spans(doc) for doc in two] == [spans(doc) for doc in one]
    assert [doc._.records[0].id for doc in two] == [f"d{number}#1" for number in range(6)]
    assert str(two[0]._.records[0].date.end) == "2022-12-31"


def test_a_saved_pipeline_reads_as_before(tmp_path: Path) -> None:
    nlp = pipeline(published=PUBLISHED, all=True)
    nlp.to_disk(tmp_path / "nlp")
    as_bytes = spacy.lang.zh.Chinese.from_config(nlp.config).from_bytes(nlp.to_bytes())
    for other in (spacy.load(tmp_path / "nlp"), as_bytes):
        assert other.get_pipe("zhengwu").options == Options(published=date(2022, 9, 2), all=True)
        assert other(TEXT)._.records == nlp(TEXT)._.records


def test_docs_come_back_whole_from_a_docbin_and_from_bytes() -> None:
    nlp = pipeline(published=PUBLISHED)
    doc = nlp(TEXT)
    binary = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (stored,) = DocBin().from_bytes(binary).get_docs(spacy.blank("zh").vocab)
    for other in (stored, Doc(nlp.vocab).from_bytes(doc.to_bytes())):
        assert other._.records == doc._.records
        assert spans(other) == spans(doc)
        assert [s._.records for s in other.spans["zhengwu"]] == [s._.records for s in doc.spans["zhengwu"]]


def test_a_doc_that_was_not_read_has_no_records() -> None:
    assert spacy.blank("zh")(TEXT)._.records == []


def test_displacy_shows_every_label() -> None:
    options = {"spans_key": "zhengwu", "colors": COLOURS}
    page = displacy.render(pipeline()(TEXT), style="span", options=options, page=True, jupyter=False)
    assert all(label in page and colour in page for label, colour in COLOURS.items())


def test_the_pipeline_says_what_the_component_gives() -> None:
    summary = pipeline().analyze_pipes()["summary"]["zhengwu"]
    assert summary["assigns"] == ["doc.spans", "doc._.records"]
