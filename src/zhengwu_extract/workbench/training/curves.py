"""The curves of a training run as a picture: the loss of each stage over its steps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .loop import Progress

WIDTH, HEIGHT, MARGIN = 640, 200, 44


def draw(done: Sequence[Progress], path: Path) -> None:
    """Write an SVG with one panel for each stage."""
    panels = [_panel(progress, number * HEIGHT) for number, progress in enumerate(done) if progress.curve]
    body = "\n".join(panels)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT * len(done)}" '
        f'font-family="sans-serif" font-size="11">\n{body}\n</svg>\n',
        "utf-8",
    )


def _panel(progress: Progress, top: int) -> str:
    steps, losses = zip(*progress.curve, strict=True)
    low, high = min(losses), max(losses)
    across = (WIDTH - 2 * MARGIN) / max(1, steps[-1])
    down = (HEIGHT - 2 * MARGIN) / max(1e-9, high - low)
    points = " ".join(
        f"{MARGIN + step * across:.1f},{top + MARGIN + (high - loss) * down:.1f}" for step, loss in progress.curve
    )
    bottom = top + HEIGHT - MARGIN
    return (
        f'<text x="{MARGIN}" y="{top + MARGIN - 12}">{progress.stage}: loss by step</text>\n'
        f'<text x="4" y="{top + MARGIN + 4}">{high:.2f}</text><text x="4" y="{bottom + 4}">{low:.2f}</text>\n'
        f'<text x="{WIDTH - MARGIN}" y="{bottom + 16}" text-anchor="end">{steps[-1]}</text>\n'
        f'<path d="M{MARGIN} {top + MARGIN}V{bottom}H{WIDTH - MARGIN}" fill="none" stroke="#999"/>\n'
        f'<polyline points="{points}" fill="none" stroke="#2255aa" stroke-width="1.5"/>'
    )
