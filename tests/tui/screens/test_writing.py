"""Learners write code, turn flash cards over and experiment; the real worker runs the code."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import CARD, CHOOSE, TYPED, WRITE, Desk, FakeRunner
from tests.tui.story import Story, tell
from torchquiz.engine.models.answers import Case, Check, Condition, Limits, Write
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.app.app import TorchquizApp


class RealRunner(FakeRunner):
    """A runner with the worker that all tests share, which no app may close."""

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
    """Starts apps one after another in one home folder, whose lesson has a single item."""

    def __init__(self, home: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        self._home, self._pool, self._monkeypatch = home, pool, monkeypatch

    def __call__(self, variant: Variant, kind: str) -> TorchquizApp:
        self._monkeypatch.setitem(proven.VARIANTS, "mine", (kind, "easy", variant))
        desk = Desk(self._home, "mine")
        desk.runner = RealRunner()
        desk.runner.pool = self._pool
        return desk.app(take="conv-sizes")


def test_written_code_is_indented_run_and_graded_by_its_checks(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        learner.sees(
            "Write total(xs).", "2      return None", "○ Two numbers are added.", "ctrl+r answer"
        )
        await learner.press(*["backspace"] * len("None"))
        await learner.type("(")
        await learner.press("enter")
        await learner.type("xs[0]")
        await learner.press("enter", "backspace")
        await learner.type(")")
        learner.sees("4      )")
        await learner.press("ctrl+r")
        learner.sees("3          xs[0]", "✘ Two numbers are added.", "→ total([1, 2]) is 1, not 3")
        learner.sees(
            "✘ The sum of no numbers is 0.",
            "→ IndexError: list index out of range (line 3)",
            "✘ 0 of 2 checks passed.",
        )
        learner.misses("Python has sum", "return sum(xs)")

    tell(app_of(WRITE, "write"), story)


def with_cases(variant: Variant) -> Variant:
    """Return the variant with drawn cases and a limit in place of its checks."""

    def vector(*numbers: int) -> Value:
        data = {"dtype": "torch.int64", "shape": [len(numbers)], "data": list(numbers)}
        return Value("tensor", data, f"tensor({list(numbers)})")

    cases = tuple(
        Case(
            f"n = {n}",
            (("xs", vector(*range(n))),),
            f"(lambda xs: total(xs))(torch.arange({n}))",
            vector(*range(1, n + 1)),
        )
        for n in (1, 2)
    )
    check = Check("It adds 1.", Condition("total(xs)", "total(xs)", None), cases=cases)
    assert isinstance(variant.answer, Write)
    program = replace(variant.answer.program, setup="import torch")
    limits = Limits(without=("sum",))
    answer = replace(variant.answer, program=program, checks=(check,), limits=limits)
    return replace(variant, answer=answer)


def test_the_smallest_failing_case_is_drawn_and_limits_are_checked(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        learner.sees("○ It adds 1.", "○ It does not use sum.")
        await learner.press(*["backspace"] * len("None"))
        await learner.type("xs * 2 + 1 - xs.sum() * 0")
        await learner.press("ctrl+r")
        learner.sees(
            "✘ It adds 1.",
            "→ with n = 2, total(xs) is tensor([1, 3]), not tensor([1, 2])",
            "xs    expected   your code",
            "0 1   1 2        1 3",
            "✘ It does not use sum.",
            "→ line 2 uses `sum`",
        )
        await learner.press("r")
        learner.misses("your code")

    tell(app_of(with_cases(WRITE), "write"), story)


def test_the_solution_is_shown_only_on_request_or_after_a_right_answer(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        await learner.press(*["backspace"] * len("None"))
        await learner.type("len(xs)")
        await learner.press("f5")
        learner.sees(
            "A common belief: “A sum is a count.”",
            "This counts.",
            "s show answer",
            "✔ The sum of no numbers is 0.",
        )
        await learner.press("s")
        learner.sees("Python has sum.", "return sum(xs)")
        assert "s show answer" not in learner.footer
        await learner.press("r", *["backspace"] * len("len(xs)"))
        await learner.type("sum(xs)")
        await learner.press("ctrl+r")
        learner.sees("✔ Two numbers are added.", "✔ Right.", "PyTorch 2.13.0")

    tell(app_of(WRITE, "write"), story)


def test_code_that_is_not_valid_python_is_asked_again_and_not_counted(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        await learner.press("ctrl+r")
        learner.sees("You have not changed the starter code yet.")
        await learner.type("(")
        await learner.press("ctrl+r")
        learner.sees("Line 2 is not valid Python", "does not count.")
        assert learner.app.study.store.of_lesson("conv-sizes") == []

    tell(app_of(WRITE, "write"), story)


def test_escape_leaves_the_editor_and_enter_returns_to_it(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        assert "enter edit" not in learner.footer
        await learner.press("escape")
        assert "enter edit" in learner.footer and "h hint" in learner.footer
        await learner.press("h", "enter")
        learner.sees("Hint  Add.")
        await learner.type("x")
        learner.sees("return Nonex")
        await learner.press("escape", "escape")
        learner.sees("practise PyTorch")

    tell(app_of(WRITE, "write"), story)


def test_typed_code_is_restored_after_the_app_was_killed(app_of: AppOf) -> None:
    async def first(learner: Story) -> None:
        await learner.type("  # mine")

    async def second(learner: Story) -> None:
        learner.sees("return None  # mine")

    tell(app_of(WRITE, "write"), first)
    tell(app_of(WRITE, "write"), second)


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("", "No editor is set"),
        ("false", "The editor false failed with exit status 1. Your code is unchanged."),
        ("/nowhere/vi", "The editor /nowhere/vi failed: No such file or directory."),
    ],
)
def test_an_editor_that_fails_is_reported_in_one_sentence(
    editor: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchquiz.engine.errors import TorchquizError
    from torchquiz.tui.terminal.editor import edit_code

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(TorchquizError) as raised:
        edit_code("x = 1")
    assert message in str(raised.value)


def test_the_editor_gets_the_code_in_a_temporary_file(
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


def test_a_terminal_that_cannot_suspend_the_app_says_so(
    app_of: AppOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")

    async def story(learner: Story) -> None:
        await learner.press("ctrl+e")
        learner.sees("An external editor cannot be opened", "write the code in this pane.")

    tell(app_of(WRITE, "write"), story)


def test_a_card_is_turned_and_then_rated(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        learner.sees("What does padding do?", "Answer in your head")
        learner.misses("It adds zeros.")
        assert "turn" in learner.footer and "good" not in learner.footer
        await learner.press("3")
        learner.misses("Good.")
        await learner.press("space")
        learner.sees("It adds zeros.", "y.shape", "PyTorch 2.13.0, 4 ms")
        assert "1 again   2 hard   3 good   4 easy" in learner.footer
        await learner.press("2")
        learner.sees("✔ Hard.")
        (attempt,) = learner.app.study.store.of_lesson("conv-sizes")
        assert (attempt.response, attempt.credit) == ("[2]", 0.5)

    tell(app_of(CARD, "card"), story)


def test_a_forgotten_card_can_be_tried_again(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter", "1")
        learner.sees("✘ Again.")
        await learner.press("r")
        learner.misses("It adds zeros.")

    tell(app_of(CARD, "card"), story)


def test_an_experiment_runs_changed_code_and_does_not_change_the_question(
    app_of: AppOf,
) -> None:
    variant = replace(TYPED, snippet="y = [1]", setup="start = 40")

    async def story(learner: Story) -> None:
        await learner.type("1x2")
        before = learner.text
        await learner.press("f4")
        learner.sees("experiment", "does not count", "1  y = [1]")
        await learner.press("enter")
        await learner.type("start + 2")
        await learner.press("ctrl+r")
        learner.sees("→ 42", "PyTorch 2.13.0")
        await learner.type("/0")
        await learner.press("f5")
        learner.sees("✘ ZeroDivisionError: division by zero (line 2)")
        await learner.press("f3")
        learner.sees("│ start = 40")
        await learner.press("escape")
        assert learner.text == before
        assert learner.app.study.store.of_lesson("conv-sizes") == []

    tell(app_of(variant, "predict"), story)


def test_an_experiment_that_is_not_valid_python_says_so(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        await learner.press("e")
        await learner.type("(")
        await learner.press("ctrl+r")
        learner.sees("Line 2 is not valid Python")

    tell(app_of(CHOOSE, "predict"), story)


def test_without_code_no_experiment_is_offered(app_of: AppOf) -> None:
    async def story(learner: Story) -> None:
        assert "experiment" not in learner.footer
        await learner.press("e")
        learner.misses("does not count")

    tell(app_of(replace(CHOOSE, snippet=""), "predict"), story)
