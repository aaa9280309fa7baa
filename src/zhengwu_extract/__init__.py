"""Quantities in Chinese government news as structured, traceable records.

>>> from zhengwu_extract import extract
>>> record, = extract("今年建成15家便民市场。", published="2022-08-11")
>>> record.value.text, record.unit, record.metric.text
('15家', '家', '建成便民市场')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .document import Document
    from .options import Options
    from .pipeline import Pipeline, extract
    from .record import Record
    from .table import to_dataframe, to_duckdb, to_polars

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Options",
    "Pipeline",
    "Record",
    "__version__",
    "extract",
    "to_dataframe",
    "to_duckdb",
    "to_polars",
]

_HOMES = {
    "Document": "document",
    "Options": "options",
    "Pipeline": "pipeline",
    "Record": "record",
    "extract": "pipeline",
    "to_dataframe": "table",
    "to_duckdb": "table",
    "to_polars": "table",
}


def __getattr__(name: str) -> Any:
    # Names are fetched on first use, so that importing the package, as every command does, costs milliseconds.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
