"""Places resolved to official names and codes."""

from __future__ import annotations

import pytest

from zhengwu_extract.lexicon import Region, table
from zhengwu_extract.lexicon.place import by_code, former
from zhengwu_extract.normalise.region import place

OWN = [
    ("全市", "石家庄市", "130100"),
    ("我市", "石家庄", "130100"),
    ("我市", "河北省石家庄市平山县", "130100"),
    ("全省", "平山县", "130000"),
    ("全县", "平山县", "130131"),
    ("全区", "宁夏", "640000"),
    ("全区", "石家庄市长安区", "130102"),
    ("全市", "北京", "110000"),
    ("省内", "河南", "410000"),
    ("全州", "恩施", "422800"),
    ("全市", "保定", "130600"),
]
NAMED = [
    ("河北", None, "130000"),
    ("海南", None, "460000"),
    ("吉林", None, "220000"),
    ("恩施", None, "422800"),
    ("朝阳", None, "211300"),
    ("朝阳区", "北京市", "110105"),
    ("朝阳区", "长春", "220104"),
    ("新华区", "石家庄市平山县", "130105"),
    ("沧州市新华区", "石家庄", "130902"),
    ("河北保定", None, "130600"),
    ("广东全省", None, "440000"),
    ("泗洪全县", None, "321324"),
    ("北京地区", None, "110000"),
    ("巢湖市", None, "340181"),
    ("莱芜市", None, "371200"),
    ("新疆维吾尔自治区和田地区", None, "653200"),
    ("互助县", None, "630223"),
]
OPEN = [
    ("全市", None),
    ("全市", "河北省"),
    ("新华区", None),
    ("城区", None),
    ("该县", "平山县"),
    ("当地", "石家庄"),
    ("恩平市的牛江镇", None),
    ("西安高新区", None),
    ("柳沟村", "石家庄"),
    ("全市", "某地"),
    ("", "石家庄"),
]


@pytest.mark.parametrize(("text", "doc_region", "code"), OWN)
def test_own_places_are_read_against_the_document(text: str, doc_region: str, code: str) -> None:
    assert place(text, doc_region) == (by_code()[code].name, code)


@pytest.mark.parametrize(("text", "doc_region", "code"), NAMED)
def test_a_name_is_the_division_nearest_to_the_document(text: str, doc_region: str | None, code: str) -> None:
    assert place(text, doc_region) == (by_code()[code].name, code)


@pytest.mark.parametrize(("text", "doc_region"), OPEN)
def test_what_is_not_certain_stays_open(text: str, doc_region: str | None) -> None:
    assert place(text, doc_region) == (None, None)


def test_every_division_in_force_resolves_within_its_parent() -> None:
    wrong = []
    for row in table("regions", Region):
        around = by_code()[row.parent].name if row.parent else None
        if row.short and row.code not in former() and place(row.name, around) != (row.name, row.code):
            wrong.append(row)
    assert wrong == []
