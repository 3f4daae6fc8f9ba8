# Everything starts here. PYTHON: a Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint format bench accuracy screenshots lock clean

help:
	@echo "make run [PLAN=path]  start Hợp Lực with the demo province (and load a plan document)"
	@echo "make test             lint, then every test, on SQLite and on PostgreSQL"
	@echo "make test-fast        the tests that need nothing but Python"
	@echo "make lint | format | bench | accuracy | screenshots | lock"

run:
	@$(PYTHON) tools/setup.py run
	@$(BIN)/hopluc up --demo $(if $(PLAN),--plan "$(PLAN)",)

test: lint
	@$(PYTHON) tools/setup.py system
	@$(BIN)/python -m tools.test

test-fast:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python -m tools.test --fast

lint:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python -m tools.lint

format:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/ruff check -q --fix src tests tools bench || true
	@$(BIN)/ruff format -q src tests tools bench
	@$(BIN)/djlint src --reformat --quiet || true

bench:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python -m bench

accuracy:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python -m tools.accuracy

screenshots:
	@$(PYTHON) tools/setup.py dev
	@$(PYTHON) tools/setup.py system
	@$(BIN)/python -m tools.screenshots

lock:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python -m tools.lock

clean:
	rm -rf $(VENV) node_modules var build dist src/hopluc/ui/static/hopluc src/hopluc/locale/.stamp src/hopluc/locale/*/LC_MESSAGES/*.mo
