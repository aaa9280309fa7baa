"""Raw text to learn from: paragraphs for word vectors and pre-training, documents for the rules to read.

A source is a folder, a `.txt` file (a paragraph a line) or a `.jsonl` file (documents with `text`, and `published`,
`title`, `region` where they are known); either may be packed with gzip (.gz) or xz (.xz).
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from ...document import Document
from ..predict import day
from . import TrainingError

# Paragraphs of a `.txt` file are read in runs of so many as a document, each given a day as its publish date.
RUN = 25
# A document with fewer digits has nothing to say about quantities.
DIGITS = 8
SUFFIXES = (".txt", ".jsonl")


def files(sources: Iterable[Path]) -> list[Path]:
    """Return the text files of `sources`, in order.

    Raises TrainingError for a source that does not exist or holds no text file.
    """
    found: list[Path] = []
    for source in sources:
        inside = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        named = [path for path in inside if path.name.removesuffix(".gz").removesuffix(".xz").endswith(SUFFIXES)]
        if not named:
            raise TrainingError(f"{source}: no raw text here; expected .txt or .jsonl files, plain or as .gz or .xz")
        found += named
    return found


def paragraphs(sources: Iterable[Path]) -> Iterator[str]:
    """Yield every paragraph of the sources."""
    for path in files(sources):
        for line in _lines(path):
            yield from _text(line, path).split("\n") if _is_documents(path) else [line.rstrip("\n")]


def documents(sources: Iterable[Path], seed: int) -> Iterator[Document]:
    """Yield the sources as documents, runs of loose paragraphs in an order that the seed decides."""
    random_ = random.Random(seed)
    for path in files(sources):
        if _is_documents(path):
            for number, line in enumerate(_lines(path)):
                row = json.loads(line)
                published = day(row.get("published"))
                yield Document(
                    _text(line, path), id=f"{path.stem}-{number}", title=row.get("title"), published=published,
                    region=row.get("region"),
                )  # fmt: skip
            continue
        lines = list(_lines(path))
        starts = list(range(0, len(lines), RUN))
        random_.shuffle(starts)
        for start in starts:
            text = "".join(lines[start : start + RUN])
            if sum(character.isdigit() for character in text) >= DIGITS:
                published = date(random_.randint(2010, 2025), random_.randint(1, 12), 15)
                yield Document(text, id=f"{path.stem}-{start}", published=published)


def _is_documents(path: Path) -> bool:
    return ".jsonl" in path.suffixes


def _lines(path: Path) -> Iterator[str]:
    try:
        with _open(path) as lines:
            yield from lines
    except (OSError, UnicodeDecodeError, EOFError, lzma.LZMAError) as error:
        raise TrainingError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _text(line: str, path: Path) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{path}: every line must be a JSON object with `text`, found {line[:60]!r}") from error
    return str(text)
