"""What the doctor says of a sound installation and of broken ones."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import zhengwu_extract.doctor
from zhengwu_extract import __version__
from zhengwu_extract.cli import app
from zhengwu_extract.doctor import examine, installed, sentences
from zhengwu_extract.doctor.installed import libraries
from zhengwu_extract.doctor.sentences import SENTENCES, self_test
from zhengwu_extract.link.words import segmenter
from zhengwu_extract.tagger.pack import MODEL, digest, shipped

NEEDS = [
    "numpy>=1.26",
    "zhengwu-thing>=2",
    "old-only; python_version < '3'",
    "pytest>=999; extra == 'report'",
    "zhengwu-extract[report]; extra == 'all'",
    "pytest; extra == 'dev'",
]


def doctor(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["doctor", *arguments])


def test_a_sound_installation_is_well() -> None:
    result = doctor()
    assert result.exit_code == 0, result.output
    assert __version__ in result.stdout
    assert f"cut by {segmenter()}" in result.stdout
    assert result.stdout.count(": right;") == 2
    assert result.stdout.splitlines()[-1] == "all well"


def test_json_names_the_model_that_is_used() -> None:
    said = json.loads(doctor("--json").stdout)
    folder = shipped()
    assert folder is not None
    assert said["tagger"]["digest"] == digest((folder / MODEL).read_bytes())
    assert [reading["model"] for reading in said["readings"]] == ["none", "auto"]
    assert all(reading["read_ms"] > 0 for reading in said["readings"])
    assert said["problems"] == []


def test_rules_alone_need_no_tagger() -> None:
    result = doctor("--model", "none")
    assert (result.exit_code, "none: rules alone" in result.stdout) == (0, True)


def test_a_folder_without_a_model_is_a_problem_and_the_rules_are_tried(tmp_path: Path) -> None:
    result = doctor("--model", str(tmp_path))
    assert result.exit_code == 1
    assert "problem  " in result.stdout
    assert "no model folder" in result.stdout
    assert "by rules: right" in result.stdout


def test_a_wrong_record_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "SENTENCES", (SENTENCES[0]._replace(records=()),))
    result = doctor("--model", "none")
    assert result.exit_code == 1
    assert f"self-test, rules: {SENTENCES[0].text} gave" in result.stdout


def test_of_another_tagger_only_what_rules_decide_is_checked() -> None:
    assert self_test(str(shipped())).wrong == ()


def test_a_library_that_cannot_be_imported_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ImportError("libgomp.so.1: no such file")

    monkeypatch.setattr(sentences, "Pipeline", broken)
    assert self_test("none").wrong == ("a library cannot be imported: libgomp.so.1: no such file",)


def test_needs_are_read_from_the_package_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "requires", lambda name: NEEDS)
    found = {library.name: library for library in libraries()}
    assert list(found) == ["numpy", "zhengwu-thing", "pytest"]
    assert found["numpy"].problem is None
    assert found["zhengwu-thing"].problem == "zhengwu-thing is not installed: pip install 'zhengwu-thing>=2'"
    assert (found["pytest"].problem or "").endswith("is not >=999: pip install 'zhengwu-extract[report]'")
    assert [problem for problem in examine("none").problems if "zhengwu-thing" in problem]
    assert "zhengwu-thing (missing)" in doctor("--model", "none").stdout
    assert "-> pip install 'zhengwu-extract[report]'" in doctor("--model", "none").stdout


def test_a_package_that_is_not_installed_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installed, "requires", nowhere)
    assert [problem for problem in examine("none").problems if "without being installed" in problem]


def test_a_package_without_a_tagger_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zhengwu_extract.doctor, "shipped", lambda: None)
    assert [problem for problem in examine().problems if "no tagger came with the package" in problem]
