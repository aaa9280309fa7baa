"""What importing the package costs and gives."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import zhengwu_extract

HEAVY = {"torch", "spacy", "transformers", "trafilatura", "pyarrow", "duckdb", "pandas", "polars", "jieba"}


def in_new_process(statement: str) -> tuple[float, set[str]]:
    """Return the processor seconds and loaded modules of a statement in a process of its own."""
    script = (
        f"import json, sys, time\nbegin = time.process_time()\n{statement}\n"
        "print(json.dumps([time.process_time() - begin, sorted(sys.modules)]))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    seconds, modules = json.loads(done.stdout)
    return seconds, set(modules)


def test_importing_is_quick_and_loads_nothing_heavy() -> None:
    seconds, modules = in_new_process("import zhengwu_extract")
    assert not modules & HEAVY
    assert seconds < 0.3


def test_extracting_loads_nothing_heavy() -> None:
    _, modules = in_new_process("from zhengwu_extract import extract; assert extract('建成15家便民市场。')")
    assert not modules & HEAVY


def test_public_names() -> None:
    assert zhengwu_extract.__all__ == [
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
    assert all(getattr(zhengwu_extract, name) is not None for name in zhengwu_extract.__all__)
    assert set(zhengwu_extract.__all__) <= set(dir(zhengwu_extract))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'extrakt'"):
        _ = zhengwu_extract.extrakt
