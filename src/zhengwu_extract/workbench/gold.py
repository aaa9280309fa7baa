"""Annotated documents: the record contract without what only an engine adds, read from JSON and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..document import Amount
from ..markup import describe
from ..record import Date, Measure, Phrase, Place, Span, Target, Value
from . import WorkbenchError

Model = TypeVar("Model", bound=BaseModel)


class Words(Phrase):
    """A phrase as annotated; without spans when only its wording is known."""

    spans: tuple[Span, ...] = ()


class WrittenDate(Date):
    """A date as annotated; its span is (0, 0) when only its wording is known."""

    span: Span = (0, 0)


class Annotation(BaseModel):
    """One annotated quantity: the fields of a record that a person decides, and a prediction's confidence.

    >>> value = {"text": "15家", "start": 4, "end": 7, "number": 15}
    >>> words = {"text": "便民市场", "spans": [[7, 11]]}
    >>> Annotation(value=value, unit="家", measure="level", role="actual", metric=words, region="全市").region.text
    '全市'
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = ""
    value: Value
    unit: str
    measure: Measure
    role: Literal["actual", "target"]
    scope: Literal["core", "peripheral"] = "core"
    metric: Words
    program: Words | None = None
    date: WrittenDate | None = None
    target: Target | None = None
    region: Place | None = None
    part_of: str | None = None
    base: str | None = None
    commitment: Literal["hard", "soft", "plain"] | None = None
    flags: tuple[str, ...] = ()
    confidence: float | None = Field(default=None, exclude=True)

    @field_validator("region", mode="before")
    @classmethod
    def _named(cls, region: Any) -> Any:
        return {"text": region} if isinstance(region, str) else region

    @property
    def span(self) -> Span:
        """The characters of the quantity."""
        return self.value.start, self.value.end


class GoldDocument(BaseModel):
    """An article and its annotations; `published` is kept as written, for not every collection gives a whole day.

    >>> GoldDocument(id="a", text="今年建成15家便民市场。").records
    ()
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str | None = None
    published: str | None = None
    region: str | None = None
    genre: str | None = None
    domain: tuple[str, ...] = ()
    text: str
    records: tuple[Annotation, ...] = ()

    def to_json(self) -> str:
        """Return the document as one line of JSON."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False)


def described(record: Annotation) -> str:
    """Return what a quantity says, as notes of the inline notation write it.

    >>> value = {"text": "近3万名", "start": 0, "end": 4, "number": 30000, "qualifier": "about"}
    >>> words = {"text": "志愿者"}
    >>> described(Annotation(value=value, unit="人", measure="level", role="actual", metric=words))
    'about 30000 人'
    """
    value = record.value
    return describe(Amount(value.number, record.unit, value.qualifier, value.low, value.high))


def read_gold(path: Path) -> list[GoldDocument]:
    """Return the documents of a `.json` file (one), a `.jsonl` file (one a line), or a folder of either.

    Raises WorkbenchError with file, line and field for what does not parse, and for a document that comes twice.
    """
    documents: dict[str, GoldDocument] = {}
    for where, row in _rows(path):
        doc = _parsed(GoldDocument, row, where)
        if doc.id in documents:
            raise WorkbenchError(f"{where}: document {doc.id!r} was read before; every document may come once")
        documents[doc.id] = doc
    if not documents:
        raise WorkbenchError(f"{path}: no documents; expected .json files with one document, or .jsonl with one a line")
    return list(documents.values())


def read_records(path: Path) -> dict[str, list[Annotation]]:
    """Return the records of each document: from lines of records (as `extract` writes) or of annotated documents."""
    records: dict[str, list[Annotation]] = {}
    for where, row in _rows(path):
        if "records" in row:
            doc = _parsed(GoldDocument, row, where)
            records.setdefault(doc.id, []).extend(doc.records)
        elif "doc_id" in row:
            records.setdefault(str(row["doc_id"]), []).append(_parsed(Annotation, row, where))
        else:
            raise WorkbenchError(f"{where}: neither a record (no doc_id) nor an annotated document (no records)")
    return records


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (place, object) for every document or record of a file or folder."""
    if not path.exists():
        raise WorkbenchError(f"{path}: no such file or folder")
    if path.is_dir():
        for file in sorted(path.glob("*.json*")):
            yield from _rows(file)
        return
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbenchError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    lines = [text] if path.suffix == ".json" else text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise WorkbenchError(f"{where}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise WorkbenchError(f"{where}: expected a JSON object, found {type(row).__name__}")
            yield where, row


def _parsed(model: type[Model], row: dict[str, Any], where: str) -> Model:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        name = row.get("id") or row.get("doc_id")
        raise WorkbenchError(f"{where}: {name!r}, {field}: {first['msg']}") from error
