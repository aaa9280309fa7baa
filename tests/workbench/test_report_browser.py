"""The report in a real Chromium: filters, clicks, keys, languages, themes, charts, and texts that mean harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import WAIT, chromium, opened, until
from pages import ARTICLES, HOSTILE, extracted, rows, zhengwu

TEXTS = {str(article["id"]): str(article["text"]) for article in ARTICLES}
LIT = """return (role => [...document.querySelectorAll(`#sheet .seg.lit-${role}`)].map(e => e.textContent).join(""))"""


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with chromium() as window:
        yield window


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    folder = tmp_path_factory.mktemp("report")
    records = extracted(folder)
    assert zhengwu("report", records, "-o", folder / "quoted.html").exit_code == 0
    assert (
        zhengwu("report", records, "--documents", folder / "articles.jsonl", "-o", folder / "whole.html").exit_code == 0
    )
    return folder


@pytest.fixture
def page(window: Any, folder: Path) -> Any:
    opened(window, (folder / "whole.html").as_uri())
    yield window
    assert [entry for entry in window.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


def find(window: Any, selector: str) -> Any:
    return window.find_element("css selector", selector)


def texts(window: Any, selector: str) -> list[str]:
    found: list[str] = window.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector
    )
    return found


def shown(window: Any) -> list[str]:
    """Return the ids of the rows on show."""
    found: list[str] = window.execute_script("return [...document.querySelectorAll('#rows tr')].map(r => r.dataset.id)")
    return found


def choose(window: Any, record: str) -> None:
    window.execute_script("document.querySelector(`#rows tr[data-id='${arguments[0]}']`).click()", record)


def fill(window: Any, field: str, value: str) -> None:
    """Set a filter as a person does, and wait until the table has followed."""
    window.execute_script(
        "const i = document.getElementById('f-' + arguments[0]); i.value = arguments[1];"
        "i.dispatchEvent(new Event('input', { bubbles: true }))",
        field,
        value,
    )
    until(window, f"new URLSearchParams(location.hash.slice(1)).get({json.dumps(field)}) === {json.dumps(value)}")


def chosen(window: Any) -> str | None:
    found: str | None = window.execute_script("return document.querySelector('#rows [aria-selected=true]')?.dataset.id")
    return found


@pytest.mark.parametrize("name", ["whole", "quoted"])
def test_every_record_lights_its_own_characters(window: Any, folder: Path, name: str) -> None:
    opened(window, (folder / f"{name}.html").as_uri())
    for record in rows(folder / "records.jsonl"):
        each: Any = record
        choose(window, each["id"])
        text = TEXTS[each["doc_id"]]
        spans = {"value": [[each["value"]["start"], each["value"]["end"]]], "metric": each["metric"]["spans"]}
        spans["program"] = each["program"]["spans"] if each["program"] else []
        spans["date"] = [each["date"]["span"]] if each["date"] else []
        for role, places in spans.items():
            lit = window.execute_script(f"{LIT}(arguments[0])", role)
            assert lit == "".join(text[start:end] for start, end in places), (each["id"], role)
        assert window.execute_script(f"{LIT}('target')") == ((each["target"] or {}).get("text") or "")
        assert len(texts(window, "#sheet svg path")) >= 1


def test_a_click_on_a_value_finds_its_record(page: Any) -> None:
    choose(page, "housing#1")
    page.execute_script("document.querySelector(`#sheet [data-record='housing#4']`).click()")
    assert chosen(page) == "housing#4"
    assert "60个" in find(page, "#card").text
    assert "120个 改造老旧小区" in find(page, "#card").text  # what it is a part of


def test_clicks_on_a_mark_of_several_records_go_through_them(page: Any) -> None:
    choose(page, "odd#1")
    choose(page, "housing#5")
    mark = "[...document.querySelectorAll('#sheet .metric')].find(e => e.textContent === '城镇新增就业')"
    page.execute_script(f"{mark}.click()")
    assert chosen(page) == "housing#6"
    page.execute_script(f"{mark}.click()")
    assert chosen(page) == "housing#5"
    assert "belongs to 2 records" in find(page, "#shared").text


def test_marks_can_be_told_without_colours(page: Any) -> None:
    choose(page, "housing#2")
    tags = page.execute_script("return [...document.querySelectorAll('[data-tag]')].map(e => e.dataset.tag)")
    assert set("·".join(tags).split("·")) == {"V", "M", "P", "D", "T", "R"}
    images = page.execute_script(
        "return ['metric', 'program', 'date', 'target', 'region'].map(role => getComputedStyle("
        "document.querySelector(`#legend .key.${role}`)).backgroundImage.replace(/rgba?\\([^)]*\\)/g, 'colour'))"
    )
    assert len(set(images)) == 5
    dashes = page.execute_script(
        "return [...new Map([...document.querySelectorAll('#sheet svg path')].map(p => [p.dataset.role, "
        "p.getAttribute('stroke-dasharray')])).values()]"
    )
    assert len(set(dashes)) == len(dashes) == 5


def test_a_box_of_the_legend_hides_its_marks(page: Any) -> None:
    assert "show-date" in find(page, "#sheet").get_attribute("class")
    find(page, "#legend [data-mark=date]").click()
    assert "show-date" not in find(page, "#sheet").get_attribute("class")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("role", "target", {"housing#1", "markets#5"}),
        ("measure", "change_rate", {"housing#6"}),
        ("flags", "period_after_publication", {"odd#1"}),
        ("flags", "(any)", {"odd#1"}),
        ("document", "odd", {"odd#1"}),
        ("program", "改造老旧小区", {"housing#1", "housing#2", "housing#3", "housing#4"}),
        ("program", "老旧", {"housing#1", "housing#2", "housing#3", "housing#4"}),
        ("metric", "就业", {"housing#5", "housing#6", "markets#4"}),
        ("search", "2.8万人", {"markets#4"}),
        ("search", "听取 第十一次", set()),
        ("search", "十月", set()),
    ],
)
def test_a_filter_leaves_its_records(page: Any, field: str, value: str, expected: set[str]) -> None:
    fill(page, field, value)
    assert set(shown(page)) == expected
    count = find(page, "#count").text
    assert count == (f"{len(expected)} of 12 records" if expected else "No record passes these filters.")
    find(page, "#f-reset").click()
    assert len(shown(page)) == 12


def test_filters_go_together_and_bound_the_confidence(page: Any, folder: Path) -> None:
    confidence: dict[Any, Any] = {row["id"]: row["confidence"] for row in rows(folder / "records.jsonl")}
    fill(page, "from", "0.5")
    assert set(shown(page)) == {name for name, value in confidence.items() if value >= 0.5}
    fill(page, "to", "0.6")
    assert set(shown(page)) == {name for name, value in confidence.items() if 0.5 <= value <= 0.6}
    fill(page, "role", "target")
    assert shown(page) == ["markets#5"]
    assert find(page, "#f-role").get_attribute("class") == "set"


def test_columns_sort_up_down_and_not_at_all(page: Any) -> None:
    before = shown(page)
    find(page, "[data-sort=number]").click()
    assert [shown(page)[0], shown(page)[-1]] == ["housing#6", "markets#2"]
    assert find(page, "[data-sort=number]").find_element("xpath", "..").get_attribute("aria-sort") == "ascending"
    find(page, "[data-sort=number]").click()
    assert [shown(page)[0], shown(page)[-1]] == ["markets#2", "housing#6"]
    find(page, "[data-sort=number]").click()
    assert shown(page) == before
    find(page, "[data-sort=program]").click()
    assert shown(page)[:4] == ["housing#1", "housing#2", "housing#3", "housing#4"]


def test_the_keyboard_goes_through_table_and_article(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    choose(page, "housing#1")
    find(page, "#rows tr[tabindex='0']").send_keys(Keys.ARROW_DOWN)
    assert chosen(page) == "housing#2"
    assert page.switch_to.active_element.get_attribute("data-id") == "housing#2"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.get_attribute("data-record") == "housing#2"
    page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert page.switch_to.active_element.get_attribute("aria-label") == "80%: 改造老旧小区"
    page.switch_to.active_element.send_keys(Keys.SPACE)
    assert chosen(page) == "housing#3"
    assert find(page, "#said").get_attribute("textContent") == "80%, 改造老旧小区: 6 marks are lit"
    find(page, "#rows tr[tabindex='0']").send_keys(Keys.END)
    assert chosen(page) == "odd#1"


def test_the_tab_key_stops_once_in_the_table_and_once_in_the_article(page: Any) -> None:
    choose(page, "housing#2")
    assert len(page.find_elements("css selector", "#rows tr[tabindex='0']")) == 1
    assert len(page.find_elements("css selector", "#sheet [tabindex='0']")) == 1


def test_everything_that_is_used_has_a_name(page: Any) -> None:
    nameless = page.execute_script(
        "return [...document.querySelectorAll('button, select, input, [role=button], [role=grid]')].filter(e => "
        "!(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim()))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []
    assert page.execute_script("return document.querySelectorAll('h1').length") == 1
    ids = page.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_markup_in_a_text_stays_text(page: Any) -> None:
    choose(page, "markets#1")
    for find_in in ("#sheet", "#card", "#rows", "#article-facts"):
        assert HOSTILE in find(page, find_in).get_attribute("textContent") or find_in == "#card"
    assert page.execute_script("return document.querySelectorAll('#sheet img, #sheet script, #card img').length") == 0
    assert page.execute_script("return [window.hacked, document.images.length]") == [None, 0]
    assert find(page, "#card").text.count("<script>") >= 1


def test_nothing_is_loaded(page: Any) -> None:
    assert page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []


def test_charts_follow_the_filters_and_lead_to_records(page: Any) -> None:
    bars = "#chart-progress details tbody tr"
    # 120 of 150, and 3亿多元 with 90%: the rates of both are no rows of their own.
    assert len(texts(page, bars)) == 2
    assert "80%" in texts(page, bars)[0]
    indicators = ["改造老旧小区 · level · 个 (2)", "城镇新增就业 · level · 人 (2)"]
    assert texts(page, "#series-pick option") == indicators
    fill(page, "measure", "change_rate")
    until(page, "document.documentElement.dataset.charts === 'drawn'")
    assert "No record here is held against a target." in find(page, "#chart-progress").text
    assert "No indicator here has two dated values." in find(page, "#chart-series").text
    fill(page, "measure", "level")
    fill(page, "program", "改造老旧小区")
    until(page, "document.documentElement.dataset.charts === 'drawn'")
    assert len(texts(page, bars)) == 1
    assert texts(page, "#series-pick option") == indicators[:1]
    choose(page, "housing#1")
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.support.ui import WebDriverWait

    def clicked(window: Any) -> bool:
        # The page scrolls to the record that was chosen; a click sent meanwhile lands beside its mark.
        mark = find(window, "#chart-progress g.layer_3_marks path")
        window.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", mark)
        ActionChains(window).move_to_element(mark).click().perform()
        chosen: str = window.execute_script("return document.querySelector('#rows [aria-selected=true]').dataset.id")
        return chosen == "housing#2"

    WebDriverWait(page, WAIT, 0.2).until(clicked)


def test_what_was_set_aside_is_shown_with_its_rule(page: Any) -> None:
    assert "period_after_publication" in find(page, "#flagged").text
    assert "ordinal refusal_rank.py:" in find(page, "#refused").text
    assert "not valid JSON" in find(page, "#quarantined").text
    page.execute_script(
        "[...document.querySelectorAll('#refused button')].find(e => e.textContent.includes('第十一')).click()"
    )
    refused = find(page, "#sheet .refused")
    assert refused.text == "十一"
    assert refused.get_attribute("title") == "Refused number: ordinal"
    assert "show-refused" in find(page, "#sheet").get_attribute("class")


def test_the_language_can_be_switched(page: Any) -> None:
    find(page, "#language").click()
    assert find(page, "h1").text.startswith("数量报告")
    assert find(page, "html").get_attribute("lang") == "zh-CN"
    choose(page, "housing#2")
    until(page, "document.documentElement.dataset.charts === 'drawn'")
    interface = page.execute_script(
        "return [...document.querySelectorAll('[data-t], th, dt, label > span:first-child, figcaption, .badge')]"
        ".map(e => e.textContent)"
    )
    assert [text for text in interface if re.search("[A-Za-z]{3}", text) and text != "English"] == []
    find(page, "#language").click()
    assert find(page, "h1").text.startswith("Quantities report")


def test_the_theme_can_be_switched(page: Any) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    assert page.execute_script(paper) == "rgb(255, 255, 255)"
    for _ in range(2):
        find(page, "#theme").click()
    assert page.execute_script(paper) == "rgb(20, 23, 29)"
    find(page, "#theme").click()


def test_dark_and_chinese_are_what_the_system_says(folder: Path) -> None:
    with chromium(language="zh-CN", dark=True) as window:
        opened(window, (folder / "whole.html").as_uri())
        assert window.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 29)"
        assert find(window, "h1").text.startswith("数量报告")


def test_an_address_shows_the_same_again(page: Any, folder: Path) -> None:
    fill(page, "role", "actual")
    find(page, "[data-sort=confidence]").click()
    choose(page, "housing#4")
    address = page.current_url
    opened(page, address)
    assert chosen(page) == "housing#4"
    assert find(page, "#f-role").get_attribute("value") == "actual"
    assert find(page, "[aria-sort=ascending]").text.startswith("Confidence")
    opened(page, f"{(folder / 'whole.html').as_uri()}#record={quote('no#1')}&sort=odd")
    assert chosen(page) == "housing#1"


def test_a_record_that_the_filters_hide_is_said_to_be_hidden(page: Any) -> None:
    choose(page, "housing#2")
    fill(page, "document", "odd")
    assert "The filters hide this record" in find(page, "#card").text
    find(page, "#card .flagbox button").click()
    assert len(shown(page)) == 12


def test_a_print_holds_the_whole_table(page: Any) -> None:
    page.execute_script(
        "const size = document.getElementById('page-size'); size.append(new Option('5')); size.value = '5';"
        "size.dispatchEvent(new Event('change'))"
    )
    assert len(shown(page)) == 5
    page.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert len(shown(page)) == 12
    page.execute_script("dispatchEvent(new Event('afterprint'))")
    assert len(shown(page)) == 5


@pytest.mark.slow
def test_ten_thousand_records_stay_usable(window: Any, folder: Path) -> None:
    many = folder / "many.jsonl"
    (given,) = [row for row in rows(folder / "records.jsonl") if row["id"] == "housing#2"]
    with many.open("w", encoding="utf-8") as file:
        for number in range(10_000):
            each = {**given, "doc_id": f"d{number // 40}", "id": f"d{number // 40}#{number}", "part_of": None}
            each["confidence"] = number % 100 / 100
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    assert zhengwu("report", many, "-o", folder / "many.html").exit_code == 0
    opened(window, (folder / "many.html").as_uri())
    assert (
        window.execute_script("return performance.timing.domInteractive - performance.timing.navigationStart") < 10_000
    )
    assert len(shown(window)) == 50
    assert window.execute_script("return document.querySelectorAll('*').length") < 6000
    sort = "document.querySelector('[data-sort=confidence]').click()"
    assert window.execute_script(f"const begin = performance.now(); {sort}; return performance.now() - begin") < 2000
    find(window, "[data-step=last]").click()
    assert find(window, "#page-of").text == "Page 200 of 200"
    fill(window, "from", "0.99")
    assert find(window, "#count").text == "100 of 10,000 records"
