"""Every screen looks like its stored picture."""

import difflib
import os
import subprocess
import sys

import pytest

from tests import ROOT
from tests.tui.pictures import COMMAND, FOLDER, SIZES, drawn, kept
from tests.tui.scenes import SCENES
from torchquiz.tui.screens import practice

SHOTS = [pytest.param(scene, size, id=kept(scene, size).stem) for scene in SCENES for size in SIZES]


def difference(picture: str, seen: str) -> str:
    """Return the differences line by line; empty if there are none."""
    return "\n".join(
        difflib.unified_diff(
            picture.splitlines(), seen.splitlines(), "picture", "screen", lineterm="", n=1
        )
    )


@pytest.mark.parametrize(("scene", "size"), SHOTS)
def test_a_screen_looks_like_its_picture(scene: str, size: tuple[int, int]) -> None:
    differs = difference(kept(scene, size).read_text(), drawn(scene, size))
    assert not differs, f"{differs}\nIf this is meant: {COMMAND}"


def test_a_changed_word_would_be_noticed() -> None:
    picture = kept("home", SIZES[0]).read_text()
    assert not difference(picture, picture)
    assert "-" in difference(picture, picture.replace("Start", "Begin"))


def test_the_picture_of_a_challenge_does_not_depend_on_the_speed_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(practice, "CHECK_CLOCK_S", 0.001)
    assert drawn("challenge", (80, 24)) == kept("challenge", (80, 24)).read_text()


def test_every_picture_belongs_to_a_scene() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {
        kept(scene, size).name for scene in SCENES for size in SIZES
    }


@pytest.mark.parametrize("terminal", [{"COLORTERM": "truecolor"}, {"NO_COLOR": "1"}])
def test_the_terminal_in_which_the_tests_run_does_not_change_a_picture(
    terminal: dict[str, str],
) -> None:
    code = "from tests.tui.pictures import drawn; print(drawn('prediction', (80, 24)), end='')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm-256color"} | terminal,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == kept("prediction", (80, 24)).read_text()
