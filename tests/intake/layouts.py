"""Pages as governments lay them out, made for the tests: one article in many frames."""

from __future__ import annotations

TITLE = "全市新建便民市场15家"
SOURCE = "市商务局"
PARAGRAPHS = (
    "今年以来，全市把便民市场建设列入民生实事，新建便民市场15家，改造提升30家。",
    "一、统筹谋划，建设提速",
    "截至8月底，全市完成投资1.2亿元，占年度计划的80%。其中，财政资金3000万元，社会资金9000万元。",
    "市场建设坚持便民、利民、惠民，每家市场配备停车位50个以上，周边居民步行十分钟就能买到新鲜蔬菜。",
    "二、强化管理，服务升级",
    "全市培训市场管理人员1200人次，设立公平秤260台，受理投诉96件，办结率100%。",
    "“过去买菜要走两里地，现在下楼就是市场。”家住河东小区的居民说。",
    "下一步，全市将再新建便民市场20家，力争年底前全部投用。",
)
MENU = ("网站首页", "要闻动态", "政务公开", "办事服务", "互动交流", "专题专栏", "数据开放", "走进我市")
ASIDE = (
    "我市召开防汛工作会议",
    "全市春耕生产有序推进",
    "市领导调研重点项目",
    "关于公布行政许可事项的公告",
    "便民服务热线开通",
)
FOOTER = ("主办：某市人民政府办公室", "承办：某市大数据中心", "网站标识码：1300000001", "冀ICP备20000000号")
FURNITURE = (*MENU, *ASIDE, *FOOTER, "当前位置", "字体", "分享到", "上一篇", "下一篇", "责任编辑", "扫一扫")

_LINKS = "".join(f'<li><a href="/c/{i}.html">{name}</a></li>' for i, name in enumerate(MENU))
_ASIDE = "".join(f'<li><a href="/n/{i}.html">{name}</a><span>08-0{i + 1}</span></li>' for i, name in enumerate(ASIDE))
_STAMP = f"发布时间：2022-08-11 09:08 来源：{SOURCE} 【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a>"
_BELOW = (
    "<div>（责任编辑：某某）</div><div>分享到：微信 微博</div>"
    "<p>上一篇：<a>我市培训教师</a></p><p>下一篇：<a>我市修路</a></p>"
)


def page(body: str, head: str = "", doctype: str = "<!DOCTYPE html>") -> str:
    """Return a page with menus and footer around `body`."""
    return f"""{doctype}<html><head><title>{TITLE}_要闻动态_某市人民政府</title>{head}
<style>p {{ margin: 0 }}</style><script>var menu = "新建便民市场99家。";</script></head><body>
<div class="top"><ul class="nav">{_LINKS}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/yw">要闻动态</a></div>
<div class="main"><div class="left">{body}</div><div class="right"><h3>热点新闻</h3><ul>{_ASIDE}</ul></div></div>
<div class="foot"><p>{"</p><p>".join(FOOTER)}</p><div>扫一扫在手机打开当前页</div></div></body></html>"""


def framed(content: str) -> str:
    return f"<h1>{TITLE}</h1><div class='info'>{_STAMP}</div>{content}{_BELOW}"


def _paragraphs(begin: str, end: str) -> str:
    return "\n".join(f"{begin}{text}{end}" for text in PARAGRAPHS)


META = f"""<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2022-08-11 09:08">
<meta name="ContentSource" content="{SOURCE}">"""
_MSO = '<p class="MsoNormal" style="text-indent:2em"><span lang="ZH-CN" style="font-family:仿宋">\u3000\u3000'
_TABLE_MENU = "".join(f"<tr><td><a href='/{i}'>{name}</a></td></tr>" for i, name in enumerate(MENU))
_TABLES = f"""<table width="960"><tr><td width="160"><table>{_TABLE_MENU}</table></td><td>
<table><tr><td align="center"><b>{TITLE}</b></td></tr><tr><td>{_STAMP}</td></tr>
<tr><td>{_paragraphs("<p>&nbsp;&nbsp;", "</p>")}</td></tr></table></td></tr></table>"""
_INLINE = "\n".join(f"<p>{text.replace('全市', '<a href=/q>全<b>市</b></a><!-- 注 -->')}</p>" for text in PARAGRAPHS)

LAYOUTS: dict[str, str] = {
    "trs editor": page(framed(f"<div class='TRS_Editor'>{_paragraphs('<p>', '</p>')}</div>"), META),
    "ucap": page(framed(f"<div id='UCAP-CONTENT'><ucapcontent>{_paragraphs('<p>', '</p>')}</ucapcontent></div>")),
    "spans of a word processor": page(framed(f"<div id='zoom'>{_paragraphs(_MSO, '</span></p>')}</div>")),
    "line ends instead of paragraphs": page(
        framed(f"<div class='pages_content'><font size=3>{_paragraphs('&emsp;&emsp;', '<br><br>')}</font></div>")
    ),
    "an editor inside a container": page(
        framed(
            f"<div class='article-con'><div>{_STAMP}</div>"
            f"<div class='view TRS_UEDITOR'>{_paragraphs('<p>', '</p>')}</div></div>"
        )
    ),
    "links and comments in the text": page(framed(f"<div id='zoom'>{_INLINE}</div>")),
    "the article twice, for two screens": page(
        framed(2 * f"<div class='news_content'>{_paragraphs('<p>', '</p>')}</div>")
    ),
    "no mark, paragraphs": page(framed(f"<div class='xxk'>{_paragraphs('<p>', '</p>')}</div>")),
    "no mark, blocks": page(framed(f"<div class='xxk'>{_paragraphs('<div>', '</div>')}</div>")),
    "laid out with tables": page(_TABLES, doctype=""),
}
