"""Fitting how rules and tagger are joined, on annotated documents that the network was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from ...document import Document, Link, links_by_quantity
from ...normalise import records
from ...record import Record
from ...tagger.agree import agreed
from ...tagger.encode import encode
from ...tagger.join import FIELDS, NEVER, Views, views
from ...tagger.labels import CLASSES
from ...tagger.pack import Pack
from ...tagger.runtime import Runtime
from ...tagger.tagging import Tagging
from ...tagger.window import windows
from ..calibration import expected_error, reliability
from ..compare import Comparison, compare_all
from ..gold import Annotation, GoldDocument
from ..match import PARTIAL, same_date, similarity
from ..predict import as_annotations
from ..ratios import ratio, total
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


class Unseen(NamedTuple):
    """Annotated documents, and a network that was not trained on them."""

    pack: Pack
    documents: Sequence[GoldDocument]


def fit(apart: Sequence[Unseen]) -> tuple[dict[str, Any], dict[str, float]]:
    """Return what a manifest says of the joining, and how right rules, tagger and both are."""
    judged = [row for each in apart for row in judge(each)]
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
    fitted: dict[str, Any] = {"least": least, "knots": knots}
    if judged:
        fitted["power"], comparisons = fit_power(apart, fitted)
        scores |= {f"{rung} F1: joined": ratio(total(comparisons), rung)[-1] for rung in ("tuple", "strict")}
    return fitted, {name: round(share, 4) for name, share in scores.items()}


def fit_power(apart: Sequence[Unseen], joining: dict[str, Any]) -> tuple[float, list[Comparison]]:
    """Return the power for the shares of fields that gives the least calibration error, and how records then do."""
    read_once = [(each, [read(source) for source in each.documents]) for each in apart]
    tried: dict[float, list[Comparison]] = {}
    for power in POWERS:
        tried[power] = []
        for each, documents in read_once:
            stage = Tagging(replace(each.pack, manifest={"joining": joining | {"power": power}}))
            found = {doc.id: as_annotations(_core(records(stage(doc)))) for doc in documents}
            tried[power] += compare_all(each.documents, found)
    best = min(POWERS, key=lambda power: expected_error(reliability(tried[power])) or 0.0)
    return best, tried[best]


def _core(found: Iterable[Record]) -> list[Record]:
    return [record for record in found if record.scope == "core"]


def judge(unseen: Unseen) -> Iterator[Judged]:
    """Yield each field of each annotated core quantity as rules and tagger have it."""
    runtime, vocabulary = Runtime(unseen.pack), unseen.pack.vocabulary
    for source in unseen.documents:
        doc = read(source)
        chosen = links_by_quantity(doc)
        gold = {record.value.start: record for record in source.records if record.scope == "core"}
        parts = list(windows(doc))
        alone = runtime.opinions([encode(doc, part, vocabulary, chosen) for part in parts])
        opinions = agreed(doc, parts, alone, chosen)
        for part, found in zip(parts, opinions, strict=True):
            for at, opinion in zip(part.quantities, found, strict=True):
                piece = part.tokens[at]
                if (record := gold.get(piece.start)) is not None and piece.index in chosen:
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
