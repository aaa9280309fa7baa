"""Fit the weights of the program scorer on annotated articles: python benchmarks/fit_programs.py GOLD... [--write].

A conditional logit over "no program" and the candidates near each quantity (features: link/program_score.py): the
likelihood of the right answers is maximised under an L2 penalty. Prints the accuracy on the articles and in
five-fold cross-validation by article; --write puts the weights into lexicon/program_weights.tsv.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from zhengwu_extract.document import Document, Mention
from zhengwu_extract.link import chosen
from zhengwu_extract.link.clause import Clauses
from zhengwu_extract.link.program import CHANGES, Programs, known_of_place, known_of_site, near
from zhengwu_extract.link.program_name import Name
from zhengwu_extract.link.program_score import name_features, place_features, site_features
from zhengwu_extract.link.site import Site
from zhengwu_extract.pipeline import STAGES
from zhengwu_extract.workbench.gold import Annotation, GoldDocument, read_gold
from zhengwu_extract.workbench.predict import day

PENALTY, STEPS, RATE, RARE, FOLDS = 10.0, 300, 0.05, 6, 5
# A heading or opening that is itself a proper program name is the topic, as the annotation guideline has it. Articles
# that have one are few: its weight starts here instead of at nothing. So does that of territorial indicators, which by
# the guideline have no program.
PRIOR = {"how=label": 3.0, "metric=macro": -0.2}
WEIGHTS = Path(__file__).parent.parent / "src" / "zhengwu_extract" / "lexicon" / "program_weights.tsv"
HEADER = (
    "# Weights of the program scorer (link/program_score.py), fitted by benchmarks/fit_programs.py.\nfeature\tweight\n"
)


class Choice(NamedTuple):
    """One quantity: the features of each candidate, which candidates are right, and whether none is."""

    article: str
    candidates: list[list[str]]
    right: list[bool]
    none: bool


def main() -> None:
    """Fit, report and, when asked, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD", help="folders or .jsonl files of annotated articles"
    )
    parser.add_argument("--write", action="store_true", help="write the weights into the lexicon")
    options = parser.parse_args()
    choices = [choice for path in options.gold for gold in read_gold(path) for choice in read(gold)]
    articles = sorted({choice.article for choice in choices})
    random.Random(0).shuffle(articles)
    held = 0
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        weights = fit([choice for choice in choices if choice.article not in out])
        held += sum(is_right(choice, weights) for choice in choices if choice.article in out)
    weights = fit(choices)
    right = sum(is_right(choice, weights) for choice in choices)
    print(f"{len(choices)} quantities of {len(articles)} articles, none has a program in {share(choices):.3f}")
    print(f"right: {right / len(choices):.3f} on these articles, {held / len(choices):.3f} in cross-validation")
    if options.write:
        rows = (f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.02)
        WEIGHTS.write_text(HEADER + "".join(rows), "utf-8")


def share(choices: list[Choice]) -> float:
    """Return the share of quantities without a program."""
    return sum(choice.none for choice in choices) / len(choices)


def read(gold: GoldDocument) -> Iterator[Choice]:
    """Yield the choice of each core quantity of one annotated article that the engine finds too."""
    doc = Document(gold.text, id=gold.id, title=gold.title, region=gold.region, published=day(gold.published))
    for stage in STAGES[:-1]:
        doc = stage(doc)
    programs = Programs(doc, Clauses(doc))
    for group in chosen(doc):
        for site in group:
            record = annotated(gold.records, site.mention)
            if record is None:
                continue
            name = record.program.text if record.program else None
            own = site_features(*known_of_site(site, doc))
            found = list(near(site, programs)) if site.measure not in CHANGES else []
            yield Choice(
                gold.id,
                [[*own, *features(site, where, c, programs)] for where, c in found],
                [name is not None and alike(name, doc.text[c.start : c.end]) for _, c in found],
                name is None,
            )


def features(site: Site, where: str, name: Name, programs: Programs) -> list[str]:
    """Return the features of one candidate for one quantity, those of the quantity aside."""
    return [
        *name_features(*programs.known_of(name)),
        *place_features(where, name.how, *known_of_place(site, where, name)),
    ]


def annotated(records: Iterable[Annotation], mention: Mention) -> Annotation | None:
    """Return the core record whose value begins where a mention does."""
    for record in records:
        if record.value.start == mention.start and record.scope == "core":
            return record
    return None


def alike(gold: str, found: str) -> bool:
    """Whether two names share enough character bigrams (Dice ≥ 0.6), quotation marks aside."""
    one, other = (Counter(pairwise(t)) for t in (gold.strip("“”"), found.strip("“”")))
    total = sum(one.values()) + sum(other.values())
    return gold == found or (total > 0 and 2 * sum((one & other).values()) / total >= 0.6)


def fit(choices: list[Choice]) -> dict[str, float]:
    """Return the weights that make the right answers likeliest (Adam on the penalised log-likelihood)."""
    usable = [choice for choice in choices if choice.candidates and (choice.none or any(choice.right))]
    counts = Counter(feature for choice in usable for c in choice.candidates for feature in set(c))
    names = [name for name, count in counts.items() if count >= RARE]
    index = {name: at for at, name in enumerate(names)}
    flat = [(group, c, right) for group, choice in enumerate(usable) for c, right in zip(*choice[1:3], strict=True)]
    pairs = [(row, index[f]) for row, (_, c, _) in enumerate(flat) for f in c if f in index]
    rows, columns = (np.array(side) for side in zip(*pairs, strict=True))
    group = np.array([g for g, _, _ in flat])
    right = np.array([float(r) for _, _, r in flat])
    none = np.array([float(choice.none) for choice in usable])
    weight, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        likely = np.exp(np.clip(np.bincount(rows, weight[columns], minlength=len(flat)), -30, 30))
        total = 1 + np.bincount(group, likely, minlength=len(usable))
        good = none + np.bincount(group, likely * right, minlength=len(usable))
        slope = likely * right / good[group] - likely / total[group]
        gradient = np.bincount(columns, slope[rows], minlength=len(names)) - PENALTY * weight
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weight += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    fitted = dict(zip(names, weight.tolist(), strict=True))
    return fitted | {name: fitted.get(name, 0.0) + start for name, start in PRIOR.items()}


def is_right(choice: Choice, weights: dict[str, float]) -> bool:
    """Whether the highest score, or none above 0, is the annotated answer."""
    scores = [sum(weights.get(feature, 0.0) for feature in c) for c in choice.candidates]
    best = max(scores, default=0.0)
    return choice.right[scores.index(best)] if best > 0 else choice.none


if __name__ == "__main__":
    main()
