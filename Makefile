# A fresh machine needs Python 3.11 or newer and make. Everything else is set up once, in .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install -qq
UV_COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links

.PHONY: help demo test lint bench docs lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo    set up, read the bundled documents, write the dossier and name its first page"
	@echo "make test    set up, run every test (ARGS=… goes to pytest)"
	@echo "make lint    ruff, mypy, one-way imports, and checks of the documentation and the lock files"
	@echo "make bench   measure the reading of a million words (ARGS='--words 50000' for a quick run)"
	@echo "make docs    paste the commands' help into docs/guide.md"
	@echo "make lock    choose the versions of all packages anew and pin them"
	@echo "make clean   remove what these made"

demo: $(VENV)/.installed
	@$(PY) -m peyvand demo demo

test: $(VENV)/.developed
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.developed
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(PY) tools/paste_help.py --check
	$(PY) tools/check_locks.py

bench: $(VENV)/.measured
	$(PY) bench/reading.py $(ARGS)

docs: $(VENV)/.developed
	$(PY) tools/paste_help.py

lock: $(VENV)/.developed
	$(UV_COMPILE) --upgrade --extra classifier pyproject.toml -o requirements.lock
	$(UV_COMPILE) --upgrade --extra classifier --extra postgresql pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(UV_COMPILE) --upgrade --group build -c requirements-dev.lock -o requirements-build.lock
	$(UV_COMPILE) --upgrade --no-deps --group peers -o requirements-peers.lock
	$(PY) tools/check_locks.py

clean:
	rm -rf $(VENV) build demo dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Peyvand needs Python 3.11 or newer; '$(PYTHON)' is older. Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' lacks its venv module. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) …"
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml requirements.lock requirements-build.lock | $(VENV)/.made
	@echo "Installing the packages of requirements.lock (a minute or two) …"
	@$(PIP) --require-hashes -r requirements-build.lock
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the packages of requirements-dev.lock …"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.measured: requirements-peers.lock $(VENV)/.developed
	@echo "Installing what is measured against (requirements-peers.lock) …"
	@$(PIP) --require-hashes --no-deps -r requirements-peers.lock
	@touch $@
