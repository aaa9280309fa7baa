"""What each part of the training gives: python benchmarks/variants.py TEXT... --gold FILE --passages FILE --out FOLDER

Every variant is trained by the same shortened recipe, with one thing left out or another size, on every EIGHTH
paragraph of the raw texts; then it is joined with the rules and scored on documents that none of them saw. The
figures compare variants; the model that ships learned longer. A folder that is there already is only scored.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ablation import Row, always, score
from report import ROOT, table, write_section

from zhengwu_extract.tagger.pack import MANIFEST
from zhengwu_extract.workbench.gold import read_gold
from zhengwu_extract.workbench.training import texts
from zhengwu_extract.workbench.training.loop import Progress
from zhengwu_extract.workbench.training.recipe import PRESETS, Recipe
from zhengwu_extract.workbench.training.train import train

EIGHTH = 8
SHORT = replace(
    PRESETS["full"], name="short", pretrain_steps=300, silver_steps=800, silver_quantities=60_000, gold_rounds=2,
    taught_steps=0, exchanged=0.0, gold_runs=1,
)  # fmt: skip
OWN = ROOT / "annotations" / "gold"


@dataclass(frozen=True, slots=True)
class Variant:
    """A recipe, and the annotated sources it learns from: own corpus, passages, gold."""

    recipe: Recipe = SHORT
    own: bool = True
    passages: bool = True
    gold: bool = True


VARIANTS = {
    "all": Variant(),
    "without pre-training": Variant(replace(SHORT, pretrain_steps=0)),
    "without silver": Variant(replace(SHORT, silver_steps=0)),
    "without either": Variant(replace(SHORT, pretrain_steps=0, silver_steps=0)),
    "without the own corpus": Variant(own=False),
    "without the passages": Variant(passages=False),
    "without the gold articles": Variant(gold=False),
    "own corpus alone": Variant(passages=False, gold=False),
    "with names exchanged": Variant(replace(SHORT, exchanged=0.5)),
    "2 × 128": Variant(replace(SHORT, layers=2, hidden=128)),
    "4 × 256": Variant(replace(SHORT, layers=4, hidden=256)),
}


def main() -> None:
    """Train every variant that is not there yet, score all, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT")
    parser.add_argument("--gold", type=Path, required=True, help="annotated articles to learn from")
    parser.add_argument("--passages", type=Path, required=True, help="annotated passages to learn from")
    parser.add_argument("--held-out", nargs="+", type=Path, required=True, help="annotated documents to join on")
    parser.add_argument("--measure", nargs="+", type=Path, required=True, help="annotated documents to score on")
    parser.add_argument("--out", type=Path, required=True, help="where the models go, a folder for each variant")
    parser.add_argument("--score-only", action="store_true", help="train nothing; score what is there")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    raw = sample(options.texts, options.out / "sample.txt")
    rows: list[tuple[Row, Row]] = []
    for name, variant in VARIANTS.items():
        folder = options.out / name.replace(" ", "-")
        if not (folder / MANIFEST).exists():
            if options.score_only:
                continue
            learn(variant, folder, raw, options.gold, options.passages, options.held_out)
        rows += scored(name, folder, options.measure)
        write_section("variants", "What each part of the training gives", [NOTE, table(HEADER, map(cells, rows))])


NOTE = (
    f"Trained by one shortened recipe ({SHORT.pretrain_steps} steps of pre-training, {SHORT.silver_steps} of silver, "
    f"{SHORT.gold_rounds} rounds of gold, no pupil) on an eighth of the raw text, then joined with the rules. "
    "The word vectors that every variant starts from are made of that raw text too."
)
HEADER = ["variant", "measured on", "tagger alone", "metric", "program", "role", "joined", "95 %", "× jieba.lcut"]


def sample(sources: Sequence[Path], path: Path) -> Path:
    """Write every eighth paragraph of the sources to `path`, unless it is there."""
    if not path.exists():
        lines = [line for number, line in enumerate(texts.paragraphs(sources)) if number // 25 % EIGHTH == 0]
        path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def learn(variant: Variant, folder: Path, raw: Path, gold: Path, passages: Path, held_out: Sequence[Path]) -> None:
    """Train one variant into `folder`."""
    learned = [path for path, kept in ((OWN / "train.jsonl", variant.own), (passages, variant.passages)) if kept]
    train(learned, folder, [raw], held_out, variant.recipe, None, 0, tell, [gold] if variant.gold else [])


def tell(progress: Progress) -> None:
    """Print how far a stage is."""
    if progress.step % 200 == 0 or progress.step == progress.steps:
        print(f"{progress.stage} {progress.step}/{progress.steps} loss {progress.loss:.3f}", file=sys.stderr)


def scored(name: str, folder: Path, measured: Sequence[Path]) -> Iterator[tuple[Row, Row]]:
    """Yield how a variant does alone and joined with the rules, for each set of documents."""
    with tempfile.TemporaryDirectory() as scratch:
        alone = always(folder, Path(scratch) / "alone")
        for path in measured:
            documents = read_gold(path)
            yield score(path.name, name, str(alone), documents), score(path.name, name, str(folder), documents)


def cells(pair: tuple[Row, Row]) -> list[str]:
    """Return a row of the table: tuple F1 and fields of the tagger alone, tuple F1 of both together."""
    alone, joined = pair
    fields = [f"{alone.figures.fields[field]:.3f}" for field in ("metric", "program", "role")]
    first, both = alone.figures.ladder["tuple"], joined.figures.ladder["tuple"]
    interval = f"{both.low:.3f}-{both.high:.3f}"
    return [joined.name, joined.gold, f"{first.f1:.3f}", *fields, f"{both.f1:.3f}", interval, f"{joined.speed:.2f}"]


if __name__ == "__main__":
    main()
