"""The training tab shows the recorded run, and a live run does not delay key presses."""

import threading
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import FakeRunner
from tests.tui.story import Story, tell
from tests.tui.studied import EPOCHS, TRACE, TRAINING, StudyDesk
from torchquiz.engine.models.ways import Epoch
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.traces.training import Progress, read_training, training_job
from torchquiz.tui.words.training import comparison_with_proven, epoch_row, progress_line

BEGUN = "@begin 4 2\n@batch 1 1 0.9 50.0\n@batch 1 2 0.8 100.0\n@epoch 1 0.85 0.5 110.0\n"


class Halting(FakeRunner):
    """A fake runner that stays in the first epoch until it is released or cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = threading.Event()
        self.may_end = threading.Event()

    def follow(self, job: Job, watch: Callable[[str], bool]) -> Outcome:
        """Report one epoch, then wait until released or cancelled."""
        while watch(BEGUN) and not self.may_end.wait(0.01):
            self.has_begun.set()
        ended = "finished" if self.may_end.is_set() else "cancelled"
        return Outcome(ended, output=BEGUN, elapsed_ms=110.0)  # type: ignore[arg-type]


async def begin(learner: Story, runner: Halting) -> None:
    """Start a run and wait until it has reported its first epoch."""
    learner.app.study.runner = runner
    await learner.open("trace")
    await learner.press("t")
    await learner.pilot.press("enter")
    while not runner.has_begun.is_set() or "epoch 2 of 4" not in learner.text:
        await learner.pilot.pause()


def test_the_recorded_run_is_shown_at_once(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("t")
        learner.sees(
            "trace: training", "points", "A neuron learns", "loss", "held-out accuracy", "4 epochs"
        )
        learner.sees(
            "Recorded run: 4 epochs on points in 450 ms, PyTorch 2.13.0.",
            "remark 3",
        )
        assert any("⠑" in line or "⠢" in line for line in learner.lines)

    tell(StudyDesk(tmp_path).app(), story)


def test_every_key_works_during_a_run(tmp_path: Path) -> None:
    runner = Halting()

    async def story(learner: Story) -> None:
        await begin(learner, runner)
        learner.sees("epoch 2 of 4  ━━━", "25%, about 1 second left", "0.8500", "after one epoch")
        assert "cancel" in learner.footer and "enter train" not in learner.footer
        await learner.pilot.press("f", "down", "down")
        learner.sees("trace: data flow", "▸  3  max pool")
        await learner.pilot.press("t")
        learner.sees("epoch 2 of 4")
        runner.may_end.set()
        await learner.settle()
        learner.sees("Trained in 110 ms on PyTorch 2.13.0.")

    tell(StudyDesk(tmp_path).app(), story)


def test_c_and_escape_first_cancel_a_run(tmp_path: Path) -> None:
    for key in ("c", "escape"):
        runner = Halting()

        async def story(learner: Story, key: str = key, runner: Halting = runner) -> None:
            await begin(learner, runner)
            await learner.press(key)
            learner.sees("trace: training", "Cancelled.", "0.8500")
            assert "enter train" in learner.footer
            await learner.press("escape")
            learner.sees("practise PyTorch")

        tell(StudyDesk(tmp_path).app(), story)


def test_leaving_the_trace_cancels_its_run(tmp_path: Path) -> None:
    runner = Halting()

    async def story(learner: Story) -> None:
        await begin(learner, runner)
        await learner.press("q")
        learner.sees("quiz", "1 of 1")
        assert not runner.may_end.is_set()

    tell(StudyDesk(tmp_path).app(), story)


def test_only_installed_data_sets_are_offered_and_others_have_no_recorded_run(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("t", "d")
        learner.sees("far points", "Not trained on far points yet.")
        learner.misses("A neuron learns")
        await learner.press("d")
        learner.sees("Recorded run:", "A neuron learns")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_live_run_in_the_real_worker_agrees_with_the_recorded_one(tmp_path: Path) -> None:
    runner = SnippetRunner()
    proven = read_training(
        runner.follow(training_job(TRAINING.plan), lambda printed: True).output
    ).done
    desk = StudyDesk(tmp_path)
    desk.keep("trace", replace(TRACE, training=replace(TRAINING, epochs=proven)))

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("t", "enter")
        learner.sees(
            "Trained in",
            "on PyTorch 2.13.0, and it matches the recorded run in every",
            epoch_row(proven[0])[1],
        )

    assert len(proven) == 4
    tell(desk.at_work(), story)


def test_a_run_that_differs_from_the_recorded_one_says_from_which_epoch(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("t", "enter")
        learner.sees("From epoch 1 on, it differs")

    tell(StudyDesk(tmp_path).at_work(), story)


def test_a_run_that_fails_shows_the_pytorch_error(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    wrong = replace(TRAINING.plan, model="model = nn.Linear(3, 2)")
    desk.keep("trace", replace(TRACE, training=replace(TRAINING, plan=wrong)))

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("t", "enter")
        learner.sees("The run ended early: RuntimeError: mat1 and mat2")

    tell(desk.at_work(), story)


def test_the_remaining_time_is_estimated_from_the_finished_epochs() -> None:
    assert progress_line(Progress()).startswith("Starting PyTorch")
    learner = progress_line(Progress(4, 10, 10, elapsed_ms=3000.0, done=EPOCHS[:1]))
    assert learner == "epoch 2 of 4  ━━━━━━──────────────────  25%, about 9 seconds left"


def test_two_runs_are_compared_epoch_by_epoch() -> None:
    other = (EPOCHS[0], Epoch(2, EPOCHS[1].loss, 0.25, 1.0))
    assert (
        comparison_with_proven(EPOCHS, EPOCHS)
        == ", and it matches the recorded run in every epoch."
    )
    assert (
        "From epoch 2 on, it differs from the recorded run: held-out accuracy 0.250"
        in comparison_with_proven(EPOCHS, other)
    )
