# `make` alone lists what there is. Needs GNU make and a POSIX shell; README.md says how to do without.

VENV ?= .venv
PORT ?= 8501
ADDRESS ?= 127.0.0.1
RUN_PYTHON = $(VENV)/bin/python
export VENV PORT ADDRESS PYTHON BROWSER_PATH PYTEST_ARGS

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test build refresh check clean environment everything port database

help: ## this list
	@echo "Mine-action funding dashboard"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) \
		| while IFS='|' read -r name text; do printf '%-15s%s\n' "$$name" "$$text"; done
	@echo "Settings: PORT=$(PORT)  ADDRESS=$(ADDRESS)  VENV=$(VENV)"
	@echo "          PYTHON=(a Python 3.11 to 3.14)  BROWSER_PATH=(a Chromium)"
	@echo "For example: make run PORT=8502"

run: environment port database ## install what is missing, build the database if needed, serve the pages
	@echo "Serving on http://$(subst 127.0.0.1,localhost,$(ADDRESS)):$(PORT)"
	@exec $(RUN_PYTHON) -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) \
		--server.headless true --server.showEmailPrompt false --logger.hideWelcomeMessage true

test: everything ## format, lint, types, database, tests; one failing step stops none of the others
	@sh tools/checks.sh

build: environment ## build the database, whether or not anything changed
	@$(RUN_PYTHON) -m etl build

refresh: environment database ## ask the publishers for new figures; chart what passes (docs/refresh.md)
	@$(RUN_PYTHON) -m etl refresh

check: environment ## check the source files without building
	@$(RUN_PYTHON) -m etl check

clean: ## remove the built database, caches and test results; keep .venv and fetched editions
	@rm -rf data/build test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	@echo "Removed the built database, caches and test results."

environment:
	@sh tools/setup.sh run

everything:
	@sh tools/setup.sh dev

port:
	@$(RUN_PYTHON) tools/port_is_free.py "$(PORT)" "$(ADDRESS)"

database:
	@$(RUN_PYTHON) -m etl build --if-needed
