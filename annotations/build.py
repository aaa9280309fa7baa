"""Write annotations/gold/ and corpus/articles/ from annotations/inline/: python annotations/build.py [--check].

The inline files are what people edit. `--check` writes nothing and fails when what stands there is not what they say.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from zhengwu_extract.workbench.annotated import read_annotated
from zhengwu_extract.workbench.gold import GoldDocument

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
SPLITS = ("train", "dev", "test")


def main() -> int:
    """Build, or check; return 1 when a file is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")
    check = parser.parse_args().check
    stale = [path for path, text in built().items() if not _holds(path, text)]
    for path in stale:
        print(f"{path.relative_to(HERE.parent)} is not what annotations/inline/ says" if check else f"{path} written")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(built()[path], "utf-8")
    return int(check and bool(stale))


def built() -> dict[Path, str]:
    """Return the text of every file that follows from the inline files."""
    documents = read_annotated([HERE / "inline"])
    split = splits()
    if strange := {doc.id for doc in documents} ^ split.keys():
        raise SystemExit(f"annotations/split.tsv and annotations/inline/ differ in {', '.join(sorted(strange))}")
    files = {
        HERE / "gold" / f"{name}.jsonl": "".join(f"{doc.to_json()}\n" for doc in documents if split[doc.id] == name)
        for name in SPLITS
    }
    elsewhere = {path.stem for path in (*CORPUS.glob("*.txt"), *CORPUS.glob("pages/*.html"))}
    elsewhere |= {json.loads(line)["id"] for line in (CORPUS / "articles.jsonl").read_text("utf-8").splitlines()}
    for genre in sorted({doc.genre or "" for doc in documents}):
        rows = [_article(doc) for doc in documents if doc.genre == genre and doc.id not in elsewhere]
        files[CORPUS / "articles" / f"{genre}.jsonl"] = "".join(f"{row}\n" for row in rows)
    return files


def splits() -> dict[str, str]:
    """Return the split of each document, as annotations/split.tsv fixes it."""
    lines = (HERE / "split.tsv").read_text("utf-8").splitlines()[1:]
    return dict(tuple(line.split("\t")) for line in lines)  # type: ignore[misc]


def _article(doc: GoldDocument) -> str:
    fields = {name: getattr(doc, name) for name in ("id", "title", "published", "region", "text")}
    return json.dumps(fields, ensure_ascii=False)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes().decode("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
