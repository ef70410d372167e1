# Everything runs in .venv/, which the targets make by themselves. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
CONSTRAINTS := constraints.txt

# The lock file was made with Python 3.11; any newer one works too. `make PYTHON=/path/to/python3.12 …` chooses another.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check --require-virtualenv
INSTALL := $(PIP) install --quiet --no-compile --constraint $(CONSTRAINTS)
# pip would compile one module after the other; this takes all cores, and leaves out the packages' own tests, which no command imports.
# The program's own modules too: an editable installation compiles none, and where the environment keeps Python from leaving compiled modules
# behind (PYTHONDONTWRITEBYTECODE) every command would compile hundreds of them again.
# A module that cannot be compiled is no fault of the installation: pip passes over it too, and so does this.
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib planner || true
# An older pip holds each file of an index against every tag of this Python: half of the whole installation.
QUICK_PIP := 'pip>=23.3,<27'

.PHONY: help demo test check lint style format bench docs lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---------------------------------------------------------------------------------------------------- environment

$(BIN)/python:
	@if ! $(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		echo "planner needs Python 3.11 or newer; $(or $(PYTHON),none on the PATH) $(if $(PYTHON),is not,is one) (python3 here: $$(python3 --version 2>&1))."; \
		echo "Install it (Debian 12 and later: apt-get install python3 python3-venv) or name one: make PYTHON=/path/to/python3.11 demo"; \
		exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "$(PYTHON) cannot make virtual environments: its venv or ensurepip module is missing."; \
		echo "Install it (Debian: apt-get install python3-venv) and run make again."; \
		exit 1; fi
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
	@$(PIP) install --quiet --no-compile $(QUICK_PIP) || echo "Going on with $$($(PIP) --version), which takes longer."

# The program and what it needs to run.
$(VENV)/installed: $(BIN)/python pyproject.toml $(CONSTRAINTS)
	@echo "Installing planner into $(VENV) (versions from $(CONSTRAINTS)) …"
	@$(INSTALL) --editable '.[letters]'
	@$(COMPILE)
	@touch $@

# … and what the checks need besides.
$(VENV)/installed-dev: $(BIN)/python pyproject.toml $(CONSTRAINTS)
	@echo "Installing planner and its development tools into $(VENV) (versions from $(CONSTRAINTS)) …"
	@$(INSTALL) --editable '.[letters,cluster,dev]'
	@$(COMPILE)
	@touch $(VENV)/installed $@

$(VENV)/installed-docs: $(VENV)/installed
	@echo "Installing the documentation tools into $(VENV) (versions from $(CONSTRAINTS)) …"
	@$(INSTALL) --editable '.[letters,docs]'
	@$(COMPILE)
	@touch $@

# ----------------------------------------------------------------------------------------------------------- demo

demo: $(VENV)/installed ## make the plan of the example workbook, in English and Chinese, in demo/
	@if [ -d demo ]; then rm -rf demo-before; mv demo demo-before; echo "What was in demo/ is in demo-before/ now."; fi; mkdir demo
	@$(BIN)/planner template demo/plan.xlsx --example
	@$(BIN)/planner plan demo/plan.xlsx -o demo/plan-made.xlsx
	@$(BIN)/planner template demo/规划.xlsx --example --lang zh
	@$(BIN)/planner plan demo/规划.xlsx -o demo/规划-已编制.xlsx --lang zh
	@echo
	@echo "The planning workbook:  demo/plan.xlsx        规划工作簿：demo/规划.xlsx"
	@echo "The plan made from it:  demo/plan-made.xlsx   编制的计划：demo/规划-已编制.xlsx"
	@echo "Change a number in either and plan again:  $(BIN)/planner plan demo/plan.xlsx"

# --------------------------------------------------------------------------------------------------------- checks

lint: style ## format, lint, types, import contracts (no tests)
	$(BIN)/mypy

style: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo

# `make check` measures coverage with branches, of child processes too; the floor for the whole package is `fail_under` in pyproject.toml.
# Compiled modules are kept, also where the environment says otherwise: the programs that tests start would compile the package each time.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS)
COVERAGE := --cov --cov-report=term

check: lint ## lint, then all tests but those that start LibreOffice or take long
	$(PYTEST) $(COVERAGE) -m 'not libreoffice and not slow'

# In a fresh checkout mypy takes a minute of one core, so it runs beside the tests; what it says stands below them.
test: style ## lint, then all tests; LibreOffice tests where soffice is installed
	@echo "$(BIN)/mypy (beside the tests)"
	@$(BIN)/mypy >$(VENV)/mypy.txt 2>&1 & types=$$!; \
	echo "$(PYTEST)"; $(PYTEST); tests=$$?; \
	wait $$types; types=$$?; cat $(VENV)/mypy.txt; [ $$tests -eq 0 ] && [ $$types -eq 0 ]

format: $(VENV)/installed-dev ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed-dev ## measure speed and memory; ONLY="scenarios plan" measures these parts
	$(BIN)/python -m tests.bench $(ONLY)

docs: $(VENV)/installed-docs ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# ------------------------------------------------------------------------------------------------------- the rest

lock: ## write constraints.txt anew: the newest versions that pyproject.toml allows
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet '.[letters,parquet,cluster,dev,docs]'
	{ sed -n '/^#/p' $(CONSTRAINTS); build/lock/bin/python -m pip freeze --exclude planner | sort -f; } > build/constraints.txt
	mv build/constraints.txt $(CONSTRAINTS) && rm -rf build/lock

clean: ## remove what make made, .venv included
	rm -rf $(VENV) demo demo-before site build dist .coverage .coverage.* coverage.xml htmlcov \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find planner tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
