"""Joining: whose answer stands, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tagger_texts import TEXT, read

from zhengwu_extract.document import Document, Link
from zhengwu_extract.link.piece import Piece
from zhengwu_extract.normalise import records
from zhengwu_extract.tagger.join import FIELDS, NEVER, Joining, joined
from zhengwu_extract.tagger.labels import CLASSES
from zhengwu_extract.tagger.runtime import Opinion
from zhengwu_extract.tagger.window import windows

ALWAYS, RULES = (Joining(dict.fromkeys(FIELDS, least), {}) for least in (-2.0, NEVER))


def first(doc: Document) -> tuple[tuple[Piece, ...], list[Link]]:
    """Return the tokens and links of the first quantity."""
    window = next(windows(doc))
    index = window.tokens[window.quantities[0]].index
    return window.tokens, [link for link in doc.links if link.quantity == index]


def opinion(
    tokens: tuple[Piece, ...], words: set[str], role: str = "actual", program: int = 0, date: int = 0
) -> Opinion:
    """Return an opinion that is sure of these words of the metric, this role and these choices."""
    tags = np.array([[6.0 if token.text in words else -6.0, -6.0] for token in tokens], dtype=np.float32)
    classes = {name: np.zeros(len(known), dtype=np.float32) for name, known in CLASSES.items()}
    classes["role"][CLASSES["role"].index(role)] = 6.0
    choices = {name: np.full(13, -6.0, dtype=np.float32) for name in ("program", "date")}
    choices["program"][program] = choices["date"][date] = 6.0
    return Opinion(tags, classes, choices)


def by_role(links: list[Link]) -> dict[str, Link]:
    return {link.role: link for link in links}


def test_a_surer_tagger_overrules_and_says_so() -> None:
    doc = read(TEXT)
    tokens, links = first(doc)
    found = by_role(joined(tokens, opinion(tokens, {"便民", "市场"}), links, ALWAYS))
    assert "".join(doc.text[start:end] for start, end in found["metric"].spans) == "便民市场"
    (record, *_) = records(replace(doc, links=tuple(found.values())))
    assert (record.metric.text, record.origin["metric"]) == ("便民市场", "tagger")
    assert record.origin["measure"].startswith("rule:")


def test_without_a_margin_the_rules_stand() -> None:
    tokens, links = first(read(TEXT))
    found = joined(tokens, opinion(tokens, {"便民"}, role="target"), links, RULES)
    assert found == [link for link in links if not link.role.endswith("_candidate")]


def test_the_tagger_can_take_a_program_away_and_give_one() -> None:
    doc = read("工作有序推进。启动“春风送岗”行动，培训农民工600名。")
    tokens, links = first(doc)
    assert "program" in by_role(links)
    found = joined(tokens, opinion(tokens, {"培训"}), links, ALWAYS)
    (record,) = records(replace(doc, links=tuple(found)))
    assert (record.program, record.origin["program"]) == (None, "tagger")
    again = by_role(joined(tokens, opinion(tokens, {"培训"}, program=1), found_without(links), ALWAYS))
    assert again["program"].rule == "tagger.program"
    assert again["program"].spans


def test_the_tagger_can_take_a_date_away_and_give_another() -> None:
    doc = read("去年全市建成市场9家。2022年，截至7月底，全市新建市场15家。")
    index = next(at for at, mention in enumerate(doc.mentions) if doc.text[mention.start : mention.end] == "15家")
    window = next(window for window in windows(doc) if any(token.index == index for token in window.tokens))
    links = [link for link in doc.links if link.quantity == index]
    assert doc.text[slice(*by_role(links)["date"].spans[0])] == "截至7月底"
    words = {"市场"}
    none = by_role(joined(window.tokens, opinion(window.tokens, words), links, ALWAYS))
    (*_, record) = records(replace(doc, links=tuple(none.values())))
    assert (record.date, record.origin["date"]) == (None, "tagger")
    other = by_role(joined(window.tokens, opinion(window.tokens, words, date=2), links, ALWAYS))
    (*_, record) = records(replace(doc, links=tuple(other.values())))
    assert record.date is not None
    assert (record.date.text, record.origin["date"]) == ("2022年", "tagger")


def found_without(links: list[Link]) -> list[Link]:
    """Return the links of a quantity for which the rules chose no program."""
    return [link for link in links if link.role != "program"]


def test_a_period_ahead_is_computed_and_stays_a_target() -> None:
    tokens, links = first(read("2023年，全市接待游客300万人次。"))
    assert by_role(links)["role"].value == "target"
    assert by_role(joined(tokens, opinion(tokens, {"游客"}), links, ALWAYS))["role"].value == "target"


@pytest.mark.parametrize(("account", "share"), [(0.0, 0.2), (0.5, 0.5), (2.0, 0.8)])
def test_accounts_become_shares_of_right_answers(account: float, share: float) -> None:
    knots = {"metric": ((0.2, 0.8), (0.2, 0.8))}
    assert Joining({}, knots).probability("metric", account) == share
