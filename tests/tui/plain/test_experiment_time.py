"""Tests that the time shown for a stopped experiment is how long it ran."""

from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.models.runs import Run
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.study.workbench import experiment_run
from torchquiz.tui.words.runs import version_and_time


def test_an_experiment_that_was_stopped_shows_how_long_it_ran() -> None:
    stopped = Outcome("timeout", reason="it was stopped after 10 s", elapsed_ms=0.0)
    run = experiment_run("while True: pass", stopped, timeout_s=10.0)
    assert not isinstance(run, Unreadable)
    assert version_and_time(run, "2.13.0+cpu") == "PyTorch 2.13.0, 10.0 s"


def test_a_run_whose_time_is_not_known_shows_none() -> None:
    assert version_and_time(Run("", "", "", "", "killed", 0.0), "2.13.0+cpu") == "PyTorch 2.13.0"
