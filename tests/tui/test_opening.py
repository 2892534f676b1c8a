"""What is printed before the app opens and after it has ended."""

import io
from pathlib import Path

import pytest

from tests.tui.proven import Desk
from tests.tui.story import Story, tell_open
from torchquiz.engine.cli.statuses import COULD_NOT_RUN
from torchquiz.tui.app.app import TorchquizApp
from torchquiz.tui.cli import main
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


def test_answers_that_a_full_disk_has_lost_are_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The story replaces the app's terminal."""
    monkeypatch.setenv("TORCHQUIZ_HOME", str(tmp_path))
    monkeypatch.setattr("torchquiz.tui.commandline.take.need_terminal", lambda _: None)

    async def story(learner: Story) -> None:
        learner.app.study.store._db.execute("pragma query_only = on")
        await learner.press("a", "ctrl+c")

    def run(app: TorchquizApp) -> None:
        tell_open(app, story)

    monkeypatch.setattr(TorchquizApp, "run", run)
    assert main(["take", str(Desk(tmp_path).path)]) == COULD_NOT_RUN
    said = capsys.readouterr().err
    assert said.count("1 answer was not saved") == said.count("Could not save your answer") == 1
