"""The verb convert: what it guesses, says, refuses and leaves on the disk; and the page that tells how to annotate."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from documents import INLINE, sample
from typer.testing import CliRunner, Result

from zhengwu_extract.cli import app
from zhengwu_extract.workbench.gold import GoldDocument, read_gold
from zhengwu_extract.workbench.interchange import label_studio
from zhengwu_extract.workbench.interchange.formats import FORMATS, of_input

ARTICLE = "截至目前，全市15家便民市场已全部开工，其中6家已营业。\n"
DOCS = Path(__file__).parents[2] / "docs"
PAGE, CHINESE = ((DOCS / name).read_text("utf-8") for name in ("annotate.md", "zh/annotate.md"))


def zhengwu(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(sample().to_json() + "\n", "utf-8")
    return path


def outputs(folder: Path) -> dict[str, Path]:
    """Return a path for each format that it can be told by, or else named `to` on the command line."""
    return {format.name: folder / ("out" + ("" if format.folder else format.endings[0])) for format in FORMATS}


@pytest.mark.parametrize("name", [format.name for format in FORMATS])
def test_to_a_format_and_back(gold: Path, tmp_path: Path, name: str) -> None:
    if name == "docbin":
        pytest.importorskip("spacy")
    out = outputs(tmp_path / "new" / "folder")[name]
    result = zhengwu("convert", gold, "-o", out, "--to", name)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert f"1 documents, 5 records in {out}" in result.stderr
    assert of_input(out) == name
    back = zhengwu("convert", out, "-o", tmp_path / "back.jsonl")
    assert back.exit_code == 0, back.output
    if name == "conll":
        assert "conll cannot carry: title (1), published (1)" in result.stderr
        assert "read by the engine: 15 家" in back.stderr
    else:
        assert "cannot carry" not in result.stderr
        assert (tmp_path / "back.jsonl").read_bytes() == gold.read_bytes()
    assert not [path for path in tmp_path.rglob("*") if "partial" in path.name]


def test_the_format_is_told_by_the_ending(gold: Path, tmp_path: Path) -> None:
    assert zhengwu("convert", gold, "-o", tmp_path / "tasks.json").exit_code == 0
    assert (tmp_path / "tasks.config.xml").read_text("utf-8").startswith("<View>")
    assert zhengwu("convert", gold, "-o", tmp_path / "inline").exit_code == 0
    assert (tmp_path / "inline" / "a.txt").read_text("utf-8") == INLINE.replace("便民市场@2+营业", "便民市场+营业")


def test_several_inputs_of_several_formats_become_one_file(gold: Path, tmp_path: Path) -> None:
    other = sample().model_copy(update={"id": "b"})
    (tmp_path / "b.json").write_bytes(label_studio.write([other])[".json"])
    (tmp_path / "c.json").write_text(sample().model_copy(update={"id": "c"}).to_json(), "utf-8")
    inputs = (gold, tmp_path / "b.json", tmp_path / "c.json")
    result = zhengwu("convert", *inputs, "-o", tmp_path / "all.jsonl")
    assert result.exit_code == 0, result.output
    assert [doc.id for doc in read_gold(tmp_path / "all.jsonl")] == ["a", "b", "c"]


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_records_of_extract_come_with_their_articles(tmp_path: Path, ending: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "news.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "articles" / "empty.txt").write_text("没有数量。", "utf-8")
    records = tmp_path / f"records.{ending}"
    published = ("--published", "2022-11-18", "--region", "衡水市")
    assert zhengwu("extract", tmp_path / "articles", "-o", records, *published).exit_code == 0
    result = zhengwu("convert", records, "--texts", tmp_path / "articles", "-o", tmp_path / "p.jsonl", *published)
    assert result.exit_code == 0, result.output
    assert "annotations cannot carry: indicator (2), sentence (2), origin (2)" in result.stderr
    assert "jsonl cannot carry: confidence (2)" in result.stderr
    docs = {doc.id: doc for doc in read_gold(tmp_path / "p.jsonl")}
    assert docs["empty.txt"].records == ()
    first, second = docs["news.txt"].records
    assert (first.value.text, second.part_of) == ("15家", "15家")
    assert (docs["news.txt"].published, docs["news.txt"].region) == ("2022-11-18", "衡水市")
    assert zhengwu("validate", tmp_path / "p.jsonl").exit_code == 0


def test_records_of_another_text_or_of_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(ARTICLE, "utf-8")
    zhengwu("extract", tmp_path / "news.txt", "-o", tmp_path / "r.jsonl")
    out = ("-o", tmp_path / "out.jsonl")
    result = zhengwu("convert", tmp_path / "r.jsonl", *out)
    assert (result.exit_code, "name the articles by --texts" in result.stderr) == (1, True)
    (tmp_path / "news.txt").write_text("今年，" + ARTICLE, "utf-8")
    result = zhengwu("convert", tmp_path / "r.jsonl", "--texts", tmp_path / "news.txt", *out)
    assert (result.exit_code, "its text is another" in result.stderr) == (1, True)
    (tmp_path / "other.txt").write_text(ARTICLE, "utf-8")
    result = zhengwu("convert", tmp_path / "r.jsonl", "--texts", tmp_path / "other.txt", *out)
    assert (result.exit_code, "which is not among the articles" in result.stderr) == (1, True)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file or folder"),
        ("", "no documents"),
        ('{"id": "a"}\n', "line 1: text: Field required"),
        (sample().to_json() + "\n" + sample().to_json() + "\n", "document 'a' was read before"),
    ],
)
def test_what_cannot_be_read_is_1(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "in.jsonl").write_text(content, "utf-8")
    result = zhengwu("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_quantities_that_overlap_cannot_be_shown_inline(tmp_path: Path) -> None:
    doc = sample()
    twice = doc.model_copy(update={"records": (*doc.records, doc.records[0])})
    (tmp_path / "in.jsonl").write_text(twice.to_json(), "utf-8")
    result = zhengwu("convert", tmp_path / "in.jsonl", "-o", tmp_path / "inline")
    assert (result.exit_code, "quantities overlap" in result.stderr) == (1, True)
    assert not (tmp_path / "inline").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "out.xlsx"], "out.xlsx is no format; write one of jsonl, inline"),
        (["-o", "out.jsonl", "--to", "excel"], "excel is no format"),
        (["-o", "out.csv", "--from", "excel"], "excel is no format"),
        (["-o", "out.csv", "--from", "brat", "--texts", "gold.jsonl"], "--texts goes with records alone"),
        (["-o", "gold.jsonl"], "gold.jsonl is an input too"),
        (["-o", "full", "--to", "brat"], "full is there already; brat is a folder: name a new one"),
        (["-o", "out.csv", "--published", "2022"], "write it as 2022-08-11"),
        ([], "Missing option"),
    ],
)
def test_bad_arguments_are_2(gold: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    monkeypatch.chdir(gold.parent)
    Path("full").mkdir()
    Path("full", "kept.txt").write_text("不动", "utf-8")
    result = zhengwu("convert", "gold.jsonl", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["full", "gold.jsonl"]
    assert Path("full", "kept.txt").read_text("utf-8") == "不动"


@pytest.mark.parametrize("out", ["file/out.csv", "file/out"])
def test_output_that_cannot_be_written_is_4(gold: Path, tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    result = zhengwu("convert", gold, "-o", tmp_path / out)
    assert (result.exit_code, "could not be written" in result.stderr) == (4, True)


def test_an_empty_folder_is_filled_and_a_file_is_replaced(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "brat").mkdir()
    (tmp_path / "out.csv").write_text("old")
    assert zhengwu("convert", gold, "-o", tmp_path / "brat", "--to", "brat").exit_code == 0
    assert (tmp_path / "brat" / "a.ann").exists()
    assert zhengwu("convert", gold, "-o", tmp_path / "out.csv").exit_code == 0
    assert (tmp_path / "out.documents.csv").exists()


def test_one_file_of_a_folder_is_read_with_what_belongs_to_it(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(sample().model_copy(update={"id": "b"}).to_json(), "utf-8")
    zhengwu("convert", gold, tmp_path / "two.jsonl", "-o", tmp_path / "brat", "--to", "brat")
    result = zhengwu("convert", tmp_path / "brat" / "a.ann", "-o", tmp_path / "back.jsonl")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "back.jsonl").read_bytes() == gold.read_bytes()


def test_a_format_that_cannot_be_told_is_asked_for(gold: Path, tmp_path: Path) -> None:
    strange = gold.rename(tmp_path / "gold.dat")
    result = zhengwu("convert", strange, "-o", tmp_path / "out.csv")
    assert (result.exit_code, "give it by --from" in result.stderr) == (1, True)
    assert zhengwu("convert", strange, "-o", tmp_path / "out.csv", "--from", "jsonl").exit_code == 0


# --- the page


def test_every_command_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the commands in their order; what the tools would export is what was imported, for they give it back."""
    monkeypatch.chdir(tmp_path)
    (article,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.M | re.S)
    Path("article.txt").write_text(article, "utf-8")
    exports = {"project.json": "import.json", "all.jsonl": "draft.jsonl"}
    for part in (PAGE, CHINESE):
        commands = re.findall(r"^ *(zhengwu .*)$", part, re.M)
        assert {line.split()[1] for line in commands} >= {"extract", "convert", "validate", "evaluate"}
        for command in commands:
            for export, imported in exports.items():
                if export in command:
                    Path(export).write_bytes(Path(imported).read_bytes())
            result = zhengwu(*shlex.split(command)[1:])
            assert result.exit_code == 0, f"{command}\n{result.output}"
    assert [record.value.text for record in read_gold(Path("gold.jsonl"))[0].records] == ["15家", "6家", "120个", "80%"]
    assert read_gold(Path("gold.jsonl")) == read_gold(Path("gold2.jsonl"))


def test_the_page_names_every_format_and_file_that_is_written(gold: Path, tmp_path: Path) -> None:
    assert [format.name for format in FORMATS if f"| `{format.name}` |" not in PAGE] == []
    for name in ("doccano", "label-studio"):
        zhengwu("convert", gold, "-o", outputs(tmp_path)[name], "--to", name)
    written = {path.name.partition(".")[2] for path in tmp_path.glob("out.*")}
    assert [ending for ending in written if f".{ending}`" not in PAGE] == []


def test_a_bare_text_is_a_document_without_records(tmp_path: Path) -> None:
    row = re.search(r"`(\{\"id\".*?\})`", PAGE, re.S)
    assert row
    (tmp_path / "bare.jsonl").write_text(row[1].replace("\n", " "), "utf-8")
    assert zhengwu("convert", tmp_path / "bare.jsonl", "--to", "doccano", "-o", tmp_path / "d.jsonl").exit_code == 0
    line = json.loads((tmp_path / "d.jsonl").read_text("utf-8"))
    assert (line["id"], line["entities"]) == ("a", [])
    assert isinstance(read_gold(tmp_path / "bare.jsonl")[0], GoldDocument)
