"""Tests of traces in the plain front end: changed numbers, run by the real worker, and training."""

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.screens.test_training import BEGUN
from tests.tui.studied import FLOW, NUMBERS, TRACE, StudyDesk
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.traces.changed_flow import ChangedFlow
from torchquiz.tui.cli import main
from torchquiz.tui.plain.flow import numbers_by_name, with_changes
from torchquiz.tui.plain.signals import Signals

Read = Callable[..., str]
Watch = Callable[[str], bool]
ASKED = (
    "Enter to go on, b to go back, t to train the model now on points,"
    " t2 to train the model now on far points, q to stop: "
)


@pytest.fixture
def read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Read:
    """Open the small lesson's trace, type lines, and return the output."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))
    desk = StudyDesk(tmp_path)

    def typing(*lines: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        main(["take", str(desk.path), "--plain", "--way", "trace"])
        return capsys.readouterr().out

    return typing


def followed(monkeypatch: pytest.MonkeyPatch, follow: Callable[[Watch], Outcome]) -> list[Job]:
    """Replace the worker's method that runs jobs, and return a list that collects the jobs."""
    jobs: list[Job] = []

    def instead(self: SnippetRunner, job: Job, watch: Watch) -> Outcome:
        jobs.append(job)
        return follow(watch)

    monkeypatch.setattr(SnippetRunner, "follow", instead)
    return jobs


def test_a_changed_number_runs_every_stage_again_and_zero_restores_all_numbers(
    read: Read,
) -> None:
    said = read("2b=8 5a = 2048", "0", "q")
    first, changed, restored = said.split("Numbers that can be changed:")[:3]
    assert "nn.Conv2d(3, 16, 3, padding=1)\nEach of 16 filters" in first
    assert (
        "2. conv 3→16, 3×3: 1000 × 8 × 32 × 32, 224 parameters, 31.2 MiB\n"
        "    nn.Conv2d(3, 8, 3, padding=1)\nNow 1000" in changed
    )
    assert "5. fully connected: 1000 × 10, 20,490 parameters" in changed and "2b=16" in changed
    assert (
        "2b=8, 2c=3, 2d=1" in restored
        and "2. conv 3→16, 3×3: 1000 × 16 × 32 × 32, 448 parameters\n3." in restored
    )
    assert said.count("0 for the lesson's original numbers") == 1


def test_a_stage_that_cannot_run_shows_why_and_later_stages_are_not_reached(
    read: Read,
) -> None:
    said = read("3a=64", "q")
    assert "3. max pool 2×2: RuntimeError: " in said
    assert "5. fully connected: The data does not get this far, because stage 3 fails.\n" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "what",
            "“what” is not a valid change."
            " Write NAME=VALUE, such as 2b=8, and separate several changes with spaces.\n",
        ),
        (
            "2z=8",
            "“2z” does not name a number in this data flow; the list above shows those you "
            "can change.\n",
        ),
        (
            "2b=many",
            "“many” is not a number with at most 12 characters; type a number such as 3, "
            "-0.5 or 1e-3.\n",
        ),
        ("2b=8 2c=", "“2c=” is not a valid change. "),
    ],
)
def test_a_line_that_is_not_a_change_gets_one_sentence_and_runs_nothing(
    read: Read, monkeypatch: pytest.MonkeyPatch, line: str, told: str
) -> None:
    monkeypatch.setattr(SnippetRunner, "run", None)
    said = read(line, "q")
    assert told in said and "Running it" not in said


def test_numbers_are_named_by_stage_and_letter_even_beyond_z() -> None:
    assert [*numbers_by_name([stage.code for stage in FLOW])] == [
        "1a",
        "1b",
        "1c",
        "1d",
        "2a",
        "2b",
        "2c",
        "2d",
        "3a",
        "5a",
        "5b",
    ]
    many = numbers_by_name([f"f({', '.join(map(str, range(28)))})"])
    assert [*many][24:] == [
        "1y",
        "1z",
        "1aa",
        "1bb",
    ]


def test_several_changes_of_a_stage_each_change_their_own_number() -> None:
    flow = with_changes(ChangedFlow(FLOW), "2A=1024, 2d=-2 2b=4")
    assert flow.codes[1] == "nn.Conv2d(1024, 4, 3, padding=-2)"


def test_a_data_flow_without_numbers_offers_no_change(read: Read, tmp_path: Path) -> None:
    bare = tuple(replace(stage, code="nn.ReLU()") for stage in FLOW)
    StudyDesk(tmp_path).keep("trace", replace(TRACE, stages=bare))
    said = read("q")
    assert "Enter to go on, q to stop: " in said and "Numbers" not in said


def test_a_live_run_prints_each_epoch_and_how_it_ended(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def follow(watch: Watch) -> Outcome:
        assert watch(BEGUN) and watch(BEGUN)
        return Outcome("finished", output=f"{BEGUN}@epoch 2 0.5 0.75 220.0\n", elapsed_ms=220.0)

    jobs = followed(monkeypatch, follow)
    said = read("", "t2", "T", "later", "q")
    assert (
        said.count("    1       0.8500      0.500   110 ms   after one epoch: 50 % correct\n") == 2
    )
    assert (
        "    2       0.5000      0.750   110 ms   loss fell by 41 %; best so far\n\n"
        "Trained in 220 ms on PyTorch 2.13.0.\n" in said
    )
    assert "From epoch 1 on, it differs from the recorded run" in said
    assert f"“later” is not a command here.\n\n{ASKED}" in said
    assert ["* 9" in job.blocks[1].code for job in jobs] == [True, False]


def test_an_interrupt_ends_only_the_live_run(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def follow(watch: Watch) -> Outcome:
        assert watch(BEGUN)
        os.kill(os.getpid(), signal.SIGINT)
        assert not watch(BEGUN)
        return Outcome("cancelled", output=BEGUN)

    followed(monkeypatch, follow)
    assert f"\nCancelled.\n\n{ASKED}q\n" in read("", "t", "q")


def test_after_a_live_run_an_interrupt_ends_the_process_again() -> None:
    with Signals() as signals:
        with signals.notice() as is_interrupted:
            assert not is_interrupted()
            os.kill(os.getpid(), signal.SIGINT)
            assert is_interrupted()
            with pytest.raises(SystemExit):
                os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(SystemExit):
            os.kill(os.getpid(), signal.SIGINT)


def test_a_process_that_cannot_start_is_reported_as_the_end_of_the_run(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool.run", cannot_start)
    said = read("3a=1", "", "t", "q")
    assert "1. input: The worker cannot start.\n" in said
    assert "The run ended early: The worker cannot start.\n" in said


def cannot_start(*_: object) -> Outcome:
    """Fail as a worker that cannot start does."""
    raise WorkerError("The worker cannot start.")


def test_an_input_that_is_not_an_image_is_printed_as_numbers(read: Read, tmp_path: Path) -> None:
    StudyDesk(tmp_path).keep("trace", replace(TRACE, training=None, prediction=NUMBERS))
    said = read("", "q")
    assert (
        "Example 1 of 1:\n\n    input   4   0.12  −0.50  1.00  0.25\n\nflatten" in said
        and "░" not in said
    )
