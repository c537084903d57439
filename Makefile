# Every target prepares what it needs; the first run of any of them makes .venv from the lock.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3
BIN := .venv/bin
# uv installs the lock. It asks the index that pip is set up to ask, and trusts the system's certificates,
# so that a company's mirror works here as it does for pip. Like pip it compiles what it installs: a sandbox may not, and
# some machines are told not to, and then every start of Python compiles pandas and all the rest again.
UV := UV_SYSTEM_CERTS=1 UV_NO_PROGRESS=1 UV_COMPILE_BYTECODE=1 $${PIP_INDEX_URL:+UV_DEFAULT_INDEX=$$PIP_INDEX_URL} $(BIN)/uv
INSTALL := env $(UV) pip install --quiet --python $(BIN)/python
NBVAL := $(BIN)/python -m pytest --nbval --numprocesses=auto --dist=loadfile -p no:cacheprovider --override-ini=filterwarnings=
NOTEBOOKS = $(wildcard book/cases/*.ipynb exercises/*/solution.ipynb)

.PHONY: help
help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## ---- set-up

.venv/uv: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 site" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.txt)"
	@touch $@

.venv/site: .venv/uv requirements.txt constraints.txt pyproject.toml
	@echo "Installing the lock into .venv"
	@$(INSTALL) -r requirements.txt -c constraints.txt
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev: .venv/site requirements-dev.txt
	@echo "Installing the test tools into .venv"
	@$(INSTALL) -r requirements-dev.txt -c constraints.txt
	@touch $@

.PHONY: lock check-lock
lock: .venv/uv ## Rewrites constraints.txt from the requirements
	@env $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" \
	  requirements-dev.txt --output-file constraints.txt

check-lock: .venv/uv ## Fails if constraints.txt is not what the requirements say
	@cp constraints.txt .venv/constraints.txt
	@env $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" \
	  requirements-dev.txt --output-file .venv/constraints.txt
	@diff constraints.txt .venv/constraints.txt || { echo "constraints.txt is stale: run make lock" >&2; exit 1; }

## ---- the book

.PHONY: site offline pdf sphinx links notebooks lab serve clean
site: .venv/site ## Builds the site, warnings as errors, and says where to open it
	@$(BIN)/jupyter-book build . -W --keep-going --quiet
	@echo "The site is built. Open $(CURDIR)/_build/html/book/index.html, or run: make serve"

offline: site ## Packs the site into a zip that opens by double click
	@$(BIN)/python -m casekit.site.offline

pdf: .venv/dev site ## Prints the whole book as one PDF
	@CHROMIUM="$$(.ci/browser)" $(BIN)/python -m casekit.site.pdf

sphinx: .venv/site ## Builds the same content with plain Sphinx: the way out of Jupyter Book stays open
	@$(BIN)/jupyter-book config sphinx . > /dev/null
	@$(BIN)/sphinx-build -q -W --keep-going -b html . _build/sphinx; status=$$?; rm -f conf.py; exit $$status
	@echo "Plain Sphinx builds the book into _build/sphinx"

links: .venv/site ## Asks every link to another site whether it still leads somewhere (needs the network)
	@$(BIN)/jupyter-book config sphinx . > /dev/null
	@$(BIN)/sphinx-build -q -b linkcheck . _build/links; status=$$?; rm -f conf.py; exit $$status

notebooks: .venv/site ## Runs every chapter and solution, stores outputs and numbers; makes learners' copies and reference pages
	@$(BIN)/python -m casekit.book
	@$(BIN)/casekit release --out exercises
	@$(BIN)/python -m casekit.reference
	@$(BIN)/python -m casekit.practice

lab: .venv/site ## Opens JupyterLab on the chapters
	@$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/book/cases

serve: site ## Serves the site on localhost
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $${PORT:-8000}

clean: ## Removes what was built (and .venv)
	@rm -rf _build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: reading
reading: .venv/dev ## Prints how long and how easy each page is to read
	@$(BIN)/python -m casekit.reading

.PHONY: bench
bench: .venv/dev ## Measures the models beside the field's own packages (see benchmarks/README.md)
	@$(BIN)/python benchmarks/models.py

## ---- the tests

.PHONY: test lint types units grading-tests goldens attacks nbval drift browser site-tests
test: lint types units grading-tests nbval drift sphinx site-tests ## Runs everything that CI runs
	@echo "All tests passed."

lint: .venv/dev ## Style of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/dev ## Types of the code
	@$(BIN)/mypy

units: .venv/dev ## Unit tests and doctests
	@$(BIN)/python -m pytest --numprocesses=auto --doctest-modules casekit tests \
	  --ignore=tests/site --ignore=tests/grading --ignore=tests/hostile

grading-tests: .venv/dev ## The sandbox, the gradebook, and the attacks on them
	@.ci/sandbox > /dev/null
	@POSTGRES_BIN="$$(.ci/postgres)" $(BIN)/python -m pytest --numprocesses=auto --dist=loadfile tests/grading tests/hostile

goldens: .venv/dev ## Writes the golden trees of the release tests anew
	@UPDATE_GOLDENS=1 $(BIN)/python -m pytest -q tests/exercise/test_goldens.py

attacks: .venv/dev ## Runs every attack on the grader, and writes the page of their results anew
	@.ci/sandbox > /dev/null
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --record tests/hostile
	@$(BIN)/python -m casekit.reference

nbval: .venv/dev ## Runs every chapter and solution: do the stored outputs still hold?
	@$(NBVAL) $(NOTEBOOKS)

drift: .venv/dev check-lock ## Is everything generated what its source gives?
	@$(BIN)/python -m casekit.book --check
	@$(BIN)/python datasets/generate.py --check
	@$(BIN)/python -m casekit.reference --check
	@$(BIN)/python -m casekit.practice --check

browser: ## Finds or installs Chromium, and Firefox for the tests
	@.ci/browser
	@.ci/firefox

# A module stays together in one process, so that the book is printed once, and Firefox and JupyterLab start once.
site-tests: .venv/dev browser site ## The built site, in a real browser
	@CHROMIUM="$$(.ci/browser)" FIREFOX="$$(.ci/firefox)" \
	  $(BIN)/python -m pytest --numprocesses=auto --dist=loadscope --no-loadscope-reorder tests/site
