# make map   set up, draw the map of this repository's own case, say where it lies
# make test  set up, and run everything that checks the project
# make bench set up, and measure everything beside what people use today; writes the README's table

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: map test setup lint types tests bench clean

map: .venv/installed
	$(BIN)/handover-map build . -o maps
	@echo "The map: $(CURDIR)/maps/karabakh-2020.html"

test: setup lint types tests

setup: .venv/installed
	@sh scripts/ensure_tools.sh

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

tests:
	$(BIN)/pytest -q -n 2 --dist loadfile

bench: setup
	$(BIN)/python benchmarks $(if $(WORLD),--world "$(WORLD)")

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache *.egg-info build
