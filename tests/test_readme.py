"""The README keeps its promises: its Python runs, its tables name every field, option and exit code."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhengwu_extract import Record, extract
from zhengwu_extract.cli import app
from zhengwu_extract.table import columns

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
ENGLISH, CHINESE = re.split(r"^# 简体中文$", README, maxsplit=1, flags=re.M)
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)


@pytest.mark.parametrize("block", BLOCKS, ids=[f"block{n}" for n in range(len(BLOCKS))])
def test_python_blocks_run(block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0
    assert test.examples


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_the_record_shown_is_what_comes_out(text: str) -> None:
    example = re.search(r"^> (.*?)[（(].*?(\d{4}-\d\d-\d\d).*?```json\n(.*?)```", text, re.M | re.S)
    assert example
    sentence, published, shown = example.groups()
    expected, found = json.loads(shown), extract(sentence.strip(), published=published)[0].to_dict()
    # The tagger's arithmetic with 8-bit numbers differs a little between processors.
    assert found.pop("confidence") == pytest.approx(expected.pop("confidence"), abs=0.05)
    assert found == expected


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_field_option_and_exit_code_is_explained(text: str) -> None:
    assert [column.name for column in columns() if f"`{column.name}`" not in text] == []
    assert [name for name in Record.model_fields if f"`{name}`" not in text] == []
    options = set(
        re.findall(r"--[a-z]+", CliRunner().invoke(app, ["extract", "--help"], env={"COLUMNS": "200"}).stdout)
    )
    assert [option for option in options - {"--help", "--out"} if f"`{option}" not in text] == []
    assert all(f"| {code} |" in text for code in range(5))


def test_the_files_it_names_are_there() -> None:
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link}
    assert [link for link in links if not (Path(__file__).parent.parent / link).exists()] == []


def test_both_languages_say_as_much() -> None:
    shapes = {"headings": r"^##+ ", "rows": r"^\|", "pictures": r"!\[", "commands": r"^zhengwu ", "limits": r"^- "}
    english = {name: len(re.findall(shape, ENGLISH, re.M)) for name, shape in shapes.items()}
    assert english == {name: len(re.findall(shape, CHINESE, re.M)) for name, shape in shapes.items()}
    for part in (ENGLISH, CHINESE):
        assert all(name in part for name in ("CITATION.cff", "LICENSE", "CHANGELOG.md", "pictures/page.png"))


def test_the_badges_lie_in_the_repository() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert [picture for picture in pictures if not picture.startswith("docs/pictures/")] == []
