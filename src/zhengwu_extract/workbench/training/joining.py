"""Fitting how rules and tagger are joined, on annotated documents that the network was not trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...document import Document, Link, links_by_quantity
from ...options import Options
from ...pipeline import Pipeline
from ...tagger.agree import agreed
from ...tagger.encode import encode
from ...tagger.join import FIELDS, NEVER, Views, views
from ...tagger.labels import CLASSES
from ...tagger.pack import MANIFEST, Pack
from ...tagger.runtime import Runtime
from ...tagger.tagging import tagging
from ...tagger.window import windows
from ..calibration import expected_error, reliability
from ..compare import compare_all
from ..gold import Annotation, GoldDocument
from ..match import PARTIAL, same_date, similarity
from ..predict import read_by
from .examples import read

# Powers that are tried for the shares of fields in a record's confidence.
POWERS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
# Margins that are tried for a field, and how many steps an account's curve has at most.
MARGINS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, NEVER)
STEPS = 8


class Judged(NamedTuple):
    """One field of one annotated quantity: both answers' accounts and whether each is right."""

    field: str
    rules: float
    tagger: float
    rules_right: bool
    tagger_right: bool


def fit(runtime: Runtime, pack: Pack, documents: Sequence[GoldDocument]) -> tuple[dict[str, Any], dict[str, float]]:
    """Return what a manifest says of the joining, and how often rules, tagger and both are right."""
    judged = list(judge(runtime, pack, documents))
    least: dict[str, float] = {}
    knots: dict[str, Any] = {}
    scores: dict[str, float] = {}
    for field in FIELDS:
        rows = [row for row in judged if row.field == field]
        if not rows:
            continue
        least[field] = max(MARGINS, key=lambda margin: (_right(rows, margin), margin))
        knots[field] = isotonic(*zip(*(_standing(row, least[field]) for row in rows), strict=True))
        scores[f"{field}: rules"] = sum(row.rules_right for row in rows) / len(rows)
        scores[f"{field}: tagger"] = sum(row.tagger_right for row in rows) / len(rows)
        scores[f"{field}: joined"] = _right(rows, least[field]) / len(rows)
    return {"least": least, "knots": knots}, {name: round(share, 4) for name, share in scores.items()}


def fit_power(folder: Path, documents: Sequence[GoldDocument]) -> float:
    """Set the power in the manifest of a model folder to that of the least calibration error, and return it."""
    path = folder / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    errors: dict[float, float] = {}
    for power in POWERS:
        manifest["joining"]["power"] = power
        path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pipeline = Pipeline(Options(model=str(folder)))
        found = {doc.id: read_by(pipeline, doc) for doc in documents}
        errors[power] = expected_error(reliability(list(compare_all(documents, found)))) or 0.0
        tagging.cache_clear()
    manifest["joining"]["power"] = best = min(POWERS, key=errors.__getitem__)
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return best


def judge(runtime: Runtime, pack: Pack, documents: Sequence[GoldDocument]) -> Iterator[Judged]:
    """Yield each field of each annotated core quantity as rules and tagger have it."""
    for source in documents:
        doc = read(source)
        chosen = links_by_quantity(doc)
        records = {record.value.start: record for record in source.records if record.scope == "core"}
        parts = list(windows(doc))
        alone = runtime.opinions([encode(doc, part, pack.vocabulary, chosen) for part in parts])
        opinions = agreed(doc, parts, alone, chosen)
        for part, found in zip(parts, opinions, strict=True):
            for at, opinion in zip(part.quantities, found, strict=True):
                piece = part.tokens[at]
                if (record := records.get(piece.start)) is not None and piece.index in chosen:
                    for field, view in views(part.tokens, opinion, chosen[piece.index]).items():
                        yield _judged(doc, field, view, record)


def _judged(doc: Document, field: str, view: Views, record: Annotation) -> Judged:
    return Judged(
        field, *view.accounts, _is_right(doc, field, view.rules, record), _is_right(doc, field, view.tagger, record)
    )


def _is_right(doc: Document, field: str, link: Link | None, record: Annotation) -> bool:
    if field in CLASSES:
        return link is not None and link.value == getattr(record, field)
    if field == "date":
        period = link.value[0] if link is not None and link.spans else None
        published = doc.published.isoformat() if doc.published else None
        return same_date(record.date, period, published)
    name = record.metric if field == "metric" else record.program
    if link is None or name is None:
        return link is None and name is None
    text = "".join(doc.text[start:end] for start, end in link.spans)
    return similarity(name.text, text) >= PARTIAL


def _overrules(row: Judged, margin: float) -> bool:
    return row.tagger - row.rules >= margin


def _right(rows: Sequence[Judged], margin: float) -> int:
    return sum(row.tagger_right if _overrules(row, margin) else row.rules_right for row in rows)


def _standing(row: Judged, margin: float) -> tuple[float, bool]:
    """Return the account of the answer that stands, and whether it is right."""
    return (row.tagger, row.tagger_right) if _overrules(row, margin) else (row.rules, row.rules_right)


def isotonic(accounts: Sequence[float], right: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Return knots of a curve that never falls, by pooling adjacent violators in at most STEPS equal groups.

    Ayer et al. 1955, "An empirical distribution function for sampling with incomplete information".

    >>> isotonic([0.1, 0.2, 0.3, 0.4], [False, True, False, True])[1]
    [0.0, 0.5, 1.0]
    """
    order = np.argsort(accounts, kind="stable")
    groups = np.array_split(order, min(STEPS, len(order)))
    blocks: list[list[float]] = []
    for group in groups:
        x, y = np.asarray(accounts, dtype=float)[group], np.asarray(right, dtype=float)[group]
        blocks.append([float(x.sum()), float(y.sum()), float(len(group))])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    return [round(x / n, 4) for x, _, n in blocks], [round(y / n, 4) for _, y, n in blocks]
