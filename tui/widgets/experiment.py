"""The result of an experiment: its output, its value or error, and the version of PyTorch."""

from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import ARROW
from torchquiz.engine.wording import WRONG as CROSS
from torchquiz.tui.themes import ACCENT, MUTED, WRONG
from torchquiz.tui.words.runs import version_and_time

EMPTY = "The code ran without an error. It printed nothing and does not end in an expression."


class Experiment(Static):
    """A view of the last result of an experiment."""

    DEFAULT_CSS = """
    Experiment { height: auto; }
    """

    def __init__(self, torch: str) -> None:
        super().__init__()
        self._torch = torch

    def say(self, sentence: str) -> None:
        """Show a sentence instead of a result."""
        self.update(Content(sentence))

    def show(self, run: Run) -> None:
        """Show a result."""
        lines: list[Content] = []
        if run.output.strip():
            lines.append(Content(run.output.rstrip("\n")))
        if run.value:
            value = Content("\n  ").join(run.value.splitlines())
            lines.append(Content.assemble((f"{ARROW} ", ACCENT), value))
        if run.error:
            lines.append(Content.assemble((f"{CROSS} ", WRONG), run.error))
        if not lines:
            lines.append(Content(EMPTY))
        lines.append(Content.styled(version_and_time(run, self._torch), MUTED))
        self.update(Content("\n").join(lines))
