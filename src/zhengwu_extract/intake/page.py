"""A web page into its article: body, title, publish date and source."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..lexicon import table
from .fold import fold
from .lines import lines_of
from .masthead import Masthead, masthead
from .page_text import text_of
from .quarantine import IntakeError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class PageMark(NamedTuple):
    """A name by which pages mark the `kind` of thing that a meta tag or an element holds."""

    kind: str
    mark: str
    example: str


class Page(NamedTuple):
    """An article as a page gives it; date and source as written."""

    text: str
    title: str | None
    published: str | None
    agency: str | None


# A body with fewer Chinese characters than this is not the article.
_SHORTEST_BODY = 10
# A marked body with fewer than this may be a mark used for something else.
_SURE_BODY = 100
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SCRIPT_DATE = re.compile(r"""publish(?:_?date|_?time)["']?\s*[=:]\s*["']([\d\-/: ]{8,20})["']""", re.IGNORECASE)
# More elements with one mark than this are no pieces of one article.
_MOST_MARKED = 50
# What sites put before and behind the title in <title>.
_TITLE_HEAD, _TITLE_TAIL = (
    re.compile(r"^\[[^\]]{1,6}\]\s*"),
    re.compile(r"\s*(?:[_|]|\s-+\s?|-{1,2}(?=[^-]*[网府厅局委]$)).*$"),
)


def page_of(html: str) -> Page:
    """Return the article of a page, one paragraph a line, without menus and other furniture.

    Raises IntakeError when the page has no article.

    >>> head = "<title>新建便民市场15家_某市政府</title><ul><li>首页<li>政务公开</ul>"
    >>> page_of(head + "<div id='zoom'><p>今年全市新建便民市场15家，其中6家已竣工营业。</div>")[:2]
    ('今年全市新建便民市场15家，其中6家已竣工营业。', '新建便民市场15家')
    """
    root = _parsed(html)
    text = _without_furniture(_body(root, html))
    if _size(text) < _SHORTEST_BODY:
        raise IntakeError("no article in the page: no element of it has running text; is it a list, a frame or a form?")
    meta = _meta(root)
    said = masthead(text_of(root if root.body is None else root.body))
    published = meta.published or said.published or _script_date(html)
    return Page(text, meta.title or said.title or _head_title(root), published, meta.agency or said.agency)


def _parsed(html: str) -> HtmlElement:
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise IntakeError("no article in the page: there is nothing in it") from error
    return root


def _body(root: HtmlElement, html: str) -> str:
    marked = _marked_body(root)
    if _size(marked) >= _SURE_BODY:
        return marked
    found = _found_body(html)
    return found if _size(found) > 3 * _size(marked) else marked


def _marked_body(root: HtmlElement) -> str:
    """Return the text of the elements that the site's own id or class names as the article; empty if there is none."""
    marks = frozenset(_marks("body"))
    found: defaultdict[str, list[HtmlElement]] = defaultdict(list)
    for element in root.xpath("//*[@id or @class]"):
        names = f"{element.get('id', '')} {element.get('class', '')}".lower().split()
        for name in sorted(marks.intersection(names)):
            if len(found[name]) < _MOST_MARKED and not any(outer in found[name] for outer in element.iterancestors()):
                found[name].append(element)
    # Some sites hold the article twice, for wide and narrow screens.
    texts = ["\n".join(dict.fromkeys(map(text_of, elements))) for elements in found.values()]
    largest = max(map(_size, texts), default=0)
    # Of two that hold about the same, the smaller has less around the article.
    return min((text for text in texts if _size(text) >= 0.9 * largest), key=len, default="")


def _found_body(html: str) -> str:
    """Return the body that trafilatura finds, first strictly and then generously."""
    from trafilatura import bare_extraction

    for generous in (False, True):
        found = bare_extraction(html, include_comments=False, favor_recall=generous)
        text = "" if found is None or isinstance(found, dict) else text_of(found.body)
        if _size(text) >= _SHORTEST_BODY:
            return text
    return ""


def _size(text: str) -> int:
    return len(_CHINESE.findall(text))


def _without_furniture(text: str) -> str:
    folded = fold(text)
    dropped = {folded.rfind("\n", 0, line.start) + 1 for line in lines_of(folded) if line.kind == "furniture"}
    kept: list[str] = []
    at = 0
    for line in text.split("\n"):
        if at not in dropped:
            kept.append(line)
        at += len(line) + 1
    return "\n".join(kept)


def _meta(root: HtmlElement) -> Masthead:
    said: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if content:
            said.setdefault(name.strip().lower(), content)
    title, published, agency = (_first(said, kind) for kind in ("title", "published", "agency"))
    return Masthead(_bare_title(title) if title else None, published, agency)


def _first(said: dict[str, str], kind: str) -> str | None:
    return next((said[mark] for mark in _marks(kind) if mark in said), None)


def _head_title(root: HtmlElement) -> str | None:
    title = root.findtext(".//title") or ""
    return _bare_title(" ".join(title.split())) or None


def _bare_title(title: str) -> str:
    return _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", title)) or title


def _script_date(html: str) -> str | None:
    found = _SCRIPT_DATE.search(html)
    return found[1] if found else None


@cache
def _marks(kind: str) -> tuple[str, ...]:
    return tuple(row.mark for row in table("page_marks", PageMark) if row.kind == kind)
