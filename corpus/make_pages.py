"""Write sixteen of the articles as government web pages too, into web/: python corpus/make_pages.py [--check].

Each layout below is one that such sites use; each page has its own encoding and its own way of declaring it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MENU = ("首页", "要闻动态", "政务公开", "办事服务", "互动交流", "走进本地")
OTHERS = ("召开重点项目调度会", "部署安全生产大检查", "关于节假日值班安排的通知", "举行新任公务员宪法宣誓仪式")


class Article(NamedTuple):
    """An article as its page shows it."""

    id: str
    title: str
    published: str
    region: str
    lines: list[str]


def bare(article: Article) -> str:
    """Headline, date line and paragraphs, nothing else but a menu and a footer."""
    body = "\n".join(f"<p>　　{escape(line)}</p>" for line in article.lines)
    return f"""<ul class="nav">{links(MENU)}</ul>
<div class="main"><h1>{escape(article.title)}</h1>
<div class="info">发布时间：{article.published}　来源：{article.region}人民政府办公室　浏览次数：1024</div>
<div class="content">
{body}
</div></div>
<div class="footer">主办：{article.region}人民政府　网站标识码：0000000000　京ICP备00000000号</div>"""


def tables(article: Article) -> str:
    """Laid out in nested tables, as pages of the 2000s are; paragraphs are lines."""
    body = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}<br>" for line in article.lines)
    return f"""<table width="980" align="center"><tr><td class="daohang">{" | ".join(MENU)}</td></tr></table>
<table width="980" align="center"><tr><td width="200" valign="top"><b>相关信息</b><br>{"<br>".join(OTHERS)}</td>
<td valign="top"><table width="100%"><tr><td align="center"><font size="5"><b>{escape(article.title)}</b></font></td></tr>
<tr><td align="center">{article.published}　　来源：{article.region}政府网　　【字体：大 中 小】　打印本页　关闭窗口</td></tr>
<tr><td id="zoom"><font size="3">
{body}
</font></td></tr></table></td></tr></table>
<table width="980" align="center"><tr><td align="center">版权所有　{article.region}人民政府　技术支持：信息中心</td></tr></table>"""


def editor(article: Article) -> str:
    """Pasted from a word processor: spans with styles inside every paragraph."""
    style = "font-family:仿宋_GB2312;font-size:16pt;line-height:150%"
    body = "\n".join(
        f'<p class="MsoNormal" style="text-indent:32pt"><span style="{style}"><span lang="EN-US"></span>{escape(line)}</span></p>'
        for line in article.lines
    )
    return f"""<div id="header"><div class="menu">{links(MENU)}</div></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 正文</div>
<div class="article"><div class="title">{escape(article.title)}</div>
<div class="source"><span>索引号：000000-2020-00000</span><span>发布日期：{article.published}</span><span>信息来源：{article.region}人民政府</span></div>
<div class="TRS_Editor">
{body}
</div>
<div class="share">分享到：微信 微博</div></div>
<div id="footer">联系电话：0000-0000000　网站地图　政府网站找错</div>"""


def modern(article: Article) -> str:
    """Sections with microdata, related articles below and scripts around."""
    body = "\n".join(f"      <p>{escape(line)}</p>" for line in article.lines)
    return f"""<header><nav>{links(MENU)}</nav></header>
<main><article itemscope>
    <h1 itemprop="headline">{escape(article.title)}</h1>
    <p class="meta"><time datetime="{article.published}">{article.published}</time> <span>来源：{article.region}融媒体中心</span></p>
    <div itemprop="articleBody">
{body}
    </div>
  </article>
  <aside><h2>相关阅读</h2><ul>{"".join(f"<li><a href='#'>{other}</a></li>" for other in OTHERS)}</ul></aside></main>
<script>var pv = 20481; document.title += "";</script>
<footer><p>无障碍浏览　适老化模式　网站标识码：0000000000</p></footer>"""


def links(names: tuple[str, ...]) -> str:
    """Return a list of links."""
    return "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(names))


LAYOUTS: tuple[Callable[[Article], str], ...] = (bare, tables, editor, modern)
# The bytes' encoding, a mark at their beginning, and what the page declares.
ENCODINGS = (
    ("utf-8", b"", '<meta charset="utf-8">'),
    ("gb18030", b"", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
    ("utf-8", b"\xef\xbb\xbf", '<meta charset="UTF-8">'),
    ("gbk", b"", ""),
    ("gbk", b"", '<meta http-equiv="Content-Type" content="text/html; charset=GBK">'),
)


def articles() -> list[Article]:
    """Return every twelfth article without a table, sixteen in all."""
    rows = [json.loads(line) for path in sorted((HERE / "articles").glob("*.jsonl")) for line in path.open("rb")]
    plain = [row for row in rows if "\t" not in row["text"]]
    return [
        Article(row["id"], row["title"], row["published"], row["region"] or "", row["text"].split("\n"))
        for row in plain[:: len(plain) // 16][:16]
    ]


def pages() -> dict[Path, bytes]:
    """Return the bytes of each page."""
    made = {}
    for number, article in enumerate(articles()):
        encoding, mark, declared = ENCODINGS[number % len(ENCODINGS)]
        head = f"{declared}\n<title>{escape(article.title)}_{article.region}人民政府</title>"
        page = f"<!DOCTYPE html>\n<html><head>\n{head}\n</head><body>\n{LAYOUTS[number % 4](article)}\n</body></html>\n"
        made[HERE / "web" / f"{article.id}.html"] = mark + page.encode(encoding, "xmlcharrefreplace")
    return made


def main() -> int:
    """Write the pages, or with --check return 1 when one is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page would change")
    check = parser.parse_args().check
    stale = {path: page for path, page in pages().items() if not path.is_file() or path.read_bytes() != page}
    for path, page in stale.items():
        print(f"{path.relative_to(HERE)} {'is not up to date' if check else 'written'}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(page)
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
