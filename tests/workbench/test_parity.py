"""Our figures against those of the script that defines the scoring, to the last digit, on predictions that err.

`scorer_figures.json` holds what that script printed; ``python tests/workbench/test_parity.py SCRIPT`` asks it anew.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

FIGURES = Path(__file__).with_name("scorer_figures.json")
RUNGS = ("mention", "value", "tuple", "strict")


@pytest.mark.parametrize("seed", json.loads(FIGURES.read_text("utf-8")) if FIGURES.is_file() else [])
def test_our_figures_are_those_of_the_script(seed: str) -> None:
    assert ours(int(seed)) == json.loads(FIGURES.read_text("utf-8"))[seed]


def test_the_figures_are_those_of_many_predictions() -> None:
    figures = json.loads(FIGURES.read_text("utf-8"))
    assert len(figures) >= 40
    assert len({str(rows["tuple"]) for rows in figures.values()}) > 20


def ours(seed: int) -> dict[str, Any]:
    """Return our figures for one collection."""
    from perturbed import collection

    from zhengwu_extract.workbench.compare import compare_all
    from zhengwu_extract.workbench.match import FIELDS
    from zhengwu_extract.workbench.ratios import ratio, total

    gold, predicted = collection(seed)
    counts = total(list(compare_all(gold, {doc.id: [r for name, r in predicted if name == doc.id] for doc in gold})))
    rows: dict[str, Any] = {rung: list(ratio(counts, rung)) for rung in RUNGS}
    return rows | {f"right {field}": counts[f"right {field}"] / counts["mention"] for field in FIELDS}


def theirs(seed: int, script: Path) -> dict[str, Any]:
    """Return the script's figures for the same collection."""
    from perturbed import collection

    from zhengwu_extract.workbench.match import FIELDS

    gold, predicted = collection(seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for doc in gold:
            (folder / f"{doc.id}.json").write_text(doc.to_json(), "utf-8")
        lines = [json.dumps({"doc_id": name} | record.model_dump(mode="json")) for name, record in predicted]
        (folder / "predicted").write_text("\n".join(lines), "utf-8")
        command = [
            sys.executable,
            str(script),
            str(folder),
            "--pred",
            f"{folder}/predicted",
            "--json",
            f"{folder}/figures",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        figures = json.loads((folder / "figures").read_text("utf-8"))
    rows: dict[str, Any] = {rung: [figures[rung][name] for name in ("p", "r", "f1")] for rung in RUNGS}
    return rows | {f"right {field}": figures[f"acc_{field}"] for field in FIELDS}


if __name__ == "__main__":
    from perturbed import SEEDS

    asked = {str(seed): theirs(seed, Path(sys.argv[1])) for seed in SEEDS}
    FIGURES.write_text(json.dumps(asked, indent=1) + "\n", "utf-8")
