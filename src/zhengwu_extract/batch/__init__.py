"""Many documents: the run over files, its writers, and its quarantine."""

from .output import FORMATS, Format, Target
from .runner import Summary, run
from .staging import OutputError

__all__ = ["FORMATS", "Format", "OutputError", "Summary", "Target", "run"]
