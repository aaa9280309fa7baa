"""The benchmark scripts: sections of the results file, and the neutral scoring of other systems' suites."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from peer_readers import Item, ours
from peer_records import Tally, count, sentences
from report import RESULTS, replaced, table, write_section
from suite_cases import Bounds, Case, SuiteError, read_case, read_cases
from suite_grammars import find
from suite_scoring import Found, judge, read_table, read_units
from suites import Result, ratio, run
from synthetic import varied

from zhengwu_extract import Document

BENCHMARKS = RESULTS.parent
UNITS = {"g": {"克": Decimal(1), "斤": Decimal(500)}}


def case(text: str = "买了3斤米", *expected: dict[str, Any], **changes: Any) -> Case:
    """Return a case that expects some things of a text."""
    fields: dict[str, Any] = {"id": "own_unit-1", "text": text, "expected": expected, "exhaustive": True}
    return read_case(fields | {"relevant": True} | changes)


def thing(start: int, end: int, **changes: Any) -> dict[str, Any]:
    """Return one expectation as suites write it."""
    return {"start": start, "end": end, "type": "dimension", "unit": None, **changes}


def number(start: int, end: int, value: int | str, unit: str = "斤") -> Found:
    """Return an exact quantity as a grammar finds it."""
    exact = Decimal(value)
    return Found(start, end, exact, Bounds(exact, exact), unit)


# --- the results file ---


def test_a_section_is_appended_once_and_then_replaced(tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    for figure in ("2.9", "3.4"):
        write_section("speed", "Speed", [f"ratio {figure}"], results)
        write_section("memory", "Memory", ["flat"], results)
    text = results.read_text("utf-8")
    assert text.startswith("# Results\n")
    assert text.count("## Speed") == text.count("## Memory") == 1
    assert "ratio 3.4" in text
    assert "ratio 2.9" not in text


def test_replacing_a_section_keeps_the_others() -> None:
    text = replaced(replaced("# Head\n", "a", "one"), "b", "two")
    assert replaced(text, "a", "three") == text.replace("one", "three")


def test_backslashes_in_a_section_are_kept() -> None:
    assert r"\1 \n" in replaced(replaced("", "a", "x"), "a", r"\1 \n")


def test_a_section_says_where_it_was_measured(tmp_path: Path) -> None:
    write_section("speed", "Speed", ["fast"], tmp_path / "results.md")
    line = (tmp_path / "results.md").read_text("utf-8").split("## Speed\n\n")[1].splitlines()[0]
    assert line.startswith(date.today().isoformat())
    assert "commit" in line
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in line
    assert "/" not in line


def test_a_table_escapes_its_bars() -> None:
    assert table(["a", "b"], [["x|y", 1]]) == "| a | b |\n| --- | ---: |\n| x\\|y | 1 |"


# --- cases ---


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        (5, (Decimal(5), Decimal(5))),
        ([3, 4.5], (Decimal(3), Decimal("4.5"))),
        ("(20,35]", (Decimal(20), Decimal(35))),
        ("(500,)", (Decimal(500), None)),
        ("(,-1.5)", (None, Decimal("-1.5"))),
    ],
)
def test_values_are_read_as_bounds(value: Any, bounds: tuple[Decimal | None, Decimal | None]) -> None:
    assert case("买了3斤米", thing(2, 4, value=value)).expected[0].bounds == bounds


def test_a_duration_has_its_unit_or_is_in_seconds() -> None:
    one = case("三天", thing(0, 2, type="duration", value={"day": 3.0}), id="own_time-1")
    two = case("一天一小时", thing(0, 5, type="duration", value={"day": 1.0, "hour": 1.0}), id="own_time-2")
    assert (one.kind, one.expected[0].unit, one.expected[0].bounds) == (
        "duration",
        "day",
        Bounds(Decimal(3), Decimal(3)),
    )
    assert (two.expected[0].unit, two.expected[0].bounds) == ("s", Bounds(Decimal(90_000), Decimal(90_000)))


def test_a_time_of_day_is_met_by_nothing() -> None:
    noon = case("十二点", thing(0, 3, type="time", value="12:00:00"), id="own_time-1")
    assert not judge(noon, [Found(0, 3, days=(None, None))], {}).right


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own_zh.jsonl"
    row = {"id": "own-1", "text": "无", "expected": [], "exhaustive": True, "relevant": True}
    path.write_text(f'{json.dumps(row)}\n{{"id": "own-2"}}\n', "utf-8")
    with pytest.raises(SuiteError, match=r"own_zh\.jsonl:2: not a case"):
        read_cases(path)


# --- scoring ---


def test_the_same_value_in_another_unit_is_right() -> None:
    assert judge(case("买了3斤米", thing(2, 4, value=1500, unit="g")), [number(2, 4, 3)], UNITS).right


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([], "not found: 3斤"),
        ([number(2, 4, 4)], "not found: 3斤"),
        ([number(2, 4, 3, "里")], "not found: 3斤"),
        ([number(4, 5, 3)], "not found: 3斤"),
        ([number(2, 4, 3), number(4, 5, 1)], "found too: 米"),
    ],
    ids=["nothing", "other value", "unknown unit", "elsewhere", "one too many"],
)
def test_what_is_wrong(found: list[Found], reason: str) -> None:
    verdict = judge(case("买了3斤米", thing(2, 4, value=1500, unit="g")), found, UNITS)
    assert verdict == (False, False, reason)


def test_one_too_many_is_right_where_the_case_is_not_exhaustive() -> None:
    open_case = case("买了3斤米", thing(2, 4, value=1500, unit="g"), exhaustive=False)
    assert judge(open_case, [number(2, 4, 3), number(4, 5, 1)], UNITS).right


def test_another_span_is_right_but_noted() -> None:
    assert judge(case("买了3斤米", thing(2, 4, value=1500, unit="g")), [number(1, 4, 3)], UNITS) == (True, False, "")


def test_one_item_meets_one_expectation() -> None:
    twice = case("3斤3斤", thing(0, 2, value=3), thing(2, 4, value=3))
    assert not judge(twice, [number(0, 4, 3)], UNITS).right
    assert judge(twice, [number(0, 2, 3), number(2, 4, 3)], UNITS).right


@pytest.mark.parametrize(("value", "right"), [("(500,)", True), (500, True), ("(,500)", False), ("[400,500]", False)])
def test_a_bound_is_compared_as_a_bound(value: Any, right: bool) -> None:
    over = Found(0, 5, Decimal(500), Bounds(Decimal(500), None), "")
    assert judge(case("500余个", thing(0, 4, value=value)), [over], UNITS).right is right


def test_any_alternative_period_will_do() -> None:
    expected = thing(0, 4, type="date", period=["2018-01-10", "2018-01-10"], alternatives=[["2017-01-10"] * 2])
    either = case("1月10日", expected, id="own_time-1", reference_date="2017-03-22T00:00:00")
    assert either.read_on == date(2017, 3, 22)
    for year, right in ((2017, True), (2018, True), (2016, False)):
        assert judge(either, [Found(0, 5, days=(date(year, 1, 10), date(year, 1, 10)))], {}).right is right


def test_a_case_without_expectations_is_a_negative() -> None:
    assert judge(case("没有数"), [], UNITS).right
    assert not judge(case("没有数"), [number(0, 1, 1)], UNITS).right


def test_conventions_are_counted_apart() -> None:
    cases = [case("买了3斤米", thing(2, 4, value=v)) for v in (3, 3, 4, 5)]
    results = [Result(c, judge(c, [number(2, 4, 3)], UNITS), "") for c in cases]
    results[3] = results[3]._replace(convention="a reason")
    assert ratio(results) == 2 / 4
    assert ratio(results, apart=True) == 2 / 3


# --- sentences for other systems ---


def test_the_sentences_hold_what_they_are_said_to_hold() -> None:
    known = list(sentences())
    assert len(known) == len({each.text for each in known}) == 10
    assert all(each.quantities and (each.times or not each.period) for each in known)


def test_a_word_that_is_not_in_its_sentence_is_refused(tmp_path: Path) -> None:
    row = {"published": "2022-08-11", "text": "新增15家", "times": ["今年"], "period": None, "quantities": []}
    (tmp_path / "own.jsonl").write_text(json.dumps(row), "utf-8")
    with pytest.raises(ValueError, match="substring not found"):
        list(sentences(tmp_path / "own.jsonl"))


def test_each_thing_that_is_given_counts_once() -> None:
    sentence = next(sentences())  # 截至8月底, 1260套 and 84%
    (start, end, bounds, unit, metric), _ = sentence.quantities
    whole = Item((start, end), bounds, unit, ((date(2023, 8, 1), date(2023, 8, 31)),), metric)
    assert count(sentence, [whole]) == count(sentence, [whole, whole]) == Tally(1, 1, 1, 1, 0)
    assert count(sentence, [whole._replace(bounds=Bounds(Decimal(1), Decimal(1)))]) == Tally(period=1)
    assert count(sentence, [Item((start, end), bounds, "个")]) == Tally(number=1)
    assert count(sentence, [Item((8, 9), days=((None, None),))]) == Tally(besides=1)


def test_records_are_items_of_this_engine() -> None:
    sentence = next(sentences())
    assert count(sentence, ours("none")(sentence.text, sentence.published))[:3] == (2, 2, 1)


# --- documents for the memory run ---


def test_made_documents_differ_in_their_numbers_only() -> None:
    original = Document("新建15家,投资1,200.5万元,0个未完成。", id="a")
    made = list(islice(varied([original]), 4))
    assert len({doc.id for doc in made}) == len({doc.text for doc in made}) == 4
    assert {re.sub(r"[1-9]\d*", "#", doc.text) for doc in made} == {re.sub(r"[1-9]\d*", "#", original.text)}
    assert {len(doc.text) for doc in made} == {len(original.text)}


# --- our grammars on cases, and the tables ---


@pytest.mark.parametrize(
    "own",
    [
        case("新建二百零五所", thing(2, 6, type="number", value=205), id="own_number-1", scope="number"),
        case("占百分之三十五", thing(1, 7, type="percent", value=35, unit="%"), id="own_number-2", scope="percent"),
        case("收粮40吨", thing(2, 5, value=40, unit="t"), id="own_unit-1", scope="dimension"),
        case("投资3亿元", thing(2, 5, type="currency", value=3e8, unit="CNY"), id="own_money-1"),
        case(
            "今年上半年",
            thing(0, 5, type="daterange", period=["2022-01-01", "2022-06-30"]),
            id="own_time-1",
            reference_date="2022-08-11",
        ),
    ],
    ids=lambda own: own.id,
)
def test_each_kind_of_case_reaches_its_grammar(own: Case) -> None:
    assert judge(own, find(own), read_units(BENCHMARKS / "suite_units.tsv")).right


def test_money_suites_do_not_count_other_quantities() -> None:
    assert find(case("不足一个月", id="own_money-1", scope="currency")) == []


def test_a_right_case_does_not_differ_by_convention(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "suite_units.tsv").write_text("suite_unit\tunit\tfactor\n", "utf-8")
    (tmp_path / "conventions.tsv").write_text("case\treason\nown_number-1\tx\nown_number-2\ty\n", "utf-8")
    monkeypatch.setattr("suites.HERE", tmp_path)
    right, wrong = (
        case("新建205所", thing(2, 5, type="number", value=v), id=f"own_number-{n}", scope="number")
        for n, v in ((1, 205), (2, 206))
    )
    assert [r.convention for r in run([right, wrong])] == ["", "y"]


def test_the_tables_are_well_formed() -> None:
    assert all(factor > 0 for units in read_units(BENCHMARKS / "suite_units.tsv").values() for factor in units.values())
    rows = read_table(BENCHMARKS / "conventions.tsv", 2)
    assert len({name for name, _ in rows}) == len(rows)
    assert all(reason.strip() for _, reason in rows)


def test_a_row_with_other_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "conventions.tsv"
    path.write_text("case\treason\nown-1\n", "utf-8")
    with pytest.raises(SuiteError, match=r"conventions\.tsv:2: 1 columns, expected 2"):
        read_table(path, 2)
