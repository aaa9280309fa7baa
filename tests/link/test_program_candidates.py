"""The programs a tagger chooses among, where they stand and how they were found; the rules choose from the near."""

from __future__ import annotations

from datetime import date

import pytest

from zhengwu_extract.document import Document
from zhengwu_extract.link.program import FAR
from zhengwu_extract.link.program_score import HOWS, TRAITS
from zhengwu_extract.pipeline import STAGES, stages_before_tagger

# A text, the candidate of its last quantity that is looked for, where it stands and how it was found.
CASES = [
    ("实施仓储降本增效三年行动，改造仓库60座。", "仓储降本增效三年行动", "own_sentence", "headed"),
    ("开展送医下乡、送药上门行动，服务村民60人。", "送医下乡、送药上门行动", "own_sentence", "object"),
    ("推进“三保”重点项目建设，支持企业600家。", "“三保”", "own_sentence", "quoted"),
    ("落实“三保”“三稳”政策，支持企业600家。", "“三保”“三稳”", "own_sentence", "quotations"),
    ("县里安排600万元，用于农村危房改造。", "农村危房改造", "own_later", "known"),
    ("农村危房改造顺利推进。\n县里培训工匠600名。", "农村危房改造", "above", "known"),
    (
        "农村危房改造要快。农村危房改造要好。\n农村危房改造要省。\n天气晴朗。\n县里奖励工匠600名。",
        "农村危房改造",
        "topic",
        "known",
    ),
]


def read(text: str, stages: tuple[object, ...]) -> Document:
    doc = Document(text, published=date(2022, 8, 11))
    for stage in stages:
        doc = stage(doc)  # type: ignore[operator]
    return doc


@pytest.mark.parametrize(("text", "name", "where", "how"), CASES, ids=[f"{case[2]}-{case[3]}" for case in CASES])
def test_a_candidate_is_found_with_its_place_and_traits(text: str, name: str, where: str, how: str) -> None:
    doc = read(text, stages_before_tagger())
    last = max(index for index, mention in enumerate(doc.mentions) if mention.label == "quantity")
    found = [
        (link.rule, HOWS[link.value[0]])
        for link in doc.links
        if link.quantity == last and link.role == "program_candidate"
        for ((start, end),) in [link.spans]
        if doc.text[start:end] == name
    ]
    assert (f"program.{where}", how) in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("开展“乐购全城”等促消费活动600场。", "“乐购全城”等促消费活动"),
        ("推进“三保”重点项目建设，支持企业600家。", "“三保”重点项目建设"),
        ("落实“安居、乐业十项行动”，支持企业600家。", "“安居、乐业十项行动"),
    ],
)
def test_a_quotation_is_the_whole_name(text: str, name: str) -> None:
    doc = read(text, stages_before_tagger())
    spans = [span for link in doc.links if link.role == "program_candidate" for span in link.spans]
    assert spans
    assert name not in [doc.text[start:end] for start, end in spans]


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_the_rules_choose_the_same_with_and_without_far_candidates(text: str) -> None:
    plain, far = read(text, STAGES), read(text, stages_before_tagger())
    kept = tuple(link for link in far.links if not link.role.endswith("_candidate"))
    assert plain.links == kept
    assert not {link.rule for link in plain.links} & {f"program.{where}" for where in FAR}


def test_traits_stay_below_their_sizes() -> None:
    for text, *_ in CASES:
        for link in read(text, stages_before_tagger()).links:
            if link.role == "program_candidate":
                assert all(0 <= trait < size for trait, size in zip(link.value, TRAITS, strict=True))
