"""The review without its page: actions, undo, the journal, what is saved, where it begins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewed import MARKET, SCHOOL, articles, begun, record_of

from zhengwu_extract import Document, Options, Pipeline, extract
from zhengwu_extract.batch.storage import LocalFolder
from zhengwu_extract.workbench import WorkbenchError, validate
from zhengwu_extract.workbench.gold import read_gold
from zhengwu_extract.workbench.review.actions import RefusalError
from zhengwu_extract.workbench.review.journal import Journal
from zhengwu_extract.workbench.review.review import Review, journal_of, open_of
from zhengwu_extract.workbench.review.start import gold, start
from zhengwu_extract.workbench.review.suggest import suggestion

CONFIRM = {"do": "confirm", "document": "market", "record": "market#1"}
DELETE = {"do": "delete", "document": "market", "record": "market#2"}
FINISH = {"do": "finish", "document": "school"}
PUT = {"do": "put", "document": "market", "record": record_of(MARKET, "3公里", "绿道")}
OTHER = {"do": "put", "document": "market", "record": record_of(MARKET, "3公里", "绿道修", id="market#3")}
UNDO: dict[str, Any] = {"undo": True}
REDO: dict[str, Any] = {"redo": True}


def state(review: Review) -> dict[str, Any]:
    """Return everything that a person sees of a review."""
    return {
        name: (article.doc.to_json(), sorted(article.confirmed), article.finished)
        for name, article in review.articles.items()
    }


def again(folder: Path) -> Review:
    """Return the review that the files of another give."""
    with Journal(journal_of(folder / "gold.jsonl")) as journal:
        return Review(folder / "gold.jsonl", journal)


def test_a_record_is_confirmed_corrected_deleted_and_added(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    review.act(CONFIRM)
    review.act(DELETE)
    added = review.act(PUT | {"record": record_of(MARKET, "3公里", "绿道") | {"id": "market#3"}})
    assert [record.value.text for record in added.doc.records] == ["15家", "3公里"]
    assert added.confirmed == {"market#1", "market#3"}
    journal.__exit__()


def test_a_new_record_gets_an_id_that_no_other_had(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    review.act({"do": "delete", "document": "market", "record": "market#3"})
    assert [record.id for record in review.act(PUT).doc.records] == ["market#1", "market#2", "market#4"]
    journal.__exit__()


def test_what_was_part_of_a_deleted_whole_is_part_of_nothing(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    assert review.articles["market"].doc.records[1].part_of == "15家"
    after = review.act({"do": "delete", "document": "market", "record": "market#1"})
    assert after.doc.records[0].part_of is None
    journal.__exit__()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (CONFIRM | {"record": "market#9"}, "no record 'market#9'"),
        (CONFIRM | {"document": "elsewhere"}, "no article 'elsewhere'"),
        (PUT | {"record": record_of(MARKET, "3公里", "绿道", unit="只猫", id="market#3")}, "unit '只猫' is not in"),
        (PUT | {"record": record_of(MARKET, "15家", "绿道")}, "overlaps the quantity"),
        (UNDO, "nothing to undo"),
        (REDO, "nothing to do again"),
        ({"article": {"id": "new", "text": ""}}, "come with the start"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(tmp_path: Path, entry: dict[str, Any], reason: str) -> None:
    journal, review = begun(tmp_path)
    before, version = state(review), review.version
    with pytest.raises(RefusalError, match=reason):
        review.act(entry)
    assert (state(review), review.version) == (before, version)
    assert state(review) == before
    journal.__exit__()


def test_words_that_do_not_stand_there_are_refused(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    record = record_of(MARKET, "3公里", "绿道", id="market#3")
    record["metric"] = {"text": "绿道", "spans": [[0, 2]]}
    with pytest.raises(RefusalError, match="its spans hold '今年', the record says '绿道'"):
        review.act(PUT | {"record": record})
    journal.__exit__()


ENTRIES = st.lists(
    st.sampled_from([CONFIRM, DELETE, FINISH, PUT, OTHER, UNDO, REDO, CONFIRM | {"yes": False}]), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_undoing_all_gives_the_beginning_and_replaying_gives_the_end(
    tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("review")
    journal, review = begun(folder)
    beginning = state(review)
    for entry in entries:
        try:
            review.act(entry)
        except RefusalError:
            continue
    end = state(review)
    journal.__exit__()
    assert state(again(folder)) == end
    with Journal(journal_of(folder / "gold.jsonl")) as journal:
        review = Review(folder / "gold.jsonl", journal)
        undone = 0
        while review.can_undo:
            review.act(UNDO)
            undone += 1
        assert state(review) == beginning
        for _ in range(undone):
            review.act(REDO)
        assert state(review) == end


def test_a_journal_that_was_cut_off_anywhere_loses_its_last_action_at_most(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    states = [state(review)]
    for entry in (CONFIRM, DELETE, FINISH):
        review.act(entry)
        states.append(state(review))
    journal.__exit__()
    path = journal_of(tmp_path / "gold.jsonl")
    whole = path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10][-4:]
    for cut in range(ends[0], len(whole) + 1):
        path.write_bytes(whole[:cut])
        assert state(again(tmp_path)) == states[sum(end <= cut for end in ends) - 1]
        assert path.stat().st_size == max(end for end in ends if end <= cut)


def test_a_line_that_is_no_entry_is_told_with_its_number(tmp_path: Path) -> None:
    journal, _ = begun(tmp_path)
    journal.__exit__()
    path = journal_of(tmp_path / "gold.jsonl")
    path.write_bytes(path.read_bytes() + b"nonsense\n")
    with pytest.raises(WorkbenchError, match=r"gold\.journal:3: not an entry"):
        again(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"nonsense", b'{"do":"delete","document":"market","record":"market#9"}'))
    with pytest.raises(WorkbenchError, match=r"gold\.journal:3: cannot be done again: .*market#9"):
        again(tmp_path)


def test_two_reviews_of_one_output_are_one_too_many(tmp_path: Path) -> None:
    journal, _ = begun(tmp_path)
    with pytest.raises(WorkbenchError, match="another review is at work"):
        again(tmp_path)
    journal.__exit__()
    assert set(again(tmp_path).articles) == {"market", "school"}


def test_finished_articles_are_gold_and_those_in_work_stand_beside(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    out = tmp_path / "gold.jsonl"
    assert out.read_text("utf-8") == open_of(out).read_text("utf-8") == ""
    review.act(CONFIRM)
    review.act(FINISH)
    assert [doc.id for doc in read_gold(out)] == ["school"]
    assert [doc.id for doc in read_gold(open_of(out))] == ["market"]
    review.act(FINISH | {"yes": False})
    review.act(FINISH | {"document": "market"})
    assert [doc.id for doc in read_gold(out)] == ["market"]
    assert review.counts() == {
        "articles": 2, "finished": 1, "in work": 1, "confirmed": 1, "corrected": 0, "added": 0, "deleted": 0,
    }  # fmt: skip
    journal.__exit__()


def test_a_disk_that_is_full_refuses_the_action_and_keeps_the_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, review = begun(tmp_path)
    before = state(review)
    monkeypatch.setattr("os.fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        review.act(CONFIRM)
    monkeypatch.undo()
    assert state(review) == before
    review.act(DELETE)
    journal.__exit__()
    assert [record.value.text for record in again(tmp_path).articles["market"].doc.records] == ["15家", "3公里"]


def test_what_a_full_disk_refused_is_not_written_later(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="there are no limits on files here")
    journal, review = begun(tmp_path)
    path = journal_of(tmp_path / "gold.jsonl")
    before, written = state(review), path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(written) + 20, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            review.act(CONFIRM)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (state(review), path.read_bytes()) == (before, written)
    review.act(DELETE)
    journal.__exit__()
    assert [json.loads(line) for line in path.read_bytes()[len(written) :].splitlines()] == [DELETE]


def test_gold_that_cannot_be_written_takes_the_action_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, review = begun(tmp_path)
    before, version = state(review), review.version
    monkeypatch.setattr(LocalFolder, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        review.act(CONFIRM)
    monkeypatch.undo()
    assert (state(review), review.version) == (before, version)
    journal.__exit__()
    assert state(again(tmp_path)) == before


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.open.jsonl"])
def test_gold_that_no_review_made_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious\n", "utf-8")
    with pytest.raises(WorkbenchError, match=f"{name} is there already, and no review made it"):
        begun(tmp_path)
    assert (tmp_path / name).read_text("utf-8") == "precious\n"


def test_what_was_accepted_once_is_done_again_when_checks_are_stricter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, review = begun(tmp_path)
    review.act(OTHER)
    end = state(review)
    journal.__exit__()
    monkeypatch.setattr(validate, "known_unit", lambda unit: unit != "公里")
    assert state(again(tmp_path)) == end


def test_a_fault_that_another_record_has_already_is_refused_all_the_same(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    wrong = articles()[0].records[0].model_copy(update={"unit": "只猫", "part_of": None})
    faulty = articles()[0].model_copy(update={"id": "faulty", "records": (wrong,)})
    review.add([faulty])
    with pytest.raises(RefusalError, match="只猫"):
        review.act({"do": "put", "document": "faulty", "record": record_of(MARKET, "3公里", "绿道", unit="只猫")})
    with pytest.raises(RefusalError, match="not finished: 15家: unit '只猫' is not in"):
        review.act(FINISH | {"document": "faulty"})
    review.act({"do": "put", "document": "faulty", "record": record_of(MARKET, "3公里", "绿道")})
    review.act({"do": "delete", "document": "faulty", "record": "faulty#1"})
    assert review.act(FINISH | {"document": "faulty"}).finished
    journal.__exit__()


@pytest.mark.parametrize("number", ["1e40", "-1e5000", "1e-31", "NaN", "Infinity"])
def test_a_number_that_no_text_states_is_refused(tmp_path: Path, number: str) -> None:
    journal, review = begun(tmp_path)
    record = record_of(MARKET, "3公里", "绿道", id="market#3")
    record["value"]["number"] = number
    with pytest.raises(ValueError, match=r"no text states such a number|finite number"):
        review.act(PUT | {"record": record})
    journal.__exit__()


def test_a_date_of_another_sentence_is_inherited(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    date = {"text": "今年", "span": [0, 2], "start": "2022-01-01", "end": "2022-12-31", "kind": "period"}
    after = review.act(PUT | {"record": record_of(MARKET, "3公里", "绿道", id="market#3", date=date)})
    assert [record.date and record.date.inherited for record in after.doc.records] == [False, False, True]
    journal.__exit__()


def test_the_record_that_an_entry_is_about_is_known(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    about = []
    for entry in (CONFIRM, DELETE, {**DELETE, "record": "market#3"}, PUT, FINISH, UNDO, UNDO, REDO, UNDO, UNDO):
        review.act(entry)
        about.append(review.about)
    names = ["market#1", "market#2", "market#3", "market#4", None, None, "market#4", "market#4", "market#4", "market#3"]
    assert about == names
    journal.__exit__()


def test_articles_come_as_extract_reads_them_or_annotated(tmp_path: Path) -> None:
    rows = [{"id": "a", "title": "A", "published": "2022-08-11", "text": MARKET}]
    plain, annotated = tmp_path / "plain.jsonl", tmp_path / "annotated.jsonl"
    plain.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    annotated.write_text("".join(doc.to_json() + "\n" for doc in articles()), "utf-8")
    missing = str(tmp_path / "missing.html")
    began = start([str(plain), str(annotated), missing], Options(model="none"))
    assert [(doc.id, len(doc.records)) for doc in began.documents] == [("market", 3), ("school", 1), ("a", 3)]
    assert [item.path for item in began.quarantined] == [missing]
    assert [len(doc.records) for doc in start([str(plain)], Options(model="none"), known={"a"}).documents] == [0]


def test_what_a_person_should_know_of_the_articles_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plain.jsonl"
    path.write_text(json.dumps({"id": "school", "text": MARKET}) + "\n", "utf-8")
    annotated = tmp_path / "annotated.jsonl"
    annotated.write_text(articles()[1].to_json() + "\n", "utf-8")
    began = start([str(path), str(annotated)], Options(model="none"))
    assert ([doc.text for doc in began.documents], [item.doc_id for item in began.quarantined]) == (
        [SCHOOL], ["school"],
    )  # fmt: skip
    records = tmp_path / "records.jsonl"
    records.write_text("".join(record.to_json() + "\n" for record in extract(MARKET)), "utf-8")
    began = start([str(path)], Options(model="none"), records=records)
    assert [len(doc.records) for doc in began.documents] == [0]
    assert "1 articles have no publish date" in began.remarks[0]
    assert "1 documents of the records are not among the articles: doc" in began.remarks[1]
    monkeypatch.setattr(Pipeline, "records", lambda *_: (_ for _ in ()).throw(LookupError("a table")))
    assert [item.reason for item in start([str(path)], Options(model="none")).quarantined] == ["LookupError: a table"]


def test_an_article_that_changed_since_is_told(tmp_path: Path) -> None:
    journal, review = begun(tmp_path)
    other = articles()[0].model_copy(update={"text": MARKET + "！"})
    with pytest.raises(WorkbenchError, match="market: its text is not the one that was reviewed before"):
        review.add([other])
    journal.__exit__()


def test_records_of_another_text_are_told() -> None:
    with pytest.raises(WorkbenchError, match="b: its text is not the one the records were made from"):
        gold(Document("去年建成16家便民市场。", id="b"), extract("今年建成15家便民市场。"))


def test_marked_words_are_read_by_the_engine() -> None:
    market = articles()[0]
    start_ = MARKET.index("6家")
    assert suggestion(market, "value", (start_, start_ + 2))["part_of"] == "15家"
    inside = suggestion(market, "value", (MARKET.index("5家"), MARKET.index("5家") + 2))
    assert inside["value"]["number"] == "5"
    assert inside["unit"] == "家"
    assert suggestion(market, "value", (0, 2)) == {
        "value": {"text": "今年", "start": 0, "end": 2, "qualifier": "exact"}
    }
    assert suggestion(market, "date", (0, 2))["date"]["start"] == "2022-01-01"
    assert suggestion(market, "date", (3, 5))["date"] == {
        "text": "全市", "span": [3, 5], "kind": "period", "inherited": False,
    }  # fmt: skip
