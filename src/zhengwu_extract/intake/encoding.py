"""Bytes into Chinese text, whatever the header says of the encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from ..lexicon import table
from .fold import fold
from .quarantine import IntakeError


class CommonCharacter(NamedTuple):
    """A frequent character and its share of running text."""

    character: str
    share: str


class Decoded(NamedTuple):
    """Text, the encoding it came in, and whether some bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: bool = False


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB2312 and GBK are parts of GB18030; Big5-HKSCS holds Big5.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
# Python knows codecs besides that are no character sets (base64, idna), and a page may name any.
_CHARSET = re.compile(r"utf-(?:8|16|32)|gb|big5|hz|cp\d|iso|euc|shift|koi8|mac|johab|ascii")
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")
_SAMPLE = 100_000
# A valid UTF-8 text with more bytes than these outside ASCII is no other encoding by accident.
_BEYOND_CHANCE = 60
_LONG_ASCII = re.compile(rb"([\x00-\x7f])[\x00-\x7f]{20,}")
_MAGIC = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"PK\x03\x04": "a zip archive or Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_MOST_NULS = 0.001
# Right decodings of news have 0.5 and more common characters among the Chinese ones, wrong ones under 0.1.
_PLAUSIBLE = 0.25
# Fewer bytes than this may be a list of rare names.
_RUNNING_TEXT = 400
_MOST_DAMAGE = 0.02
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DAMAGE = re.compile("[\ufffd\ue000-\uf8ff]")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return `data` as text; `declared` is what a header says, believed only where the text confirms it.

    Raises IntakeError when no encoding makes sense of the bytes.

    >>> decode("新建便民市场的建设资金".encode("gb18030"), declared="utf-8")
    Decoded(text='新建便民市场的建设资金', encoding='gb18030', damaged=False)
    """
    return _decoded(data, detect(data, declared))


def detect(data: bytes, declared: str | None = None) -> str:
    """Return the encoding of `data`, or of the text that begins with it; raise IntakeError when it is binary.

    >>> detect("新建便民市场的建设资金".encode("gbk"), declared="big5"), detect(b"id,text")
    ('gb18030', 'ascii')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _utf16(data)
    if wide:
        return wide
    _refuse_binary(data)
    if data.isascii():
        return "ascii"
    if _is_utf8(data):
        return "utf-8"
    return _best(_LONG_ASCII.sub(rb"\1", data[: 20 * _SAMPLE])[:_SAMPLE], declared)


def plausibility(text: str) -> float:
    """Return the share of common characters among the Chinese ones, less damage; between -1 and 1.

    >>> plausibility("全市新建便民市场") > plausibility("鍏ㄥ競鏂板缓渚挎皯")
    True
    """
    chinese = _CHINESE.findall(fold(text))
    if not chinese:
        return -len(_DAMAGE.findall(text)) / max(1, len(text))
    common = sum(map(_common().__contains__, chinese)) / len(chinese)
    return common - 5 * len(_DAMAGE.findall(text)) / len(text)


def _refuse_binary(data: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind or data.count(0) > _MOST_NULS * len(data):
        raise IntakeError(f"{kind or 'binary data'}, not text; convert it to text, HTML, JSONL or CSV first")


def _utf16(data: bytes) -> str | None:
    """Return the kind of UTF-16 without a mark that `data` is: it has the zero bytes of ASCII, and then makes sense."""
    if not data.count(0):
        return None
    sample = data[:_SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        if plausibility(sample.decode(encoding, "replace")) >= _PLAUSIBLE:
            return encoding
    return None


def _is_utf8(data: bytes) -> bool:
    """Tell whether `data` is UTF-8 for certain: valid, and too long to be so by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) > _BEYOND_CHANCE


def _best(sample: bytes, declared: str | None) -> str:
    """Return the encoding under which `sample` reads most like Chinese news; the first on a tie."""
    scored = [(plausibility(sample.decode(name, "replace")), name) for name in _candidates(declared)]
    score, name = max(scored, key=lambda pair: pair[0])
    if score >= _PLAUSIBLE or (score >= 0 and len(sample) < _RUNNING_TEXT):
        return name
    return _guessed(sample) or name


def _candidates(declared: str | None) -> Iterator[str]:
    """Yield the encodings to try; the declared one first, so that it wins where the text does not tell."""
    name = None
    if declared:
        with suppress(LookupError):
            name = codecs.lookup(declared).name
    if name is not None and _CHARSET.match(name):
        yield _SUPERSETS.get(name, name)
    yield from _CANDIDATES


def _guessed(sample: bytes) -> str | None:
    """Return the encoding of a text that is neither in UTF-8 nor in a Chinese encoding."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match else None


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        share = text.count("\ufffd") / len(text)
        if share > _MOST_DAMAGE:
            raise IntakeError(
                f"broken encoding: {share:.0%} of the characters are not valid {encoding}, the first at byte "
                f"{error.start}; get the file again or convert it to UTF-8"
            ) from error
        return Decoded(text, encoding, damaged=True)


@cache
def _common() -> frozenset[str]:
    return frozenset(row.character for row in table("common_characters", CommonCharacter))
