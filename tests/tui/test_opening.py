"""What is printed before the app opens."""

import io

import pytest

from torchquiz.tui.commandline import screens


class Terminal(io.StringIO):
    """A terminal that keeps what is printed."""

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True


def test_progress_before_the_app_opens_is_wrapped_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", terminal)
    screens._print_progress("Checking the first questions of conv2d.yaml by running their code.")
    lines = terminal.getvalue().splitlines()
    assert lines == ["Checking the first questions of", "conv2d.yaml by running their code."]
