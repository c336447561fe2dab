# Needs only Python >= 3.11, Node >= 20, make and git. Every target sets up what it uses.
PYTHON ?= python3
VENV := .venv
AWS_VENV := .venv-aws
GATES_VENV := .venv-gates
LAMBDA_VENV := .venv-lambda
# What the wheel of budget-check is built with and asks for, as files: a test installs it from them
# into an environment that has nothing else, without the network.
WHEELS := .wheels
STAGE ?= dev
# Each worker has an embedded AWS of its own, and waits for it about half of its time. Which tests
# stay together and which come first: tests/distribution.py.
WORKERS ?= 3
# A stage without settings of its own is packaged with the example's; it cannot be deployed.
SETTINGS = $(or $(wildcard deploy/$(STAGE).env),deploy/example.env)
# IAM's own list of actions for the gates, and a second evaluator for tests and bench: its own lock.
PEER := tools/peer
PAGE := playground/page/dist/index.html
PIP_FLAGS := --quiet --require-hashes --only-binary :all: --disable-pip-version-check

# Who links an environment of another checkout would empty it for everybody: `venv --clear` and
# `npm ci` follow the link.
OURS = @test ! -L $(@D) || { echo "$(@D) is a symbolic link to an environment that others may use: remove the link, then set up again."; exit 1; }

.PHONY: help setup demo test check package deploy remove gates site bench screenshots cdk lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

setup: $(VENV)/.done $(AWS_VENV)/.done $(LAMBDA_VENV)/.done $(WHEELS)/.done node_modules/.done $(PEER)/node_modules/.done $(PAGE) ## everything that the other targets need
	@$(VENV)/bin/python -m tools.browser --install

# A new environment from scratch each time a lock changes: an old one could hide a missing line.
$(VENV)/.done: requirements/dev.txt
	$(OURS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "budget-check needs Python 3.11 or newer: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/dev.txt
	@touch $@

$(AWS_VENV)/.done: requirements/playground.txt
	$(OURS)
	$(PYTHON) -m venv --clear $(AWS_VENV)
	$(AWS_VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/playground.txt
	@touch $@

$(GATES_VENV)/.done: requirements/gates.txt
	$(OURS)
	$(PYTHON) -m venv --clear $(GATES_VENV)
	$(GATES_VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/gates.txt
	@touch $@

$(WHEELS)/.done: requirements/cli.txt requirements/mcp.txt requirements/build.txt $(VENV)/.done
	$(OURS)
	rm -rf $(WHEELS)
	$(VENV)/bin/python -m pip download $(PIP_FLAGS) --dest $(WHEELS) -r requirements/cli.txt -r requirements/mcp.txt -r requirements/build.txt
	@touch $@

# Lambda's own Python. A laptop may do without: then the folder stays empty and the tests of the
# artefact run on the ordinary Python. CI must have it.
$(LAMBDA_VENV)/.done: requirements/lambda.txt $(VENV)/.done
	$(OURS)
	rm -rf $(LAMBDA_VENV) && mkdir $(LAMBDA_VENV)
	@if python313=$$($(VENV)/bin/python -m tools.python313); then \
	  "$$python313" -m venv --clear $(LAMBDA_VENV) && \
	  $(LAMBDA_VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements/lambda.txt; \
	else test "$(CI)" != true; fi
	@touch $@

node_modules/.done: package-lock.json
	$(OURS)
	npm ci --silent --no-audit --no-fund
	@touch $@

$(PEER)/node_modules/.done: $(PEER)/package-lock.json
	$(OURS)
	npm ci --prefix $(PEER) --silent --no-audit --no-fund
	@touch $@

# The page of the playground, bundled: a second or two, without the network.
$(PAGE): node_modules/.done package.json $(shell find playground/page/web -type f)
	npm run --silent page

demo: $(VENV)/.done $(AWS_VENV)/.done $(PAGE) ## check, mend and log against an embedded AWS and a local Slack (ARGS=--open opens the page, ARGS=--once stops after printing)
	$(VENV)/bin/python -m playground.demo $(ARGS)

test: setup ## all tests (ARGS=... goes to pytest)
	$(VENV)/bin/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

check: setup gates site ## ruff, mypy strict, import rules, dependency lock, the gates over the template, the links of the pages
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m tools.locks

package: $(VENV)/.done node_modules/.done ## dist/app.zip and the CloudFormation templates (STAGE=dev)
	@test -f deploy/$(STAGE).env || echo "deploy/$(STAGE).env is missing: packaging with deploy/example.env."
	npx --no-install serverless package --stage $(STAGE) --param settings=$(SETTINGS)
	@cp .serverless/cloudformation-template-*.json dist/

deploy: $(VENV)/.done node_modules/.done ## deploy a stage with your AWS credentials: make deploy STAGE=prod
	@test -f deploy/$(STAGE).env || { echo "deploy/$(STAGE).env is missing: copy deploy/example.env to it and fill it in."; exit 1; }
	npx --no-install serverless deploy --stage $(STAGE)

remove: $(VENV)/.done node_modules/.done ## take a stage away again; its tables stay
	@test -f deploy/$(STAGE).env || { echo "deploy/$(STAGE).env is missing: it names the Region and settings of what is to be removed."; exit 1; }
	npx --no-install serverless remove --stage $(STAGE)

gates: $(VENV)/.done $(GATES_VENV)/.done node_modules/.done $(PEER)/node_modules/.done ## the templates as AWS will judge them: linters, models of its calls, IAM's own data
	$(VENV)/bin/python -m tools.gates

site: $(VENV)/.done $(GATES_VENV)/.done ## the documentation as a site in site/; a link that leads nowhere fails it
	$(VENV)/bin/python -m tools.site

bench: setup ## measure the check, the evaluator and the answer against their goals
	$(VENV)/bin/python -m tools.bench $(ARGS)

screenshots: setup ## draw docs/pictures anew, from the playground in a real browser
	$(VENV)/bin/python -m tools.screenshots

cdk: ## synthesise tests/core/iac/cdk anew with the CDK of tools/cdk (needs the npm registry)
	$(PYTHON) -m tools.cdk_templates

lock: ## write requirements/*.txt anew from pyproject.toml (ARGS=--upgrade: each at its newest)
	$(VENV)/bin/python -m tools.locks --write $(ARGS)

clean: ## remove what the targets made
	rm -rf $(VENV) $(AWS_VENV) $(GATES_VENV) $(LAMBDA_VENV) $(WHEELS) node_modules $(PEER)/node_modules dist site playground/page/dist .serverless .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
