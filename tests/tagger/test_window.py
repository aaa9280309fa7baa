"""Windows: what the tagger sees of a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tagger_texts import TEXT, read

from zhengwu_extract.tagger.window import LONGEST, SEGMENTS, Window, windows


def shown(window: Window) -> dict[str, str]:
    parts: dict[str, str] = dict.fromkeys(SEGMENTS, "")
    for token, segment in zip(window.tokens, window.segments, strict=True):
        parts[SEGMENTS[segment]] += token.text
    return parts


def test_a_window_has_heading_and_what_stands_before() -> None:
    (window,) = windows(read(TEXT))
    parts = shown(window)
    assert parts["heading"] == "一、民生"
    assert parts["previous"].endswith("全市推进绿色出行。")
    assert parts["own"].startswith("新建便民市场15家")
    assert [window.tokens[at].text for at in window.quantities] == ["15家", "6家"]


def test_a_sentence_without_a_quantity_has_no_window() -> None:
    assert list(windows(read("城乡环境明显改善。"))) == []


def test_a_long_sentence_is_read_in_several_windows_and_no_quantity_is_lost() -> None:
    doc = read("、".join(f"甲乡建成便民市场{number}家" for number in range(10, 60)) + "。")
    parts = list(windows(doc))
    assert len(parts) > 1
    assert all(sum(len(token.text) for token in part.tokens) <= LONGEST for part in parts)
    assert [part.tokens[at].text for part in parts for at in part.quantities] == [f"{n}家" for n in range(10, 60)]


@given(
    st.lists(
        st.sampled_from(["建成市场15家", "，", "。", "\n", "今年", "增长5.5%", "全市", "改造", "（", "”"]), max_size=40
    )
)
def test_every_quantity_stands_in_one_window(pieces: list[str]) -> None:
    doc = read("".join(pieces))
    seen = [part.tokens[at].index for part in windows(doc) for at in part.quantities]
    assert sorted(seen) == [at for at, mention in enumerate(doc.mentions) if mention.label == "quantity"]
