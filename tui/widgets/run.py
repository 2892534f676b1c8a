"""Code that really ran, with what it gave and, once for an answer, who ran it and how long it took."""

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
"""So many characters of code and value still share a line."""


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
        """What ran on the left, by whom on the right."""
        yield ran_code(self._run) or Static("It runs through.", classes="told")
        yield Static(ran(self._run, self._torch), classes="ran")


def ran_code(run: Run) -> Widget | None:
    """The code that ran, an arrow, and what it gave; an error is a sentence, so it may wrap where code may not."""
    code = highlighted(
        "\n".join(part for part in (run.code.rstrip("\n"), run.asked if run.value else "") if part)
    )
    gave = (
        Content.assemble((f"{ARROW} ", ACCENT), Content("\n  ").join(run.gave.splitlines()))
        if run.gave
        else Content()
    )
    if run.error:
        return VerticalGroup(
            *([Code(code, barred=False)] if code else []), Static(gave), classes="told barred"
        )
    if not code and not gave:
        return None
    fits = "\n" not in code.plain + gave.plain and len(code) + len(gave) <= ONE_LINE
    between = "" if not code or not gave else "  " if fits else "\n"
    return Code(code + between + gave, classes="told")
