# Everything a developer or user types. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Not quiet: what is downloaded, and how far it is, stays visible.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt
# A package index with CPU-only builds of torch, for those who have one; otherwise the ordinary build is used.
LIFEPATH_TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-neo4j-current check format bench clean

help: ## Show this list
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "lifepath needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.torch: constraints.txt | $(BIN)/python
	@echo "== Installing the pinned dependencies into $(VENV) (once; a few minutes)"
	$(if $(LIFEPATH_TORCH_INDEX),$(INSTALL) --index-url $(LIFEPATH_TORCH_INDEX) torch)
	@touch $@

$(VENV)/.run: pyproject.toml constraints.txt $(VENV)/.torch
	$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "== Installing what the tests need"
	$(INSTALL) -e '.[dev]'
	@touch $@

# One process does it all, so that the store starts once; what is done already is skipped.
run: $(VENV)/.run ## Install, prepare the model, load the shipped data, serve on http://127.0.0.1:8000
	@exec $(BIN)/lifepath serve --prepare

test: $(VENV)/.dev ## Install what the tests need and run them all
	$(BIN)/python -m pytest

test-neo4j-current: $(VENV)/.dev ## The store tests on the current Neo4j (needs a JDK 21 or later)
	LIFEPATH_TEST_NEO4J_VERSION=2026.08.1 $(BIN)/python -m pytest -m server

check: $(VENV)/.dev ## Format, lint, types, import rules, tests, schema snapshot
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure; results go to bench/results/
	$(BIN)/python -m bench

clean: ## Remove the virtual environment
	rm -rf $(VENV)
