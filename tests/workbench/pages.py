"""Articles for the tests of the report: many kinds of record, letters outside the first plane, and hostile markup."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from zhengwu_extract.cli import app

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
ARTICLES = (
    {
        "id": "housing",
        "title": "𠮷祥市老旧小区改造进展",
        "published": "2022-09-02",
        "region": "石家庄市",
        "text": "𠮷祥市通报老旧小区改造工程进展😀\n"
        "今年全市计划改造老旧小区150个。截至8月底，全市改造老旧小区120个，完成年度任务的80%，其中60个已竣工。\n"
        "市人大第十一次会议听取了报告。2021年，城镇新增就业3.2万人，增长5.1%。",
    },
    {
        "id": "markets",
        "title": f"便民市场{HOSTILE}",
        "published": "2022-11-18",
        "region": "衡水市",
        "text": f"便民市场建设{HOSTILE}\n截至目前，全市建成{HOSTILE}便民市场15家，投资3亿多元，完成年度任务的90%。\n"
        "2022年，城镇新增就业2.8万人。2023年力争新建便民市场20家以上。",
    },
    {
        "id": "odd",
        "title": "有出入的数字",
        "published": "2022-11-18",
        "text": "2023年，全市已建成便民市场12家。",
    },
)


def zhengwu(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [str(argument) for argument in arguments])


def dump(folder: Path) -> Path:
    """Write the articles, and two lines that are none, as a file that extract reads."""
    path = folder / "articles.jsonl"
    lines = [json.dumps(article, ensure_ascii=False) for article in ARTICLES]
    path.write_text("\n".join([*lines, '{"id": "empty"}', "{"]) + "\n", "utf-8")
    return path


def extracted(folder: Path, out: str = "records.jsonl") -> Path:
    """Extract the articles by rules alone; return where the records are."""
    result = zhengwu("extract", dump(folder), "-o", f"{folder / out}", "--model", "none", "--quiet")
    assert result.exit_code == 3, result.output
    return folder / out


def rows(path: Path) -> list[dict[str, object]]:
    """Return the lines of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
