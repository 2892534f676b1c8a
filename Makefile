PYTHON ?= python3
BIN = .venv/bin

.PHONY: quiz test check bench soak format clean
.DELETE_ON_ERROR:

quiz: .venv/quiz  ## Open the quiz
	@$(BIN)/torchquiz

test: .venv/test  ## Every check and test: format, lint, types, import contracts, tests, and the proof of all banks
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 4 -q tests
	$(BIN)/python -m pytest -q quizzes/

check: .venv/quiz  ## Prove the banks, from the cache where nothing changed
	@$(BIN)/torchquiz check

bench: .venv/test  ## Print speed as ratios to baselines measured in the same run
	$(BIN)/python -m tests.benchmarks

soak: .venv/test  ## Attack the worker in every way that we know, kill it a thousand times, run PyTorch's own samples, 10,000 snippets and 10,000 keys
	$(BIN)/python -m tests.hostile
	$(BIN)/python -m tests.soak.kills
	$(BIN)/python -m tests.soak.samples
	$(BIN)/python -m tests.soak.speed
	$(BIN)/python -m tests.soak.browser
	$(BIN)/python -m tests.soak.editor
	$(BIN)/python -m tests.soak.presses

format: .venv/test  ## Put the code into shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:
	rm -rf .venv dist .mypy_cache .pytest_cache .ruff_cache

.venv/quiz: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/test: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch .venv/quiz $@
