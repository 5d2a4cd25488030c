# Unpinch: `make run` opens the site, `make test` runs the tests, `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The newest release date that the locked dependencies may carry: a week or more before the lock is made.
LOCK_BEFORE := 2026-11-15
PIP := $(BIN)/pip --disable-pip-version-check --quiet
UV_COMPILE = $(BIN)/uv pip compile --quiet --python-version 3.11 --exclude-newer $(LOCK_BEFORE) --no-emit-index-url \
	--generate-hashes --custom-compile-command "make lock" pyproject.toml requirements/build.in

.PHONY: help run install install-dev test check bench fuzz validate format messages lock chromium clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: install ## Set everything up and serve the site on http://127.0.0.1:8000
	@exec $(BIN)/unpinch serve

install: $(VENV)/.installed ## Make the environment and install what the site needs

install-dev: $(VENV)/.installed-dev ## The same, with what tests and checks need

test: install-dev chromium ## Run every test (installs Chromium where it is missing and allowed)
	$(BIN)/pytest -n 2 --dist loadscope

check: install-dev ## Run every check; goes on after a failure and ends red if any failed
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

bench: install-dev ## Measure speed, as ratios to a peer in the same run
	$(BIN)/pytest benchmarks -q -s -p no:xdist

fuzz: install-dev ## Read 100,000 texts that nobody would write, twice: nothing fails, nothing differs (some minutes)
	$(BIN)/python -m benchmarks.fuzz_language

format: install-dev ## Put the code in its usual form
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

validate: install-dev ## Simulate people for the pattern model and the expected course, pool published results again, and write how well it goes
	$(BIN)/python -m benchmarks.validate_patterns
	$(BIN)/python -m benchmarks.validate_pooling
	$(BIN)/python -m benchmarks.validate_course

messages: install-dev ## Collect the sentences that translators work on (needs Debian's gettext)
	cd src/unpinch && $(CURDIR)/$(BIN)/python -m django makemessages --locale es --settings unpinch.server.config.settings

lock: install-dev ## Write requirements/*.txt again from pyproject.toml
	$(PIP) install uv
	$(UV_COMPILE) --output-file requirements/runtime.txt
	$(UV_COMPILE) --extra dev --output-file requirements/dev.txt

chromium:
	@scripts/ensure-chromium

clean: ## Remove the environment and caches (the state folder var/ stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks

$(BIN)/python:
	@PYTHON="$(PYTHON)" scripts/make-environment $(VENV)

$(VENV)/.installed: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Unpinch needs (once; about a minute) ..."
	$(PIP) install --require-hashes --requirement requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	@echo "Installing what the tests need (once; about a minute) ..."
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
