"""The workbench, off the runtime path: annotations, their checks, evaluation and interchange."""

from __future__ import annotations


class WorkbenchError(ValueError):
    """Annotations or records that cannot be used; the message says which file and document, and what to do."""
