"""The page of the review in a real Chromium: a record is corrected, deleted, added by marking words, and undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, until
from reviewed import MARKET
from test_review_server import Served

from zhengwu_extract.workbench.gold import Annotation, read_gold


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with chromium() as window:
        yield window


@pytest.fixture
def page(window: Any, tmp_path: Path) -> Iterator[Any]:
    pytest.importorskip("starlette")
    served = Served(tmp_path)
    try:
        opened(window, served.address)
        yield window
        # Chromium writes down that it did not ask before it closed a page with something unsaved.
        said = [entry for entry in window.get_log("browser") if entry["source"] != "intervention"]
        assert [entry for entry in said if entry["level"] == "SEVERE" and "422" not in entry["message"]] == []
    finally:
        window.get("about:blank")
        served.process.kill()
        served.process.communicate(timeout=10)


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
        "i.dispatchEvent(new Event('change'))",
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
    until(page, "!document.querySelector('#form .changed')")
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
    until(page, "document.querySelector('#form .changed')")
    assert value(page) == "3公里"
    mark(page, "绿道")
    press(page, "m")
    mark(page, "修了")
    press(page, "M")
    mark(page, "今年")
    press(page, "d")
    until(page, "document.getElementById('form-start')?.value === '2022-01-01'")
    press(page, "s")
    until(page, "!document.querySelector('#form .changed')")
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
