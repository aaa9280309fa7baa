"""Run every benchmark that can run here: python benchmarks/run.py [--gold DIR...] [--suites DIR] [--texts PATH...].

Speed and memory need nothing but the project; accuracy and suites need the annotated documents and the suites, which
are not part of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"


def main() -> int:
    """Run the scripts one after another; return 1 when one of them does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", type=Path, default=[SHARED / "gold" / "train", SHARED / "gold" / "dev"])
    parser.add_argument("--suites", type=Path, default=SHARED / "suites")
    parser.add_argument("--scorer", type=Path, default=SHARED / "tools" / "score.py")
    parser.add_argument("--texts", nargs="+", type=Path, default=[SHARED / "articles"], help="texts for speed.py")
    options = parser.parse_args()
    texts = [path for path in options.texts if path.exists()]
    gold = [folder for folder in options.gold[-1:] if folder.is_dir()]
    commands: list[list[str | Path]] = [["annotations.py", *gold], ["speed.py", *texts], ["memory.py"]]
    if options.suites.is_dir():
        commands.insert(0, ["suites.py", options.suites])
    else:
        print(f"suites.py left out: {options.suites} is not there; name the suites with --suites", file=sys.stderr)
    if options.scorer.is_file() and all(folder.is_dir() for folder in options.gold):
        commands.insert(0, ["accuracy.py", *options.gold, "--scorer", options.scorer])
        first, last = options.gold[0], options.gold[-1]
        commands.insert(1, ["fit_confidence.py", first, "--check", last, "--scorer", options.scorer])
    else:
        print("accuracy.py left out: name annotated documents and scorer with --gold and --scorer", file=sys.stderr)
    codes = []
    for script, *arguments in commands:
        print(f"\n== {script}", flush=True)
        codes.append(subprocess.run([sys.executable, HERE / script, *arguments], check=False).returncode)
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
