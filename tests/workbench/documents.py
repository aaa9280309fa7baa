"""Annotated documents made by hand or by chance, for the tests of the workbench."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from zhengwu_extract.workbench.gold import Annotation, GoldDocument
from zhengwu_extract.workbench.inline import from_inline

INLINE = """\
id: a
title: 便民市场有序推进
published: 2022-11-18
region: 河北省衡水市
genre: livelihood-projects
domain: trade, housing

截至目前，全市便民市场建设有序推进。{15家}便民市场已全部开工，其中{6家}已营业，完成年度任务的{40%}。
> 15家 | 15 家 | level actual | metric 便民市场+开工 | program 便民市场建设 | date 截至目前 as_of ..2022-11-18 | region 全市
> 6家 | 6 家 | level actual | metric 便民市场@2+营业 | program 便民市场建设 | date 截至目前 as_of ..2022-11-18 | part_of 15家
> 40% | 40 % | completion actual | metric 便民市场+营业 | date 截至目前 as_of ..2022-11-18 | target 年度任务 | target_completion 0.4
王大妈一家为此走了{3至5公里}，明年力争再建{20家以上}。
> 3至5公里 | 3..5 公里 | level actual peripheral | metric 走了
> 20家以上 | over 20 家 | level target | metric 再建 | date 明年 period 2023-01-01..2023-12-31 | commitment soft
"""  # noqa: E501


def sample() -> GoldDocument:
    """Return a document with five records of many kinds."""
    return from_inline(INLINE)


def changed(number: int, **changes: Any) -> GoldDocument:
    """Return the sample with fields of one record changed, unchecked by the model."""
    doc = sample()
    records = list(doc.records)
    records[number] = records[number].model_copy(update=changes)
    return doc.model_copy(update={"records": tuple(records)})


CHARACTERS = st.one_of(
    st.sampled_from("市场建设年1５%，。、{}|\\+@>\r\t “”😀𠮷\u0301\u200d"),
    st.characters(codec="utf-8", exclude_characters="\n", exclude_categories=["Cs"]),
)
WORDS = st.text(CHARACTERS, max_size=6)


@st.composite
def documents(draw: st.DrawFn) -> GoldDocument:
    """Draw a document whose records sit anywhere in any text."""
    text = "\n".join(draw(st.lists(st.text(CHARACTERS, min_size=1, max_size=25), min_size=1, max_size=4)))
    count = draw(st.integers(0, 4))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=0, max_size=2 * count)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b and "\n" not in text[a:b]]
    drawn = [draw(records(text, span, f"a#{number}")) for number, span in enumerate(spans, 1)]
    return GoldDocument(id="a", published="2022-08-11", text=text, records=tuple(drawn))


@st.composite
def records(draw: st.DrawFn, text: str, span: tuple[int, int], name: str) -> Annotation:
    """Draw an annotation of a span, with names glued from places anywhere in the text."""
    start, end = span
    number = Decimal(draw(st.integers(-(10**6), 10**6))).scaleb(-draw(st.integers(0, 3)))
    as_range = draw(st.booleans())
    value = {"text": text[start:end], "start": start, "end": end, "number": number, "qualifier": "about"}
    if as_range:
        value |= {"number": None, "low": number, "high": number + 1, "qualifier": "range"}
    fields: dict[str, Any] = {
        "id": name,
        "value": value,
        "unit": draw(st.sampled_from(["家", "%", "元/平方米"])),
        "measure": draw(st.sampled_from(["level", "change", "share"])),
        "role": draw(st.sampled_from(["actual", "target"])),
        "scope": draw(st.sampled_from(["core", "peripheral"])),
        "metric": draw(phrases(text)),
        "program": draw(st.none() | phrases(text)),
        "date": draw(st.none() | dates(text)),
        "region": draw(st.none() | st.just({"text": text[start:end]})),
        "part_of": draw(st.none() | WORDS.filter(bool)),
        "base": draw(st.none() | st.just("yoy")),
        "commitment": draw(st.none() | st.just("soft")),
        "flags": draw(st.sampled_from([(), ("completion_mismatch",)])),
    }
    if draw(st.booleans()):
        fields["target"] = {
            "text": draw(WORDS),
            "number": number,
            "unit": "家",
            "deadline": date(2022, 12, 31),
            "completion": Decimal("0.5"),
        }
    return Annotation.model_validate(fields)


@st.composite
def phrases(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Draw a phrase of one or two spans of the text."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    return {"text": "".join(text[a:b] for a, b in spans), "spans": spans}


@st.composite
def dates(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Draw a time expression somewhere in the text."""
    start, end = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    first, last = draw(
        st.sampled_from([(None, None), (None, date(2022, 8, 31)), (date(2022, 1, 1), date(2022, 8, 31))])
    )
    return {"text": text[start:end], "span": (start, end), "start": first, "end": last, "kind": "period"}
