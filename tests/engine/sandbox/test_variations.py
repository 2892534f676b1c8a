"""Variations of a program run until time is up, but enough of them to judge a condition."""

import time

import pytest

from torchquiz.engine.sandbox.programs import variations

PROGRAMS = ("x = 1",) * 40


def runs_with(monkeypatch: pytest.MonkeyPatch, program_s: float, fewest: int) -> int:
    """Return how many of the programs run within 1.5 s if each takes this long."""
    started: list[None] = []
    monkeypatch.setattr(variations, "_seed", lambda: started.append(None))
    monkeypatch.setattr(time, "process_time", lambda: len(started) * program_s)
    return len(variations._truths_after(PROGRAMS, ("x == 1",), (), 1.5, fewest))


def test_no_program_is_started_after_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs_with(monkeypatch, 0.25, 0) == 7


def test_enough_programs_may_take_twice_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs_with(monkeypatch, 0.25, 8) == 8


def test_programs_that_are_too_slow_for_that_are_given_up_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert runs_with(monkeypatch, 0.5, 8) == 1
