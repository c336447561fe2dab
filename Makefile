# Needs only Python >= 3.11, Node >= 20, make and git. Every target sets up what it uses.
PYTHON ?= python3
VENV := .venv
AWS_VENV := .venv-aws
PIP_FLAGS := --quiet --require-hashes --only-binary :all: --disable-pip-version-check

.PHONY: help setup demo test check bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

setup: $(VENV)/.done $(AWS_VENV)/.done node_modules/.done ## everything that the other targets need

# A new environment from scratch each time a lock changes: an old one could hide a missing line.
$(VENV)/.done: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "budget-check needs Python 3.11 or newer: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/dev.txt
	@touch $@

$(AWS_VENV)/.done: requirements/playground.txt
	$(PYTHON) -m venv --clear $(AWS_VENV)
	$(AWS_VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/playground.txt
	@touch $@

node_modules/.done: package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

demo: $(VENV)/.done $(AWS_VENV)/.done ## check, mend and log against an embedded AWS and a local Slack (ARGS=--once stops after printing)
	$(VENV)/bin/python -m playground.demo $(ARGS)

test: setup ## all tests (ARGS=... goes to pytest)
	$(VENV)/bin/python -m pytest $(ARGS)

check: setup ## ruff, mypy strict, import rules, dependency lock
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m tools.locks

bench: setup ## measure the check, the evaluator and the answer against their goals
	$(VENV)/bin/python -m tools.bench $(ARGS)

lock: ## write requirements/*.txt anew from pyproject.toml
	$(VENV)/bin/python -m tools.locks --write

clean: ## remove what the targets made
	rm -rf $(VENV) $(AWS_VENV) node_modules dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
