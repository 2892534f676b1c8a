"""Code that was run, with its outcome and the PyTorch version that ran it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import ARROW
from torchquiz.tui.themes import ACCENT
from torchquiz.tui.widgets.code import Code, highlight_python
from torchquiz.tui.words.runs import version_and_time

ONE_LINE = 66
"""Number of characters up to which the code and its value share a line."""


class RealRun(Horizontal):
    """The run of the right program."""

    DEFAULT_CSS = """
    RealRun {
        height: auto;
        margin: 0 0 0 2;
        .told { width: 1fr; margin: 0; }
        .ran { width: auto; color: $text-muted; padding: 0 0 0 2; }
        .barred { border-left: solid $foreground 25%; padding: 0 0 0 1; }
    }
    """

    def __init__(self, run: Run, torch: str) -> None:
        super().__init__()
        self._run = run
        self._torch = torch

    def compose(self) -> ComposeResult:
        """Show the code and its outcome on the left, and the PyTorch version on the right."""
        yield run_and_outcome(self._run) or Static("It runs without an error.", classes="told")
        yield Static(version_and_time(self._run, self._torch), classes="ran")


def run_and_outcome(run: Run) -> Widget | None:
    """Return the code, an arrow and the outcome; None if both are empty.

    An error is a sentence, so it is wrapped, which code is not.
    """
    parts = (run.code.rstrip("\n"), run.asked if run.value else "")
    code = highlight_python("\n".join(part for part in parts if part))
    gave = Content()
    if run.gave:
        lines = Content("\n  ").join(run.gave.splitlines())
        gave = Content.assemble((f"{ARROW} ", ACCENT), lines)
    if run.error:
        shown = [Code(code, barred=False)] if code else []
        return VerticalGroup(*shown, Static(gave), classes="told barred")
    if not code and not gave:
        return None
    return Code(_joined(code, gave), classes="told")


def _joined(code: Content, gave: Content) -> Content:
    """Join the code and its outcome on one line if they fit, else on two."""
    if not code or not gave:
        return code + gave
    fits = "\n" not in code.plain + gave.plain and len(code) + len(gave) <= ONE_LINE
    return code + ("  " if fits else "\n") + gave
