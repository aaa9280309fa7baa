"""Each example of each link rule, read by the whole pipeline."""

from __future__ import annotations

from datetime import date

import pytest

from zhengwu_extract.document import Document, Link
from zhengwu_extract.link.rules import RULES, LinkRule
from zhengwu_extract.markup import Marked, describe, parse
from zhengwu_extract.options import Options
from zhengwu_extract.pipeline import Pipeline

PUBLISHED = date(2022, 8, 11)
RULES_ALONE = Pipeline(Options(model="none"))


def cases(kind: str) -> list[object]:
    return [pytest.param(rule, text, id=f"{rule.name}-{text}") for rule in RULES for text in getattr(rule, kind)]


def sentence(text: str) -> str:
    """Return an example as running text: without a full stop a short line is a heading."""
    return text if text.endswith("。") else text + "。"


def link_of(rule: LinkRule, marked: str) -> tuple[Document, Marked, Link | None]:
    """Return the document, the marked quantity and its link in the rule's role."""
    text, (span,) = parse(marked)
    doc = RULES_ALONE.read(Document(sentence(text), published=PUBLISHED))
    (index,) = [i for i, m in enumerate(doc.mentions) if m.label == "quantity" and (m.start, m.end) == span[:2]]
    found = [link for link in doc.links if link.quantity == index and link.role == rule.role]
    return doc, span, found[0] if found else None


def answer(doc: Document, link: Link) -> str:
    """Return what a link says, in the words of the examples' notes."""
    if link.role == "date":
        return describe(link.value[0])
    if link.role == "part_of":
        whole = doc.mentions[link.value]
        return doc.text[whole.start : whole.end]
    if link.spans or link.role == "metric":
        return "".join(doc.text[start:end] for start, end in link.spans)
    return str(link.value)


@pytest.mark.parametrize(("rule", "marked"), cases("yes"))
def test_yes(rule: LinkRule, marked: str) -> None:
    doc, span, link = link_of(rule, marked)
    assert link is not None
    assert (link.rule, answer(doc, link)) == (rule.name, span.note)


@pytest.mark.parametrize(("rule", "marked"), cases("no"))
def test_no(rule: LinkRule, marked: str) -> None:
    _, _, link = link_of(rule, marked)
    assert link is None or link.rule != rule.name


def test_every_rule_of_the_examples_is_listed() -> None:
    names = {rule.name for rule in RULES}
    for rule in RULES:
        for marked in (*rule.yes, *rule.no):
            doc = RULES_ALONE.read(Document(sentence(parse(marked)[0]), published=PUBLISHED))
            assert {link.rule for link in doc.links if not link.role.endswith("_candidate")} <= names
