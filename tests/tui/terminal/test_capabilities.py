"""Tests that a terminal that cannot show the full-screen app gets one helpful sentence."""

import io
from collections.abc import Callable

import pytest

from torchquiz.tui.terminal.capabilities import unfit
from torchquiz.tui.terminal.streams import encoding_of


class Glass(io.TextIOWrapper):
    """A fake stream that claims to be a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up a capable terminal, which each test makes unsuitable in one respect."""
    monkeypatch.setattr("sys.stdin", Glass())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)


@pytest.fixture
def glass(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that makes standard output and error a capable terminal.

    The test must call it, because pytest replaces these streams before each test.
    """

    def connect() -> None:
        for stream in ("sys.stdout", "sys.stderr"):
            monkeypatch.setattr(stream, Glass())

    return connect


def test_a_good_terminal_can_show_the_screens(glass: Callable[[], None]) -> None:
    glass()
    assert unfit() == ""


@pytest.mark.parametrize("stream", ["sys.stdin", "sys.stdout", "sys.stderr"])
@pytest.mark.parametrize("pipe", [io.StringIO(), None])
def test_a_pipe_or_a_closed_stream_is_not_a_terminal(
    stream: str,
    pipe: io.StringIO | None,
    glass: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    glass()
    monkeypatch.setattr(stream, pipe)
    assert (
        unfit() == "The full-screen app needs a terminal; use `torchquiz --plain`,"
        " which works line by line and in a pipe."
    )


def test_the_advice_for_a_dumb_terminal_names_the_lesson(
    glass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    glass()
    monkeypatch.setenv("TERM", "dumb")
    assert unfit("take conv2d") == (
        "This terminal (TERM=dumb) does not support cursor movement; use"
        " `torchquiz take conv2d --plain`, which works line by line."
    )


def test_a_c_locale_cannot_show_the_screens_although_python_writes_utf_8(
    glass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    glass()
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    assert unfit() == (
        "The full-screen app needs UTF-8, but this terminal uses ANSI_X3.4-1968;"
        " set LC_ALL=C.UTF-8, or use `torchquiz --plain`."
    )


def test_a_stream_that_is_not_utf_8_cannot_show_the_screens(
    glass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    glass()
    monkeypatch.setattr("sys.stdout", Glass("latin-1"))
    assert "but this terminal uses latin-1;" in unfit()


def test_an_encoding_chosen_for_python_is_trusted(
    glass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    glass()
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    monkeypatch.setenv("PYTHONUTF8", "1")
    assert unfit() == ""


def test_a_stream_without_an_encoding_counts_as_utf_8() -> None:
    assert encoding_of(io.StringIO()) == "utf-8"
    assert encoding_of(None) == "utf-8"
