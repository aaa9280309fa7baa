"""The workbench, off the runtime path: annotations, their checks, evaluation and interchange."""

from __future__ import annotations


class WorkbenchError(ValueError):
    """Annotations or records that cannot be used; the message says which file and document, and what to do."""


def missing(what: str, extra: str, error: ImportError) -> WorkbenchError:
    """Return the error for packages that are not installed: what needs them, and the extra that brings them.

    >>> print(missing("a report", "report", ImportError("no jinja2")))
    a report needs more packages: pip install 'zhengwu-extract[report]' (no jinja2)
    """
    return WorkbenchError(f"{what} needs more packages: pip install 'zhengwu-extract[{extra}]' ({error})")
