# make demo   sets up an environment, extracts the example corpus and makes a report page of it
# make test   sets up an environment and runs every check
# make docs   writes the pages that follow from the code, and builds the documentation into site/
# make bench  measures speed, memory and scores; writes benchmarks/results.md
PYTHON ?= python3
VENV ?= .venv
READY = $(VENV)/.ready
# What extracting and reporting need, without what the checks need (torch among it).
ENGINE = $(VENV)/.engine
INSTALL = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check lint types tests format docs bench

demo: $(ENGINE)
	$(VENV)/bin/zhengwu extract corpus/ -o out/records.csv
	$(VENV)/bin/zhengwu extract corpus/ -o out/records.jsonl --quiet
	$(VENV)/bin/zhengwu report out/records.jsonl --documents corpus/ -o out/report.html
	$(VENV)/bin/python -c "import duckdb; print(duckdb.sql(\"SELECT value_text, value_number, unit, role, metric_text, date_end FROM 'out/records.csv' LIMIT 12\"))"

test check: lint types tests

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(READY)
	$(VENV)/bin/mypy

tests: $(READY)
	$(VENV)/bin/python -m pytest

format: $(READY)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

docs: $(READY)
	$(VENV)/bin/python docs/generate.py
	$(VENV)/bin/python -m mkdocs build

bench: $(READY)
	$(VENV)/bin/python benchmarks/run.py

$(ENGINE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e '.[report]'
	touch $@

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e '.[dev]'
	touch $@
