# Everything a developer or user types. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Not quiet: what is downloaded, and how far it is, stays visible.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt
# A package index with CPU-only builds of torch, for those who have one; otherwise the ordinary build is used.
LIFEPATH_TORCH_INDEX ?=
# Processes that share the tests; each starts what its tests need, see tests/README.md.
WORKERS ?= 3
ALL_TESTS := $(BIN)/python -m pytest -n $(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help run page test test-page test-neo4j-current check format bench eval clean

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

# The page: built where Node is, and only when its sources changed; without it the API runs all the same.
PAGE := api/built/index.html
PAGE_SOURCES := $(shell find web -name node_modules -prune -o -type f ! -name '*.generated.ts' -print)
NODE := $(shell node -p '+(process.versions.node.split(".")[0] >= 20)' 2>/dev/null)

page: $(PAGE) ## Build the page (needs Node 20 or later; skipped when nothing changed)

ifeq ($(NODE),1)
web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@echo "== Installing what the page is built with (once)"
	cd web && npm ci --no-fund --no-audit
	@touch $@

$(PAGE): $(PAGE_SOURCES) api/schema.graphql web/node_modules/.package-lock.json
	@echo "== Building the page"
	cd web && npm run --silent build
	@touch $@

test-page: web/node_modules/.package-lock.json ## The unit tests of the page
	cd web && npm run --silent test
else
$(PAGE):
	@echo "== The page is not built: that needs Node 20 or later, which is not here. The API runs all the same"

test-page:
	@echo "== The page is not tested: that needs Node 20 or later, which is not here"
endif

# One process does it all, so that the store starts once; what is done already is skipped.
run: $(VENV)/.run ## Install, build the page, prepare the model, load the shipped data, serve on http://127.0.0.1:8000
	@$(MAKE) --no-print-directory page || echo "== The page could not be built, see above. The API runs all the same"
	@exec $(BIN)/lifepath serve --prepare

test: $(VENV)/.dev page test-page ## Install what the tests need and run them all
	$(ALL_TESTS)

test-neo4j-current: $(VENV)/.dev ## The store tests on the current Neo4j (needs a JDK 21 or later)
	LIFEPATH_TEST_NEO4J_VERSION=2026.08.1 $(BIN)/python -m pytest -m server

check: $(VENV)/.dev ## Format, lint, types, import rules, tests, schema snapshot
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(ALL_TESTS)

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure; results go to bench/results/
	$(BIN)/python -m bench

# REFERENCE names the folder of the public sets; without it only what needs none of them is measured.
eval: $(VENV)/.dev ## Measure quality: every set and target with intervals (REFERENCE=folder of the public sets)
	$(BIN)/python -m bench.evaluation $(if $(REFERENCE),--reference "$(REFERENCE)")

clean: ## Remove the virtual environment
	rm -rf $(VENV)
