"""The page of the review in a real Chromium: a record is corrected, deleted, added by marking words, and undone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, until
from reviewed import MARKET
from test_review_server import Served

from zhengwu_extract.workbench.gold import Annotation, read_gold

# The statuses of refusals, which Chromium writes down.
EXPECTED = re.compile(r"status of (404|409|422)")


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with chromium() as window:
        yield window


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    pytest.importorskip("starlette")
    served = Served(tmp_path)
    try:
        yield served
    finally:
        served.process.kill()
        served.process.communicate(timeout=10)


@pytest.fixture
def page(window: Any, served: Served) -> Iterator[Any]:
    try:
        opened(window, served.address)
        yield window
        # Chromium writes down that it did not ask before it closed a page with something unsaved.
        said = [entry for entry in window.get_log("browser") if entry["source"] != "intervention"]
        assert [entry for entry in said if entry["level"] == "SEVERE" and not EXPECTED.search(entry["message"])] == []
    finally:
        window.get("about:blank")


def opened(window: Any, address: str) -> None:
    window.get(address)
    until(window, "document.querySelectorAll('#sheet .seg.value').length > 0")


def saved(folder: Path) -> list[Annotation]:
    """Return the records of the article in work, as they stand on the disk."""
    return list(read_gold(folder / "gold.open.jsonl")[0].records)


def press(window: Any, key: str) -> None:
    window.execute_script(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", key
    )


def mark(window: Any, words: str) -> None:
    """Mark words in the article, which may begin in one stretch and end in another."""
    window.execute_script(
        """
        const walker = document.createTreeWalker(document.getElementById("sheet"), NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walker.nextNode()) nodes.push(walker.currentNode);
        const whole = nodes.map((node) => node.data).join("");
        const [start, range] = [whole.indexOf(arguments[0]), document.createRange()];
        let place = 0;
        for (const node of nodes) {
          const [from, to] = [start - place, start + arguments[0].length - place];
          if (from >= 0 && from < node.data.length) range.setStart(node, from);
          if (to > 0 && to <= node.data.length) range.setEnd(node, to);
          place += node.data.length;
        }
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        """,
        words,
    )
    until(window, "document.getElementById('marking').classList.contains('ready')")


def fill(window: Any, field: str, value: str) -> None:
    window.execute_script(
        "const i = document.getElementById('form-' + arguments[0]); i.value = arguments[1];"
        "i.dispatchEvent(new Event('input')); i.dispatchEvent(new Event('change'))",
        field,
        value,
    )


def value(window: Any) -> str:
    """Return the words of the value in the form."""
    found: str = window.execute_script("return document.querySelector('#group-value .words').textContent")
    return found


def test_a_record_is_confirmed_and_the_next_one_is_shown(page: Any, tmp_path: Path) -> None:
    assert value(page) == "15家"
    press(page, "c")
    until(page, "document.querySelector('#group-value .words').textContent === '6家'")
    assert page.execute_script("return document.querySelectorAll('#sheet .seg.sure').length") == 1
    journal = (tmp_path / "gold.journal").read_text("utf-8").splitlines()
    assert json.loads(journal[-1]) == {"do": "confirm", "document": "market", "record": "market#1", "yes": True}


def test_a_corrected_record_is_saved_undone_and_found_again(page: Any, tmp_path: Path) -> None:
    fill(page, "role", "target")
    fill(page, "unit", "所")
    assert "not saved" in page.find_element("css selector", "#form .changed").text
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    assert (saved(tmp_path)[0].role, saved(tmp_path)[0].unit) == ("target", "所")
    press(page, "u")
    until(page, "document.getElementById('form-unit').value === '家'")
    press(page, "r")
    until(page, "document.getElementById('form-unit').value === '所'")
    page.refresh()
    until(page, "document.getElementById('form-unit')")
    press(page, "k")
    until(page, "document.getElementById('form-unit').value === '所'")


def test_words_that_are_marked_become_a_record(page: Any, tmp_path: Path) -> None:
    press(page, "j")
    press(page, "j")
    until(page, "document.querySelector('#group-value .words').textContent === '3公里'")
    press(page, "x")
    until(page, "document.querySelectorAll('#sheet .seg.value').length === 2")
    assert [record.value.text for record in saved(tmp_path)] == ["15家", "6家"]
    mark(page, "3公里")
    press(page, "n")
    until(page, "document.querySelector('#form .changed').textContent")
    assert value(page) == "3公里"
    mark(page, "绿道")
    press(page, "m")
    mark(page, "修了")
    press(page, "M")
    mark(page, "今年")
    press(page, "d")
    until(page, "document.getElementById('form-start')?.value === '2022-01-01'")
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    record = saved(tmp_path)[-1]
    at = MARKET.index("绿道")
    assert (record.value.start, record.value.number, record.unit) == (MARKET.index("3公里"), Decimal(3), "公里")
    assert (record.metric.text, record.metric.spans) == ("绿道修了", ((at, at + 2), (at + 2, at + 4)))
    assert record.date is not None
    assert record.date.end is not None
    assert record.date.end.isoformat() == "2022-12-31"


def test_what_the_server_refuses_is_said_and_nothing_is_lost(page: Any, tmp_path: Path) -> None:
    fill(page, "unit", "只猫")
    press(page, "s")
    until(page, "document.getElementById('trouble').textContent.includes('只猫')")
    assert page.execute_script("return document.getElementById('form-unit').value") == "只猫"
    press(page, "j")
    until(page, "document.getElementById('trouble').textContent.includes('Save')")
    press(page, "Escape")
    until(page, "document.getElementById('form-unit').value === '家'")


def test_what_is_typed_is_saved_by_one_click_or_by_enter_and_keeps_the_focus(page: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    typed(page, "unit", "所")
    page.find_element("css selector", "#form-row .main").click()
    until(page, "!document.querySelector('#form .changed').textContent")
    assert saved(tmp_path)[0].unit == "所"
    assert focused(page) == "do-doubt"
    typed(page, "unit", "座" + Keys.ENTER)
    until(page, "!document.querySelector('#form .changed').textContent")
    assert saved(tmp_path)[0].unit == "座"
    assert focused(page) == "form-unit"
    typed(page, "number", "16" + Keys.TAB)
    assert focused(page) == "form-unit"


def typed(window: Any, field: str, text: str) -> None:
    """Type over what a field holds."""
    from selenium.webdriver.common.keys import Keys

    window.find_element("id", f"form-{field}").send_keys(Keys.CONTROL + "a", Keys.NULL, text)


def focused(window: Any) -> str:
    found: str = window.execute_script("return document.activeElement.id || document.activeElement.dataset.article")
    return found


def test_a_record_with_a_range_and_one_with_a_day_can_be_corrected(page: Any, tmp_path: Path) -> None:
    fill(page, "qualifier", "range")
    fill(page, "low", "14")
    fill(page, "high", "16")
    fill(page, "date-kind", "as_of")
    fill(page, "start", "")
    fill(page, "end", "2022-08-11")
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    fill(page, "scope", "peripheral")
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    record = saved(tmp_path)[0]
    assert (record.value.number, record.value.low, record.value.high) == (None, Decimal(14), Decimal(16))
    assert record.scope == "peripheral"
    assert record.date is not None
    assert (record.date.kind, record.date.start) == ("as_of", None)


def test_words_can_be_marked_by_the_keys_alone(page: Any, tmp_path: Path) -> None:
    body = page.find_element("css selector", "body")
    body.send_keys("jj")
    until(page, "document.querySelector('#group-value .words').textContent === '3公里'")
    body.send_keys("l")  # the value, 3公里
    for _ in range(5):  # back over 了 and 修, to 绿道修
        body.send_keys("h")
    selected = "getSelection().toString()"
    until(page, f"{selected} === '😀绿道'")
    body.send_keys("lLH")
    until(page, f"{selected} === '绿道修'")
    body.send_keys("m")
    until(page, "document.querySelector('#group-metric .words').textContent.includes('绿道修')")
    body.send_keys("s")
    until(page, "!document.querySelector('#form .changed').textContent")
    at = MARKET.index("绿道修")
    assert saved(tmp_path)[2].metric.spans == ((at, at + 3),)


def test_a_mark_by_the_keys_crosses_the_end_of_a_paragraph(page: Any) -> None:
    body = page.find_element("css selector", "body")
    body.send_keys("jjl")
    until(page, "getSelection().toString() === '3公里'")
    body.send_keys("hhhhhhh")  # the emoji is one step, the line end none
    until(page, "getSelection().toString().replace(/\\s/g, '') === '业。😀'")


def test_a_piece_of_a_metric_is_taken_away_alone(page: Any, tmp_path: Path) -> None:
    pieces = "[...document.querySelectorAll('#group-metric .piece span')].map(e => e.textContent).join('+')"
    mark(page, "全市")
    press(page, "M")
    until(page, f"{pieces} === '全市+建成+便民市场'")
    page.find_element("id", "clear-metric-1").click()
    until(page, f"{pieces} === '全市+便民市场'")


def test_what_the_text_gets_wrong_can_be_flagged(page: Any, tmp_path: Path) -> None:
    press(page, "j")
    fill(page, "number", "60")
    press(page, "s")
    until(page, "document.getElementById('trouble').textContent.includes('set the flag part_exceeds_whole')")
    page.find_element("id", "form-part_exceeds_whole").click()
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    assert saved(tmp_path)[1].flags == ("part_exceeds_whole",)


def test_undo_shows_the_article_and_the_record_that_it_concerns(page: Any) -> None:
    press(page, "j")
    press(page, "j")
    press(page, "x")
    until(page, "document.querySelectorAll('#sheet .seg.value').length === 2")
    press(page, "]")
    until(page, "location.hash === '#school'")
    press(page, "u")
    until(page, "location.hash === '#market'")
    assert value(page) == "3公里"
    page.refresh()
    until(page, "document.querySelectorAll('#sheet .seg.value').length === 3")


def test_another_tab_that_was_first_takes_nothing_from_this_one(page: Any, served: Served) -> None:
    fill(page, "unit", "所")
    stands = served.ask("/article?id=market")
    confirm = {"do": "confirm", "document": "market", "record": "market#3"}
    served.ask("/act", {"version": stands["version"], "action": confirm})
    press(page, "s")
    until(page, "document.getElementById('trouble').textContent.includes('another tab')")
    assert page.execute_script("return document.getElementById('form-unit').value") == "所"
    assert page.execute_script("return document.querySelectorAll('#sheet .sure').length") == 1
    press(page, "s")
    until(page, "!document.querySelector('#form .changed').textContent")
    assert served.ask("/article?id=market")["records"][0]["unit"] == "所"


@pytest.mark.parametrize("address", ["#elsewhere", "#%", "#article-title"])
def test_an_address_that_names_no_article_opens_the_first(page: Any, served: Served, address: str) -> None:
    page.get("about:blank")
    opened(page, f"{served.address}/{address}")
    assert page.execute_script("return document.querySelectorAll('#articles li').length") == 2
    page.execute_script("document.querySelector('.skip').click()")
    assert page.execute_script("return [document.activeElement.id, location.hash]") == ["article-title", "#market"] or (
        address == "#%" and focused(page) == "article-title"
    )


def test_the_list_of_articles_is_gone_through_by_the_keys(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    stops = "#articles button[tabindex='0']"
    assert len(page.find_elements("css selector", stops)) == 1
    page.find_element("css selector", stops).send_keys(Keys.ARROW_DOWN)
    assert focused(page) == "school"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    until(page, "location.hash === '#school'")
    assert focused(page) == "school"


def test_clicks_on_a_mark_go_through_all_of_its_records(page: Any) -> None:
    for number in range(2):
        press(page, "j")
        mark(page, "便民市场")
        press(page, "m")
        press(page, "s")
        until(page, f"document.querySelectorAll('#sheet .sure').length === {number + 1}")
    chosen = []
    for _ in range(3):
        page.execute_script(
            "[...document.querySelectorAll('#sheet .seg.metric')].find(e => e.textContent === '便民市场').click()"
        )
        chosen.append(value(page))
    assert sorted(chosen) == ["15家", "3公里", "6家"]


def test_everything_that_is_used_has_a_name(page: Any) -> None:
    mark(page, "15家")
    press(page, "n")
    until(page, "document.querySelector('#form .changed').textContent")
    nameless = page.execute_script(
        "return [...document.querySelectorAll('button, select, input, [role=button]')].filter(e => "
        "!(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim()))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []
    ids = page.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_an_article_is_finished_and_the_next_one_opened(page: Any, tmp_path: Path) -> None:
    press(page, "f")
    until(page, "document.querySelector('#articles .finished')")
    assert [doc.id for doc in read_gold(tmp_path / "gold.jsonl")] == ["market"]
    press(page, "]")
    until(page, "document.getElementById('article-facts').textContent.includes('school')")
    assert page.execute_script("return document.getElementById('article-next').disabled")


def test_the_page_speaks_chinese_and_every_word_of_it_is_known(page: Any) -> None:
    page.find_element("css selector", "#language").click()
    assert page.find_element("css selector", "#finish").text == "本篇完成"
    missing = page.execute_script(
        "return [...document.querySelectorAll('label, button, legend, dd, h2')].map(e => e.textContent)"
        ".filter(text => /^(form|do|mark|key|state|trouble)\\./.test(text))"
    )
    assert missing == []
    page.find_element("css selector", "#language").click()
