"""Training: the proven run at once, and the same run live, which never makes a key press wait."""

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
    """Stands in the first epoch until it is let go or cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = threading.Event()
        self.may_end = threading.Event()

    def follow(self, job: Job, watch: Callable[[str], bool]) -> Outcome:
        """Tell of one epoch, and then of nothing more."""
        while watch(BEGUN) and not self.may_end.wait(0.01):
            self.has_begun.set()
        ended = "finished" if self.may_end.is_set() else "cancelled"
        return Outcome(ended, output=BEGUN, elapsed_ms=110.0)  # type: ignore[arg-type]


async def begin(told: Story, runner: Halting) -> None:
    """Start a run and wait until it has told of its first epoch."""
    told.app.study.runner = runner
    await told.open("trace")
    await told.press("t")
    await told.pilot.press("enter")
    while not runner.has_begun.is_set() or "epoch 2 of 4" not in told.glass:
        await told.pilot.pause()


def test_the_proven_run_stands_there_at_once(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("t")
        told.sees(
            "trace: training", "points", "A neuron learns", "loss", "held-out accuracy", "4 epochs"
        )
        told.sees(
            "Recorded run: 4 epochs on points in 450 ms, PyTorch 2.13.0.",
            "remark 3",
        )
        assert any("⠑" in line or "⠢" in line for line in told.lines)

    tell(StudyDesk(tmp_path).app(), story)


def test_any_key_works_while_a_run_goes_on(tmp_path: Path) -> None:
    runner = Halting()

    async def story(told: Story) -> None:
        await begin(told, runner)
        told.sees("epoch 2 of 4  ━━━", "25%, about 1 second left", "0.8500", "after one pass")
        assert "cancel" in told.footer and "enter train" not in told.footer
        await told.pilot.press("f", "down", "down")
        told.sees("trace: data flow", "▸  3  max pool")
        await told.pilot.press("t")
        told.sees("epoch 2 of 4")
        runner.may_end.set()
        await told.settle()
        told.sees("Trained in 110 ms on PyTorch 2.13.0.")

    tell(StudyDesk(tmp_path).app(), story)


def test_c_and_escape_cancel_a_run_and_only_then_leave(tmp_path: Path) -> None:
    for key in ("c", "escape"):
        runner = Halting()

        async def story(told: Story, key: str = key, runner: Halting = runner) -> None:
            await begin(told, runner)
            await told.press(key)
            told.sees("trace: training", "Cancelled.", "0.8500")
            assert "enter train" in told.footer
            await told.press("escape")
            told.sees("practice in PyTorch")

        tell(StudyDesk(tmp_path).app(), story)


def test_leaving_the_trace_ends_its_run(tmp_path: Path) -> None:
    runner = Halting()

    async def story(told: Story) -> None:
        await begin(told, runner)
        await told.press("q")
        told.sees("quiz", "1 of 1")
        assert not runner.may_end.is_set()

    tell(StudyDesk(tmp_path).app(), story)


def test_only_installed_data_sets_are_offered_and_another_has_no_proven_run(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("t", "d")
        told.sees("far points", "Not trained on far points yet.")
        await told.press("d")
        told.sees("Recorded run:")

    tell(StudyDesk(tmp_path).app(), story)


def test_a_live_run_agrees_with_the_proven_one_in_the_real_worker(tmp_path: Path) -> None:
    runner = SnippetRunner()
    proven = read_training(
        runner.follow(training_job(TRAINING.plan), lambda printed: True).output
    ).done
    desk = StudyDesk(tmp_path)
    desk.keep("trace", replace(TRACE, training=replace(TRAINING, epochs=proven)))

    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("t", "enter")
        told.sees(
            "Trained in",
            "on PyTorch 2.13.0, and it matches the recorded run in every",
            epoch_row(proven[0])[1],
        )

    assert len(proven) == 4
    tell(desk.at_work(), story)


def test_a_run_that_went_another_way_says_from_where(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("t", "enter")
        told.sees("From epoch 1 on it differs")

    tell(StudyDesk(tmp_path).at_work(), story)


def test_a_run_that_raises_says_what_pytorch_says(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    wrong = replace(TRAINING.plan, model="model = nn.Linear(3, 2)")
    desk.keep("trace", replace(TRACE, training=replace(TRAINING, plan=wrong)))

    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("t", "enter")
        told.sees("The run ended early: RuntimeError: mat1 and mat2")

    tell(desk.at_work(), story)


def test_what_is_left_is_estimated_from_what_is_done() -> None:
    assert progress_line(Progress()).startswith("Starting PyTorch")
    told = progress_line(Progress(4, 10, 10, elapsed_ms=3000.0, done=EPOCHS[:1]))
    assert told == "epoch 2 of 4  ━━━━━━──────────────────  25%, about 9 seconds left"


def test_two_runs_are_compared_epoch_by_epoch() -> None:
    other = (EPOCHS[0], Epoch(2, EPOCHS[1].loss, 0.25, 1.0))
    assert (
        comparison_with_proven(EPOCHS, EPOCHS)
        == ", and it matches the recorded run in every epoch."
    )
    assert (
        "From epoch 2 on it differs from the recorded run: held-out accuracy 0.250"
        in comparison_with_proven(EPOCHS, other)
    )
