# The one command runner. `make help` lists what there is; each target installs what it needs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(BIN)/regioanalyse
LOCK    = $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
          --quiet --upgrade --custom-compile-command 'make lock'
# Spark in an environment of its own, so that nobody pays for it who does not ask for it
SPARK  := .venv-spark
JAVA   := $(shell command -v java)

# one thread per process: several notebooks run at once on the same cores
export OPENBLAS_NUM_THREADS := 1

.DEFAULT_GOAL := help

.PHONY: help
help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.PHONY: book
book: $(VENV)/.installed  ## example data, every region and sector, HTML; ends with the path of the book
	@$(RUN) build

.PHONY: test
test: $(VENV)/.installed-test $(if $(JAVA),$(SPARK)/.installed)  ## lint, types, unit, spec, notebooks, published figures, book in a browser
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(RUN) build
	@$(BIN)/pytest -n logical --dist loadfile

.PHONY: bench
bench: $(VENV)/.installed-test  ## measure side by side with the plain ways, into docs/benchmarks.md
	@$(RUN) build
	@$(BIN)/python -m benchmarks

.PHONY: lab
lab: $(VENV)/.installed-lab  ## JupyterLab on the notebooks, with the example data made
	@$(RUN) data
	@$(BIN)/jupyter lab --notebook-dir=notebooks

.PHONY: spark
spark: $(SPARK)/.installed  ## Spark in .venv-spark (500 MB; Java 17 or newer is yours to install)
	@echo "$(SPARK)/bin/regioanalyse data --engine spark"

.PHONY: check
check: $(VENV)/.installed  ## what moved: values, published figures, outputs of the notebooks
	@$(RUN) check

.PHONY: accept
accept: $(VENV)/.installed  ## take the present values and outputs as the reference, when a change is explained
	@$(RUN) accept

.PHONY: hooks
hooks: $(VENV)/.installed-test  ## check lint, notebooks, register and parameters before each commit
	@git config core.hooksPath .githooks
	@echo "on: .githooks/pre-commit; off again: git config --unset core.hooksPath"

.PHONY: format
format: $(VENV)/.installed-test  ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: screenshots
screenshots: $(VENV)/.installed-test  ## make the README's picture anew from build/book
	@$(BIN)/python docs/screenshots.py

.PHONY: lock
lock: $(VENV)/.installed-test  ## renew the lock files, with hashes, from pyproject.toml
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --constraint requirements.txt --group test --output-file requirements-test.txt
	@$(LOCK) --constraint requirements.txt --extra lab --output-file requirements-lab.txt
	@$(LOCK) --constraint requirements.txt --extra spark --output-file requirements-spark.txt

.PHONY: clean
clean:  ## remove everything generated, but not the virtual environment
	rm -rf build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, found " + sys.version.split()[0] + "; name another one with make PYTHON=...")'
	@$(PYTHON) -m venv $(VENV)

# pip refuses hashes and an editable install together, hence two steps (docs/architecture.md)
define install
	@echo "installing from $(1) (once)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(call install,requirements.txt)

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	$(call install,requirements-test.txt)

$(VENV)/.installed-lab: requirements-lab.txt $(VENV)/.installed
	$(call install,requirements-lab.txt)

# what the lock shares with .venv is borrowed from there (the .pth file), so only pyspark is installed
$(SPARK)/.installed: requirements-spark.txt $(VENV)/.installed
	@echo "installing from requirements-spark.txt into $(SPARK) (once)"
	@$(BIN)/python -m venv --without-pip $(SPARK)
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	    > "$$($(SPARK)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/of-the-book.pth"
	@$(SPARK)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@$(SPARK)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
