"""NO_COLOR is obeyed as no-color.org specifies: any value that is not empty."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT, SAMPLES
from torchquiz.tui.app.settings import SettingsApp
from torchquiz.tui.themes import AUTO, theme_named

# Escape sequences that set a colour, such as "\x1b[31m" and "\x1b[38;5;1m"; not bold or dim.
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)[\d;:]*m")
FAULTY = SAMPLES / "form-stem-empty.yaml"


def output_on_a_terminal(words: list[str], environ: dict[str, str]) -> bytes:
    """Run torchquiz in its own terminal, and return its output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "torchquiz", *words],
        cwd=ROOT,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    while part := read(ours):
        written += part
    os.close(ours)
    process.wait()
    return written


def read(terminal: int) -> bytes:
    """Return the output on a terminal; empty once every process has closed the terminal."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux reports that no process has the terminal open
        return b""


@pytest.mark.parametrize("value", ["1", "0", "false"])
def test_the_app_shows_no_colour_whatever_the_value(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    app = SettingsApp()
    assert app.no_color and app.native_ansi_color


def test_an_empty_no_color_is_the_same_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = SettingsApp()
    assert not app.no_color
    assert theme_named(AUTO, {"NO_COLOR": "", "TERM": "xterm-256color"}) == "dark"


@pytest.mark.parametrize("words", [["--help"], ["check", str(FAULTY)]], ids=["help", "check"])
def test_commands_write_no_colour_to_a_terminal(words: list[str], tmp_path: Path) -> None:
    environ = os.environ | {
        "NO_COLOR": "1",
        "TERM": "xterm-256color",
        "TORCHQUIZ_HOME": str(tmp_path),
    }
    written = output_on_a_terminal(words, environ)
    assert b"torchquiz" in written or FAULTY.name.encode() in written
    assert not COLOUR.search(written)


def test_a_colour_would_be_noticed() -> None:
    assert COLOUR.search(b"\x1b[31mred") and COLOUR.search(b"\x1b[1;38;5;1mred")
    assert not COLOUR.search(b"\x1b[1mbold\x1b[0m\x1b[K")
