"""Code that really ran, with what it gave and the PyTorch that ran it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.runs import Run
from torchquiz.engine.wording import ARROW
from torchquiz.tui.themes import ACCENT
from torchquiz.tui.widgets.code import Code, highlighted
from torchquiz.tui.words.runs import ran

ONE_LINE = 66
"""Code and value of at most this many characters share a line."""


class RealRun(Horizontal):
    """The right program's run."""

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
        """Show what ran on the left, and the PyTorch that ran it on the right."""
        yield ran_code(self._run) or Static("It runs through.", classes="told")
        yield Static(ran(self._run, self._torch), classes="ran")


def ran_code(run: Run) -> Widget | None:
    """Return the code, an arrow, and what it gave; None where neither is known.

    An error is a sentence, so it is wrapped where code is not.
    """
    parts = (run.code.rstrip("\n"), run.asked if run.value else "")
    code = highlighted("\n".join(part for part in parts if part))
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
    """Put both on one line where they fit, else on two."""
    if not code or not gave:
        return code + gave
    fits = "\n" not in code.plain + gave.plain and len(code) + len(gave) <= ONE_LINE
    return code + ("  " if fits else "\n") + gave
