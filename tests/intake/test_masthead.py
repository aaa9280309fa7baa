"""What the lines of a raw page say of title, date and source."""

from __future__ import annotations

import pytest

from zhengwu_extract.intake.masthead import Masthead, masthead

BODY = "\n今年以来，全市新建便民市场15家。\n"
PAGES = {
    "stamp under the title": (
        f"全市新建市场\n2022-08-11 09:08 来源：某网{BODY}",
        Masthead("全市新建市场", "2022-08-11", "某网"),
    ),
    "menu above": (
        f"网站首页\n政务公开\n全市新建市场\n发布时间：2022年8月11日{BODY}",
        Masthead("全市新建市场", "2022年8月11", None),
    ),
    "a subtitle under the title": (
        f"全市新建市场\n——我市民生工作综述\n发布时间：2022-08-11{BODY}",
        Masthead("全市新建市场", "2022-08-11", None),
    ),
    "the stamp at the end": (
        f"全市新建市场{BODY}发布日期：2022-08-11 来源：某报",
        Masthead("全市新建市场", "2022-08-11", "某报"),
    ),
    "a heading of the text before a stamp at the end": (
        f"全市新建市场{BODY}二、工业{BODY}发布日期：2022-08-11",
        Masthead("全市新建市场", "2022-08-11", None),
    ),
    "fields": (
        f"标题：全市新建市场\n来源：某网\n日期：2022-08-11{BODY}",
        Masthead("全市新建市场", "2022-08-11", "某网"),
    ),
    "a reprint": (f"摘自 《某报》 2022.08.11记者 某某{BODY}", Masthead(None, "2022.08.11", "某报")),
    "put on line before signed": (
        f"全市新建市场\n成文日期：2022-07-01\n发布日期：2022-08-11{BODY}",
        Masthead("全市新建市场", "2022-08-11", None),
    ),
    "an impossible date, as written": (
        f"全市新建市场\n发布时间：2022-13-45{BODY}",
        Masthead("全市新建市场", "2022-13-45", None),
    ),
    "a title and nothing else": (f"全市新建市场{BODY}", Masthead("全市新建市场", None, None)),
    "dates in the text are not its own": ("截至2022年8月11日，新建15家。来源于财政资金。", Masthead()),
    "nothing": ("", Masthead()),
}


@pytest.mark.parametrize(("text", "said"), PAGES.values(), ids=PAGES)
def test_the_lines_around_an_article_are_read(text: str, said: Masthead) -> None:
    assert masthead(text) == said
