"""Code, cards and experiments on the screens, as a learner lives them; with the real worker where
code is run.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import CARD, CHOOSE, TYPED, WRITE, Desk, FakeRunner
from tests.tui.story import Story, tell
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.app.app import TorchquizApp


class RealRunner(FakeRunner):
    """The worker of all tests, which no app ends."""

    pool: Pool

    def run(self, job: Job) -> Outcome:
        return self.pool.run(job)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as pool:
        yield pool


@pytest.fixture
def app_of(tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> "AppOf":
    return AppOf(tmp_path, pool, monkeypatch)


class AppOf:
    """Apps over one home with one item, one after another."""

    def __init__(self, home: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        self._home, self._pool, self._monkeypatch = home, pool, monkeypatch

    def __call__(self, variant: Variant, kind: str) -> TorchquizApp:
        self._monkeypatch.setitem(proven.VARIANTS, "mine", (kind, "easy", variant))
        desk = Desk(self._home, "mine")
        desk.runner = RealRunner()
        desk.runner.pool = self._pool
        return desk.app(take="conv-sizes")


def test_code_is_written_with_its_indentation_run_and_graded_by_its_checks(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        told.sees(
            "Write total(xs).", "2      return None", "○ Two numbers are added up.", "ctrl+r answer"
        )
        await told.press(*["backspace"] * len("None"))
        await told.type("(")
        await told.press("enter")
        await told.type("xs[0]")
        await told.press("enter", "backspace")
        await told.type(")")
        told.sees("4      )")
        await told.press("ctrl+r")
        told.sees("3          xs[0]", "✘ Two numbers are added up.", "→ total([1, 2]) is 1, not 3")
        told.sees(
            "✘ No numbers come to 0.",
            "→ IndexError: list index out of range (line 3)",
            "✘ 0 of 2 checks hold.",
        )
        told.misses("Python has sum", "return sum(xs)")

    tell(app_of(WRITE, "write"), story)


def test_the_solution_of_code_waits_until_it_is_asked_for_or_found(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        await told.press(*["backspace"] * len("None"))
        await told.type("len(xs)")
        await told.press("f5")
        told.sees(
            "A common belief: “A sum is a count.”",
            "This counts.",
            "s show answer",
            "✔ No numbers come to 0.",
        )
        await told.press("s")
        told.sees("Python has sum.", "return sum(xs)")
        assert "s show answer" not in told.footer
        await told.press("r", *["backspace"] * len("len(xs)"))
        await told.type("sum(xs)")
        await told.press("ctrl+r")
        told.sees("✔ Two numbers are added up.", "✔ Right.", "PyTorch 2.13.0")

    tell(app_of(WRITE, "write"), story)


def test_what_cannot_be_read_as_python_is_asked_again_and_not_counted(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        await told.press("ctrl+r")
        told.sees("This is still the code that you were given; change it first.")
        await told.type("(")
        await told.press("ctrl+r")
        told.sees("Line 2 cannot be read as Python", "this was not")
        assert told.app.study.store.of_lesson("conv-sizes") == []

    tell(app_of(WRITE, "write"), story)


def test_escape_leaves_the_code_for_the_keys_of_the_page_and_enter_goes_back(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        assert "enter write" not in told.footer
        await told.press("escape")
        assert "enter write" in told.footer and "h hint" in told.footer
        await told.press("h", "enter")
        told.sees("Hint  Add.")
        await told.type("x")
        told.sees("return Nonex")
        await told.press("escape", "escape")
        told.sees("practice in PyTorch")

    tell(app_of(WRITE, "write"), story)


def test_what_was_typed_is_there_after_the_app_was_killed(app_of: AppOf) -> None:
    async def first(told: Story) -> None:
        await told.type("  # mine")

    async def second(told: Story) -> None:
        told.sees("return None  # mine")

    tell(app_of(WRITE, "write"), first)
    tell(app_of(WRITE, "write"), second)


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "No editor is set"),
        ("false", "The editor false failed with exit status 1. Your code is unchanged."),
        ("/nowhere/vi", "The editor /nowhere/vi failed: No such file or directory."),
    ],
)
def test_an_editor_that_fails_is_told_in_a_sentence(
    editor: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchquiz.engine.errors import TorchquizError
    from torchquiz.tui.terminal.editor import edit_code

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(TorchquizError) as raised:
        edit_code("x = 1")
    assert said in str(raised.value)


def test_the_editor_gets_the_code_in_a_file_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchquiz.tui.terminal.editor import edit_code

    seen = tmp_path / "seen"
    script = tmp_path / "my editor"
    script.write_text(f'#!/bin/sh\necho "$1" > "{seen}"\necho "y = 2" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}'")

    assert edit_code("x = 1") == "x = 1\ny = 2"
    assert not os.path.exists(seen.read_text().strip())


def test_screens_that_cannot_be_put_aside_say_so(
    app_of: AppOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")

    async def story(told: Story) -> None:
        await told.press("ctrl+e")
        told.sees("Another editor cannot be opened", "write the code in this pane.")

    tell(app_of(WRITE, "write"), story)


def test_a_card_is_turned_then_rated(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        told.sees("What does padding do?", "Answer in your head")
        told.misses("It adds zeros.")
        assert "turn" in told.footer and "good" not in told.footer
        await told.press("3")
        told.misses("Good.")
        await told.press("space")
        told.sees("It adds zeros.", "y.shape", "PyTorch 2.13.0, 4 ms")
        assert "1 again   2 hard   3 good   4 easy" in told.footer
        await told.press("2")
        told.sees("✔ Hard.")
        (attempt,) = told.app.study.store.of_lesson("conv-sizes")
        assert (attempt.response, attempt.credit) == ("[2]", 0.5)

    tell(app_of(CARD, "card"), story)


def test_a_card_that_was_not_known_can_be_tried_again(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        await told.press("enter", "1")
        told.sees("✘ Again.")
        await told.press("r")
        told.misses("It adds zeros.")

    tell(app_of(CARD, "card"), story)


def test_an_experiment_changes_the_code_runs_it_and_leaves_the_question_as_it_was(
    app_of: AppOf,
) -> None:
    one = replace(TYPED, snippet="y = [1]", setup="start = 40")

    async def story(told: Story) -> None:
        await told.type("1x2")
        before = told.glass
        await told.press("f4")
        told.sees("experiment", "nothing is counted", "1  y = [1]")
        await told.press("enter")
        await told.type("start + 2")
        await told.press("ctrl+r")
        told.sees("→ 42", "PyTorch 2.13.0")
        await told.type("/0")
        await told.press("f5")
        told.sees("✘ ZeroDivisionError: division by zero (line 2)")
        await told.press("f3")
        told.sees("│ start = 40")
        await told.press("escape")
        assert told.glass == before
        assert told.app.study.store.of_lesson("conv-sizes") == []

    tell(app_of(one, "predict"), story)


def test_an_experiment_that_is_no_python_says_so(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        await told.press("e")
        await told.type("(")
        await told.press("ctrl+r")
        told.sees("Line 2 cannot be read as Python")

    tell(app_of(CHOOSE, "predict"), story)


def test_without_code_no_experiment_is_offered(app_of: AppOf) -> None:
    async def story(told: Story) -> None:
        assert "experiment" not in told.footer
        await told.press("e")
        told.misses("nothing is counted")

    tell(app_of(replace(CHOOSE, snippet=""), "predict"), story)
