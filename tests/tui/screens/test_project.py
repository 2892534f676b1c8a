"""The project screen leads from a program that measures badly to the learner's better one."""

from pathlib import Path

from msgspec.structs import replace

from tests.engine.items import attempt
from tests.tui.proven import FakeRunner, item
from tests.tui.story import Story, tell
from tests.tui.studied import PROJECT, StudyDesk
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Job, Outcome, Raised
from torchquiz.engine.study.project import first_step_left, last_program, measure


class Measuring(FakeRunner):
    """A fake runner that meets every goal and measures a program with a kernel of five."""

    def run(self, job: Job) -> Outcome:
        """Return the outcome for this type of job."""
        if job.asks and job.asks[0].code == "accuracy":
            self.jobs.append(job)
            return Outcome(
                "finished",
                answers=(Value("float", 0.9, "0.9"), Value("int", 208, "208")),
                elapsed_ms=7.0,
            )
        return super().run(job)


async def fill(learner: Story, kernel: str, padding: str) -> None:
    """Fill both blanks of the current step."""
    await learner.type(kernel)
    await learner.press("enter")
    await learner.type(padding)
    await learner.press("enter")


def test_a_project_begins_with_its_brief_and_the_measured_shortcoming(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("project")
        learner.sees(
            "The program below guesses.",
            "│ model = nn.Flatten()",
            "accuracy → 0.31",
            "parameters   0",
        )
        await learner.press("enter")
        learner.sees("0 of 2 steps done.", "▸ 1       Fill the blanks")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_project_leads_from_the_brief_to_the_measured_program(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    desk.runner = Measuring()

    async def story(learner: Story) -> None:
        await learner.open("project")
        await learner.press("enter", "enter")
        learner.sees("project", "Fill the blanks so that height and width stay 28.")
        await fill(learner, "5", "2")
        await learner.press("enter")
        learner.sees("1 of 2 steps done.", "✔ done", "▸ 2")
        await learner.press("enter")
        await fill(learner, "3", "1")
        await learner.press("enter")
        learner.sees("2 of 2 steps done.", "▸         Measurements of your program")
        await learner.press("enter")
        learner.sees(
            "measured     before   yours   reference", "accuracy       0.31     0.9   0.94"
        )
        learner.sees("From guessing to seeing", "PyTorch 2.13.0, 7 ms")
        assert "kernel_size=3, padding=1" in desk.runner.jobs[-1].blocks[-1].code
        await learner.press("enter")
        learner.sees("nn.Conv2d layers   metrics")
        assert [entry.way for entry in learner.app.study.store.finished("conv-sizes")] == [
            "project"
        ]

    tell(desk.app(), story)


def test_an_unfinished_step_can_be_resumed(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("project")
        await learner.press("enter", "enter")
        await fill(learner, "7", "1")
        learner.sees("That is not right.")
        await learner.press("enter")
        learner.sees("0 of 2 steps done.", "▸ 1")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_program_that_no_longer_runs_is_reported_in_one_line() -> None:
    step = item("keep-the-size")
    right = replace(attempt("keep-the-size"), response='["5", "2"]')
    raised = Outcome("finished", raised=Raised("RuntimeError", ("RuntimeError",), "too large"))
    measured = measure(PROJECT, step, [right], lambda job: raised)
    assert (measured.values, measured.failure) == ((), "RuntimeError: too large")


def test_only_the_last_right_program_is_measured() -> None:
    step = item("keep-the-size")
    first, last = (
        replace(attempt("keep-the-size"), response=f'["{kernel}", "{kernel // 2}"]')
        for kernel in (5, 7)
    )
    wrong = replace(attempt("keep-the-size", "wrong"), response='["9", "9"]')
    job = last_program(step, [first, last, wrong])
    assert job is not None and "kernel_size=7, padding=3" in job.blocks[-1].code
    assert last_program(step, [wrong]) is None


def test_the_next_step_is_the_first_that_is_not_done() -> None:
    assert [first_step_left(("a", "b"), done) for done in ((), ("a",), ("b",), ("a", "b"))] == [
        0,
        1,
        0,
        2,
    ]
