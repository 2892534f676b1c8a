"""A view of an example: its code, its output and values, and the version of PyTorch."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content

from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.engine.wording import ARROW, elapsed
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.code import Code, highlight_python
from torchquiz.tui.widgets.folded import FoldedLines, fold, with_note
from torchquiz.tui.words.runs import pytorch

LONG = 30
"""Maximum length of an expression that shares a line with its value."""
INDENT = 2


class DemoView(VerticalGroup):
    """An example's code with its output and values.

    Args:
        demo: The snippet and what it produced.
        torch: The version of PyTorch that ran it.
        is_timed: Whether to show the time; False if the page measures it more precisely.
    """

    def __init__(self, demo: Demo, torch: str, *, is_timed: bool = True) -> None:
        super().__init__()
        self._demo = demo
        time = f", {elapsed(demo.elapsed_ms)}" if is_timed else ""
        self.outcome = DemoOutcome(demo, pytorch(torch) + time)

    def compose(self) -> ComposeResult:
        """Yield the code and, below it, the outcome."""
        yield Code(self._demo.code)
        yield self.outcome


class DemoOutcome(FoldedLines):
    """The output and values of an example, with a note on the version of PyTorch that ran it."""

    DEFAULT_CSS = """
    DemoOutcome { margin: 1 0 0 0; }
    """

    def __init__(self, demo: Demo, note: str) -> None:
        super().__init__()
        self._demo = demo
        self._note = note

    def folded(self, width: int) -> list[Content]:
        """Return the output, then each expression with an arrow that points to its value."""
        printed = self._demo.output.rstrip("\n").splitlines()
        lines = [Content.styled(line, MUTED) for line in printed] + _values(self._demo.shown)
        return with_note(
            [part for line in lines for part in fold(line, width, INDENT)], self._note, width
        )


def _values(shown: Sequence[Shown]) -> list[Content]:
    """Format values with aligned arrows. The value of a long expression goes on the next line."""
    width = max((len(value.asked) for value in shown if len(value.asked) <= LONG), default=0)
    lines: list[Content] = []
    for value in shown:
        lines += _value(value, width)
    return lines


def _value(shown: Shown, width: int) -> list[Content]:
    asked = highlight_python(shown.asked)
    lead = [] if len(asked) <= width else [asked]
    start = Content(" " * width) if lead else asked.pad_right(width - len(asked))
    first, *rest = shown.value.splitlines() or [""]
    margin = " " * (width + 3)
    return [
        *lead,
        Content.assemble(start, (f" {ARROW} ", ACCENT), first),
        *(Content(margin + line) for line in rest),
    ]
