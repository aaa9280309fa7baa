"""Write a dump of any size, made from the project's corpus: python benchmarks/synthetic.py OUT.jsonl --documents N.

Each document is one of the corpus with every digit string changed to another of its length.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from report import ROOT

from zhengwu_extract import Document, Options
from zhengwu_extract.intake.readers import read


def main() -> None:
    """Write the dump and say how long it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    characters = write_dump(options.out, options.documents)
    print(f"{options.documents:,} documents, {characters:,} characters, {options.out.stat().st_size:,} bytes")


def write_dump(path: Path, documents: int) -> int:
    """Write so many documents as JSON Lines, and return how many characters they have."""
    originals = [doc for doc in read([ROOT / "corpus"], Options(model="none")) if isinstance(doc, Document)]
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for doc in islice(varied(originals), documents):
            published = doc.published and doc.published.isoformat()
            row = {"id": doc.id, "title": doc.title, "published": published, "region": doc.region, "text": doc.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            characters += len(doc.text)
    return characters


def varied(originals: Sequence[Document]) -> Iterator[Document]:
    """Yield documents without end, each an original with every digit string changed to another of its length."""
    rng = random.Random(0)

    def other(match: re.Match[str]) -> str:
        return str(rng.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0])))

    for number, doc in enumerate(cycle(originals)):
        yield replace(doc, id=f"{doc.id}-{number}", text=re.sub(r"[1-9]\d*", other, doc.text))


if __name__ == "__main__":
    main()
