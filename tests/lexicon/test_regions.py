"""The table of divisions and the spellings it gives."""

from __future__ import annotations

from zhengwu_extract.document import Document
from zhengwu_extract.grammar.region import regions
from zhengwu_extract.lexicon import Region, table
from zhengwu_extract.lexicon.place import bare, by_bare, by_code, by_spelling, former, lies_in, spellings

ROWS = table("regions", Region)


def test_codes_have_six_digits_and_stand_once() -> None:
    assert [row.code for row in ROWS if not (row.code.isdigit() and len(row.code) == 6)] == []
    assert len(by_code()) == len(ROWS)


def test_every_parent_is_a_division_of_the_same_province_one_level_up() -> None:
    assert [row for row in ROWS if bool(row.parent) != (row.code[2:] != "0000")] == []
    assert [row for row in ROWS if row.parent and by_code()[row.parent].code[:2] != row.code[:2]] == []
    assert [row for row in ROWS if row.parent and not row.parent.endswith("00")] == []


def test_all_provinces_and_enough_cities_and_counties_are_there() -> None:
    current = [row for row in ROWS if row.code not in former()]
    assert sum(not row.parent for row in current) == 34
    assert sum(row.code.endswith("00") and bool(row.parent) for row in current) == 333
    assert sum(not row.code.endswith("00") for row in current) > 2800


def test_former_divisions_have_no_current_namesake_in_their_province() -> None:
    current = {(row.code[:2], row.name) for row in ROWS if row.code not in former()}
    again = [row.code for row in ROWS if row.code in former() and (row.code[:2], row.name) in current]
    assert again == ["341400"]
    assert {"371200", "341400", "110103", "310119"} <= former()


def test_every_short_form_is_empty_or_begins_its_name() -> None:
    assert [row for row in ROWS if row.short and row.name[:2] != row.short[:2]] == []


def test_every_spelling_is_found_where_it_stands_alone() -> None:
    lost = []
    for form in by_spelling():
        found = regions(Document(form, folded=form)).mentions
        if [(m.start, m.end) for m in found] != [(0, len(form))]:
            lost.append(form)
    assert lost == []


def test_every_bare_form_is_found_behind_its_city_or_province() -> None:
    lost = []
    for row in ROWS:
        form = bare(row)
        if len(form) > 1 and row.parent:
            text = by_code()[row.parent].name + form
            found = regions(Document(text, folded=text)).mentions
            if [(m.start, m.end) for m in found] != [(0, len(text))]:
                lost.append(text)
    assert lost == []


def test_spellings_of_the_kinds_of_division() -> None:
    assert spellings(by_code()["130000"]) == ["河北省", "河北"]
    assert spellings(by_code()["150000"]) == ["内蒙古自治区", "内蒙古"]
    assert spellings(by_code()["422800"]) == ["恩施土家族苗族自治州", "恩施", "恩施州"]
    assert spellings(by_code()["630223"]) == ["互助土族自治县", "互助县"]
    assert spellings(by_code()["140302"]) == []


def test_a_bare_form_that_is_no_spelling_counts_only_behind_its_city() -> None:
    assert "保定" in by_bare()
    assert "保定" not in by_spelling()
    assert lies_in(by_code()["130602"], by_code()["130600"])
    assert not lies_in(by_code()["130600"], by_code()["130600"])
