"""Articles out of web pages: every paragraph of the body, no line of the menus, title, date and source."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from layouts import FURNITURE, LAYOUTS, META, PARAGRAPHS, SOURCE, TITLE, framed, page
from texts import growth

from zhengwu_extract.document import Document
from zhengwu_extract.intake.page import page_of
from zhengwu_extract.intake.quarantine import IntakeError
from zhengwu_extract.intake.readers import Quarantined, read

BODY = "\n".join(PARAGRAPHS)
# Traditional only in its encoding's script: a page of the same layout in Big5.
TRADITIONAL = (
    "今年以來，全市把便民市場建設列入民生實事，新建便民市場15家，改造提升30家。",
    "下一步，全市將再新建便民市場20家，力爭年底前全部投用。",
)


def read_one(path: Path) -> Document:
    (item,) = read([path])
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_body_survives_whole_and_no_menu_line_does(layout: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(LAYOUTS[layout], "utf-8")
    doc = read_one(tmp_path / "a.html")
    lines = doc.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert [line for line in lines if any(word in line for word in FURNITURE)] == []
    assert set(lines) - set(PARAGRAPHS) <= {TITLE}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_date_and_source_are_found(layout: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(LAYOUTS[layout], "utf-8")
    doc = read_one(tmp_path / "a.html")
    assert (doc.title, doc.published, doc.agency) == (TITLE, date(2022, 8, 11), SOURCE)
    assert (doc.id, doc.path, doc.flags) == ("a.html", str(tmp_path / "a.html"), ())


ENCODINGS = {
    "gbk, said so": ("gbk", "gb2312"),
    "gb18030, said nothing": ("gb18030", None),
    "utf-8 with a mark": ("utf-8-sig", "utf-8"),
    "utf-8, said to be gb2312": ("utf-8", "gb2312"),
    "gbk, said to be utf-8": ("gbk", "utf-8"),
    "gbk, said to be big5": ("gbk", "big5"),
    "gbk, said to be nonsense": ("gbk", "x-no-such-thing"),
    "utf-16 with a mark": ("utf-16", "gb2312"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_a_page_is_read_whatever_its_header_says(case: str, tmp_path: Path) -> None:
    encoding, said = ENCODINGS[case]
    head = META + (f"<meta http-equiv='Content-Type' content='text/html; charset={said}'>" if said else "")
    content = f"<div class='TRS_Editor'><p>{'</p><p>'.join(PARAGRAPHS)}</p></div>"
    (tmp_path / "a.htm").write_bytes(page(framed(content), head).encode(encoding))
    assert read_one(tmp_path / "a.htm").text == BODY


@pytest.mark.parametrize("said", ["big5", "gb2312", "utf-8"])
def test_a_page_in_big5_is_not_taken_for_gbk(said: str, tmp_path: Path) -> None:
    content = f"<meta charset={said}><title>便民市場</title><div id='zoom'><p>{'</p><p>'.join(TRADITIONAL)}</p></div>"
    (tmp_path / "a.html").write_bytes(content.encode("big5"))
    assert read_one(tmp_path / "a.html").text == "\n".join(TRADITIONAL)


def test_an_xml_declaration_does_no_harm() -> None:
    assert page_of("<?xml version='1.0' encoding='gbk'?>" + LAYOUTS["trs editor"]).text == BODY


def test_a_table_of_data_becomes_rows_with_tabs() -> None:
    table = """<table><tr><th rowspan=2>县区</th><th colspan=2>2022年</th></tr>
    <tr><th>投资（万元）</th><th>增速</th></tr>
    <tr><td>东区</td><td><p>1200</p></td><td>3%</td></tr><tr><td colspan=2>未统计</td><td>\n</td></tr></table>"""
    text = page_of(page(framed(f"<div id='zoom'><p>{PARAGRAPHS[0]}</p>{table}<p>{PARAGRAPHS[2]}</p></div>"))).text
    assert text.split("\n")[1:-1] == ["县区\t2022年\t", "\t投资（万元）\t增速", "东区\t1200\t3%", "未统计\t\t"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>某市新建市场15家_某市人民政府网站</title>", "某市新建市场15家"),
        ("<title>某市新建市场15家-某市政府网</title>", "某市新建市场15家"),
        ("<title>关于2021-2025年规划的说明</title>", "关于2021-2025年规划的说明"),
        ("<title>某市新建市场 | 某日报</title>", "某市新建市场"),
        ("<title>a</title><meta property='og:title' content='[视频]某市新建市场'>", "某市新建市场"),
    ],
)
def test_the_title_stands_without_the_name_of_the_site(head: str, title: str) -> None:
    assert page_of(f"{head}<div id='zoom'><p>{PARAGRAPHS[0]}</p></div>").title == title


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ("<meta name='publishdate' content='2021-03-05'>", "2021-03-05"),
        ("<p>发布日期：2021年03月05日</p>", "2021年03月05"),
        ("<p>来源：<i>某台</i>2021年03月05日 19:22</p>", "2021年03月05"),
        ("<p>更新时间：2021-04-01</p><p>发布时间：2021-03-05</p>", "2021-03-05"),
        ("<script>var publishDate='20210305192204';</script>", "20210305192204"),
        ("", None),
    ],
)
def test_the_date_is_taken_from_where_it_stands(markup: str, published: str | None) -> None:
    assert page_of(f"{markup}<div id='zoom'><p>{PARAGRAPHS[0]}</p></div>").published == published


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<!-- 只有注释 -->",
        "<html><body><script>x</script></body></html>",
        "<ul><li><a>首页</a></ul>",
        "<p>&nbsp;",
    ],
)
def test_a_page_without_a_body_is_refused(html: str) -> None:
    with pytest.raises(IntakeError, match="no article in the page"):
        page_of(html)


@pytest.mark.parametrize(
    "unit", ["<div>", "<div class='view'>", "<b>字", "<table><tr><td>", "<p>新建15家。</p>", "<!--", "<"]
)
def test_broken_markup_is_read_in_bounded_time(unit: str) -> None:
    def run(text: str) -> None:
        with suppress(IntakeError):
            page_of(f"<div id='zoom'><p>{PARAGRAPHS[0]}</p>{text}")

    assert growth(run, unit, 2000) < 40


def test_a_page_of_frames_is_refused_and_one_without_a_body_tag_is_read() -> None:
    with pytest.raises(IntakeError, match="no article in the page"):
        page_of("<html><frameset><frame src='a.html'></frameset></html>")
    assert page_of(f"<title>题</title><frameset><div id='zoom'>{PARAGRAPHS[0]}</div>").text == PARAGRAPHS[0]


def test_a_mark_used_for_something_small_does_not_hide_the_article() -> None:
    body = f"<div id='zoom'>点击放大图片可以查看</div><div><p>{'</p><p>'.join(PARAGRAPHS)}</p></div>"
    assert page_of(page(body)).text.endswith(BODY)


def test_pages_that_list_and_frame_are_set_aside_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text("<ul><li><a href=1>要闻</a></li></ul>", "utf-8")
    (item,) = read([tmp_path / "list.html"])
    assert isinstance(item, Quarantined)
    assert item.reason.startswith("no article in the page")
