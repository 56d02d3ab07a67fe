# make demo   the summary of the newest brief in seeds/ and one answered question, with no key and no model
# make test   everything continuous integration checks
# make clean  forget the virtual environment
#
# Needs make and Python 3.11 or newer, nothing else. PYTHON=/path/to/python picks the interpreter.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
CANDIDATES = $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3 python)
WANTED = import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
# The encoder's files, which the tests of the extra `neural` read.
MINILM := packages/briefbot-minilm
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# A developer's own key or settings must not change what the demo prints or the tests see.
unexport OPENAI_API_KEY OPENAI_BASE_URL BRIEFBOT_BRIEFS BRIEFBOT_MODEL BRIEFBOT_PROMPTS BRIEFBOT_CACHE BRIEFBOT_ENCODER
unexport PYTHONPATH PYTHONHOME
# The tests start Python a hundred times, each of which would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	BRIEFBOT_MODEL=extractive BRIEFBOT_ENCODER=off $(BIN)/briefbot summarize --briefs seeds
	@echo
	BRIEFBOT_MODEL=extractive BRIEFBOT_ENCODER=off $(BIN)/briefbot ask "What does Russia demand?" --briefs seeds

test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --maxschedchunk=10 --cov=briefbot --cov-report= --cov-fail-under=95

clean:
	rm -rf $(VENV)

# The shims of version managers exist without the interpreter behind them, so each candidate is run.
$(BIN)/python:
	@for python in $(CANDIDATES); do \
		if "$$python" -c '$(WANTED)' >/dev/null 2>&1; then \
			echo "Making $(VENV) with $$("$$python" --version)"; \
			"$$python" -m venv --clear $(VENV); exit $$?; \
		fi; \
	done; \
	echo "briefbot needs Python 3.11 or newer with venv and ensurepip; tried: $(CANDIDATES)." >&2; \
	echo "Install one (on Debian or Ubuntu also python3-venv), or name it: make PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing briefbot into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(wildcard $(MINILM)/*.toml $(MINILM)/*/*.*) | $(BIN)/python
	@echo "Installing briefbot, its development tools and its encoder into $(VENV)"
	@$(PIP) install --editable '.[dev]' ./$(MINILM)
	@touch $(VENV)/.installed $@
