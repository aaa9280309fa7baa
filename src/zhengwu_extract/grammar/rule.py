"""A rule is a row: name, pattern, make, yes-examples, no-examples; each example is a test of its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a grammar.

    `pattern` is matched on the folded view; `make` turns a match (and whatever context the grammar hands it) into
    a value, or None to refuse. `yes` examples are in inline notation (``{15家|15 家}便民市场``), the note being what
    ``describe`` prints of the value; `no` examples are plain text in which this rule must find nothing.
    """

    name: str
    pattern: str
    make: Callable[..., Any]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    where: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        frame = sys._getframe(2)
        object.__setattr__(self, "where", f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")

    @property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled pattern; compiled when asked for, as the grammars join their patterns into few."""
        return _compiled(self.pattern)
