"""Bytes into text: the right encoding is found, damage is seen, and what is no text is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu_extract.intake.encoding import CommonCharacter, decode, plausibility
from zhengwu_extract.intake.quarantine import IntakeError
from zhengwu_extract.lexicon import table

SIMPLIFIED = "今年以来，全市新建便民市场15家，其中6家已竣工营业，完成投资1.2亿元。"
TRADITIONAL = "今年以來，全市新建便民市場15家，其中6家已竣工營業，完成投資1.2億元。"
SAID = [None, "utf-8", "gb2312", "big5", "iso-8859-1", "no-such-thing", "base64", "idna", "utf-7"]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "utf-8"), (TRADITIONAL, "big5"),
     (TRADITIONAL, "gb18030"), (SIMPLIFIED, "utf-8-sig"), (SIMPLIFIED, "utf-16"), (SIMPLIFIED, "utf-32")],
)  # fmt: skip
def test_the_text_comes_out_whatever_the_header_says(text: str, encoding: str, said: str | None) -> None:
    assert decode(text.encode(encoding), said).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", ["便民市场", "投资1.2亿元", "全市"])
def test_a_few_characters_are_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_page_that_begins_with_much_script_is_judged_by_its_text() -> None:
    data = b"var x = 0;\n" * 20_000 + SIMPLIFIED.encode("gbk")
    assert decode(data).text.endswith(SIMPLIFIED)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_needs_no_mark(encoding: str) -> None:
    assert decode((SIMPLIFIED * 3).encode(encoding)).text == SIMPLIFIED * 3


def test_a_text_in_another_language_is_left_to_the_general_guess() -> None:
    text = "На рынке открыто пятнадцать новых магазинов, и ещё шесть строятся в городе. " * 6
    assert decode(text.encode("cp1251")).text == text


def test_a_header_is_believed_where_the_text_says_nothing_against_it() -> None:
    text = "Le marché de proximité a été rénové."
    assert decode(text.encode("cp1252"), "windows-1252").text == text


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_few_rare_names_keep_their_encoding_or_that_of_the_header(encoding: str) -> None:
    assert decode("翡翠瓔珞".encode(encoding), encoding).text == "翡翠瓔珞"


def test_a_few_broken_bytes_are_replaced_and_noted() -> None:
    data = (SIMPLIFIED * 10).encode()
    decoded = decode(data[:100] + b"\xff" + data[100:])
    assert decoded.damaged
    assert decoded.text.count("\ufffd") <= 4
    assert decoded.text.endswith(SIMPLIFIED)


def test_many_broken_bytes_are_refused() -> None:
    data = bytes(byte if index % 7 else 0xFF for index, byte in enumerate((SIMPLIFIED * 10).encode()))
    with pytest.raises(IntakeError, match=r"broken encoding: .* not valid"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.4 ...", "a PDF"), (b"\x89PNG\r\n\x1a\n", "a picture"), (b"\xd0\xcf\x11\xe0\xa1", "an old Word"),
     (bytes(range(256)) * 4, "binary data"), (b"PK\x03\x04\x14", "a zip archive")],
)  # fmt: skip
def test_what_is_no_text_is_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(IntakeError, match=f"{kind}.*convert it to text"):
        decode(data)


def test_a_single_control_character_does_not_make_a_text_binary() -> None:
    text = SIMPLIFIED * 50 + "\0"
    assert decode(text.encode()).text == text


@given(st.text())
def test_every_text_in_utf8_comes_back_where_it_is_long_enough(text: str) -> None:
    long = text + SIMPLIFIED
    if long.encode("utf-8", "replace").count(0) == 0 and not long.startswith("\ufeff"):
        data = long.encode("utf-8", "replace")
        assert decode(data).text == data.decode()


@given(st.binary())
def test_every_input_is_decoded_or_refused(data: bytes) -> None:
    with suppress(IntakeError):
        assert decode(data).encoding


def test_wrong_decodings_are_told_from_right_ones_by_far() -> None:
    for right, wrong in ((SIMPLIFIED, SIMPLIFIED.encode().decode("gb18030", "replace")),
                         (TRADITIONAL, TRADITIONAL.encode("big5").decode("gb18030", "replace"))):  # fmt: skip
        assert plausibility(right) > 0.4
        assert plausibility(wrong) < 0.1


def test_the_common_characters_are_single_characters() -> None:
    rows = table("common_characters", CommonCharacter)
    assert len({row.character for row in rows}) == len(rows) == 300
    assert all(len(row.character) == 1 for row in rows)
