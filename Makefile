PYTHON ?= python3
BIN = .venv/bin
# The tests start hundreds of Python processes, which should not compile the same modules each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: quiz test check bench simulate soak guesser floors picture dist format clean
.DELETE_ON_ERROR:

quiz: .venv/quiz  ## Open the quiz
	@$(BIN)/torchquiz

test: .venv/test  ## Run every check and test, and prove all lessons
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 4 -q tests
	$(BIN)/python -m pytest -q quizzes/

check: .venv/quiz  ## Prove the lessons, using cached proofs of what has not changed
	@$(BIN)/torchquiz check

bench: .venv/test  ## Print speeds as ratios to baselines measured in the same run
	$(BIN)/python -m tests.benchmarks

simulate: .venv/test  ## Simulate learners with two misconceptions, who practise in order or by weakness
	$(BIN)/python -m tests.benchmarks.weak_points

soak: .venv/test  ## Run the long tests: attacks, kills, damaged files, mutated lessons and quizzes, samples
	$(BIN)/python -m tests.hostile
	$(BIN)/python -m tests.soak.kills
	$(BIN)/python -m tests.soak.damage
	$(BIN)/python -m tests.soak.fuzz
	$(BIN)/python -m tests.soak.samples
	$(BIN)/python -m tests.soak.speed
	$(BIN)/python -m tests.soak.browser
	$(BIN)/python -m tests.soak.editor
	$(BIN)/python -m tests.soak.presses
	$(BIN)/python -m tests.soak.notebook
	$(BIN)/python -m tests.soak.anki
	$(BIN)/python -m tests.soak.qti

guesser: .venv/test  ## Learn the weights of the guesser behind `check --advice` again, and print its figures
	$(BIN)/python -m torchquiz.engine.authoring.guessing

floors: .venv/test  ## Run the tests with the oldest and the newest versions that pyproject.toml allows
	$(BIN)/python -m tests.floors

picture: .venv/test  ## Draw the picture in README again
	$(BIN)/python -m tests.tui.readme_picture

dist: .venv/test  ## Build the packages in dist/; the wheel contains the proofs of the lessons
	$(BIN)/python -m hatchling build --target sdist
	$(BIN)/python -m torchquiz.engine.proving.release
	$(BIN)/python -m hatchling build --target wheel; status=$$?; \
		rm -f quizzes/released-proofs.db; exit $$status

format: .venv/test  ## Format the code, and fix what ruff can fix
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:  ## Delete the virtual environment, packages and caches
	rm -rf .venv dist .mypy_cache .pytest_cache .ruff_cache

# These two files record that the packages are installed. They are older than pyproject.toml or
# constraints.txt when those have changed, and then make installs again.
.venv/quiz: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/test: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch .venv/quiz $@
