# Everything starts here: each target sets up what it needs, in .venv, and says what it does.

HOST ?= 127.0.0.1
PORT ?= 8080
# Further options of `invaller serve`, e.g. make run ARGS="--clock frozen"
ARGS ?=
# How pytest runs: a process per core, and one more since some tests wait for processes of their own;
# set PYTEST_ARGS to run less, e.g. PYTEST_ARGS="-k student"
PYTEST_ARGS ?= -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist worksteal

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH_INSTALLED := $(VENV)/.installed-bench
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# Tests start many processes: without compiled modules each would compile all of them again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run demo test contracts defects check format bundle outcomes bench wheel clean

help:  ## List the targets
	@echo "make <target>   needs Python 3.11 or newer, nothing else by hand"
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r target text; do printf '%-12s %s\n' "$$target" "$$text"; done

setup: $(INSTALLED)  ## Set up .venv (the other targets do it by themselves)

run: $(INSTALLED)  ## Serve all APIs with the demo seed (HOST=127.0.0.1 PORT=8080 ARGS=...)
	@exec $(BIN)/invaller serve --host $(HOST) --port $(PORT) $(ARGS)

demo: $(INSTALLED)  ## Walk the documents' own examples with the reference clients
	@exec $(BIN)/python -m invaller_contracts.demo

test: $(INSTALLED)  ## Run all tests (PYTEST_ARGS=...)
	@echo "==> tests: everything below tests/ and contracts/, a process per core and one more"
	$(BIN)/pytest $(PYTEST_ARGS)

contracts: $(INSTALLED)  ## Run the contract tests against the simulators, then plant every defect
	@echo "==> contracts: the stories of every API against the simulators"
	$(BIN)/pytest contracts $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory defects

defects: $(INSTALLED)  ## Plant the defects of both catalogues, and print what saw each of them
	@echo "==> broken clients: is each seen by its rule, and no healthy one accused?"
	@$(BIN)/python -m invaller_contracts.consumer
	@echo "==> broken providers: is each defect seen by a story?"
	@$(BIN)/python -m invaller_contracts.provider

check: $(INSTALLED)  ## Check format, lint, types and layers
	@echo "==> format"
	$(BIN)/ruff format --check
	@echo "==> lint"
	$(BIN)/ruff check
	@echo "==> types"
	$(BIN)/mypy
	@echo "==> layers"
	$(BIN)/lint-imports

format: $(INSTALLED)  ## Put the sources in order (format, imports, what lint can mend)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bundle: $(INSTALLED)  ## Bundle the specifications that are split over files, for a quick start
	@echo "==> bundle"
	@$(BIN)/python -m invaller.kernel.bundling specs/*/openapi.yaml

outcomes: $(INSTALLED)  ## Note what came of the calls that prove the ledgers (for verify --coverage)
	@echo "==> outcomes: every test that proves a behaviour"
	@$(BIN)/python -m invaller_contracts.consumer.outcomes

bench: $(BENCH_INSTALLED)  ## Measure start, memory and speed, side by side with others
	@exec $(BIN)/python -m bench

wheel: $(INSTALLED)  ## Build the wheel into dist/
	@echo "==> wheel"
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir dist .
	@ls dist

clean:  ## Remove .venv and everything that was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(INSTALLED): pyproject.toml
	@python=$$($(SHELL) .ci/find-python) || exit 1; \
	echo "==> set-up: $$($$python --version) into $(VENV)"; \
	test -x $(BIN)/pip || $$python -m venv $(VENV)
	@echo "==> set-up: installing invaller with its test and check tools (a minute, the first time)"
	@$(PIP) --editable '.[test,check]'
	@touch $@

$(BENCH_INSTALLED): $(INSTALLED)
	@echo "==> set-up: installing what bench compares with"
	@$(PIP) --editable '.[bench]'
	@if command -v npm >/dev/null; then \
		npm install --silent --no-audit --no-fund --prefix $(VENV)/node @stoplight/prism-cli @mockoon/cli; \
	else echo "npm is not here, so that Prism and Mockoon are left out"; fi
	@touch $@
