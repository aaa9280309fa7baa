"""Give the standoff annotations their texts back: python annotations/restore.py TEXT_DIR OUT.jsonl HELD_OUT.jsonl.

annotations/standoff.jsonl has annotations of passages of public texts without the texts: spans, numbers and classes
only. OUT gets the passages to train on, HELD_OUT those that are kept apart to measure on. TEXT_DIR holds the texts,
`pool.jsonl.xz` (documents by id) and `pretrain.txt.xz`; a passage whose text is missing or has changed is left out and
counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

from zhengwu_extract.workbench.gold import Annotation, GoldDocument

STANDOFF = Path(__file__).parent / "standoff.jsonl"


def main() -> None:
    """Restore, and say how many passages were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, metavar="TEXT_DIR")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("held_out", type=Path, metavar="HELD_OUT.jsonl")
    options = parser.parse_args()
    rows = [json.loads(line) for line in STANDOFF.read_text("utf-8").splitlines()]
    sources = read_sources(options.texts)
    for part, path in (("train", options.out), ("held-out", options.held_out)):
        inside = [row for row in rows if row["part"] == part]
        restored = [doc for row in inside if (doc := restore(row, sources)) is not None]
        path.write_text("".join(doc.to_json() + "\n" for doc in restored), "utf-8")
        records = sum(len(doc.records) for doc in restored)
        print(f"{part}: {len(restored)} of {len(inside)} passages restored, {records} records")


def read_sources(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the documents of TEXT_DIR by "FILE ID"; loose paragraphs are one document with the empty id."""
    found: dict[str, dict[str, Any]] = {}
    with lzma.open(folder / "pool.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[f"pool.jsonl.xz {row['id']}"] = row
    with lzma.open(folder / "pretrain.txt.xz", "rt", encoding="utf-8") as lines:
        found["pretrain.txt.xz "] = {"text": lines.read()}
    return found


def restore(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> GoldDocument | None:
    """Return one passage with its text, None when the text is not there or not the one that was annotated.

    >>> restore({"file": "a", "document": "b", "start": 0, "length": 1, "sha256": ""}, {}) is None
    True
    """
    source = sources.get(f"{row['file']} {row['document']}", {"text": ""})
    text = source["text"][row["start"] : row["start"] + row["length"]]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        return None
    records = tuple(_record(text, record) for record in row["records"])
    return GoldDocument(
        id=row["id"], title=source.get("title"), published=row["published"], region=source.get("region"), text=text,
        records=records,
    )  # fmt: skip


def bare(doc: GoldDocument, place: dict[str, Any]) -> dict[str, Any]:
    """Return a passage as a standoff row: `place` says its part and where its text stands; no word of it is kept."""
    return {
        "id": doc.id,
        **place,
        "length": len(doc.text),
        "sha256": hashlib.sha256(doc.text.encode()).hexdigest(),
        "published": doc.published,
        "records": [_bare(record) for record in doc.records],
    }


def _bare(record: Annotation) -> dict[str, Any]:
    row = record.model_dump(mode="json", exclude={"id", "region", "part_of", "base", "flags"})
    for field in ("value", "metric", "program", "date", "target"):
        if row[field] is not None:
            del row[field]["text"]
    row["value"] = {name: value for name, value in row["value"].items() if value not in (None, "exact")}
    return {name: value for name, value in row.items() if value is not None}


def _record(text: str, row: dict[str, Any]) -> Annotation:
    full = {name: dict(value) if isinstance(value, dict) else value for name, value in row.items()}
    value = full["value"]
    full["value"] = {"number": None, **value, "text": text[value["start"] : value["end"]]}
    for field in ("metric", "program"):
        if field in full:
            full[field]["text"] = "".join(text[start:end] for start, end in full[field]["spans"])
    if "date" in full:
        start, end = full["date"]["span"]
        full["date"]["text"] = text[start:end]
    if "target" in full:
        full["target"]["text"] = ""
    return Annotation.model_validate(full)


if __name__ == "__main__":
    main()
