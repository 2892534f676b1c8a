"""Tests of weak points and the placement in the plain front end."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.conftest import Said
from tests.tui.proven import Desk
from tests.tui.screens.test_weak_points import missed_once
from torchquiz.tui.cli import main

Type = Callable[..., Said]


@pytest.fixture
def at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Type:
    """Return a function that types lines at the home page of a learner with one misconception."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))
    desk = Desk(tmp_path, "shape-without-padding", "type-the-shape")
    missed_once(desk)

    def types(*lines: str) -> Said:
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        monkeypatch.setattr("sys.stdin", typed)
        return Said(main(["--bank", str(desk.path), "--plain"]), *capsys.readouterr())

    return types


def test_a_weak_point_is_chosen_by_its_number(at_home: Type) -> None:
    said = at_home("w", "2", "q", "q")
    assert "  1. Your weak points in all lessons\n" in said.out
    assert "  2. “A convolution pads automatically" in said.out
    assert "size.”, 1 time, 0 of 2 right since\n" in said.out
    assert "All lessons\n" in said.out and "Question 1 of 2, easy" in said.out
    assert "Continue practising your weak points." in said.out


def test_a_session_on_weak_points_is_continued_by_enter(at_home: Type) -> None:
    at_home("w", "1", "q", "q")
    assert "Question 1 of 2, easy" in at_home("", "q", "q").out


def test_enter_leads_home_without_practice(at_home: Type) -> None:
    said = at_home("w", "", "q")
    assert "Question" not in said.out and said.err == ""
