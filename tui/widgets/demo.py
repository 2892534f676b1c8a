"""A snippet that was run, with its output, its values and the PyTorch version that ran it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.engine.wording import ARROW, elapsed
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.code import Code, highlight_python
from torchquiz.tui.words.runs import pytorch

BESIDE = 32
"""Width in cells of the PyTorch version beside the values."""
LONG = 30
"""Number of characters up to which an expression shares a line with its value."""


class DemoView(VerticalGroup):
    """A snippet with its outcome."""

    DEFAULT_CSS = """
    DemoView {
        .gave { height: auto; margin: 1 0 0 0; }
        .gave Code { margin: 0 2 0 0; }
        .ran { width: auto; height: auto; color: $text-muted; }
    }
    """

    def __init__(self, demo: Demo, torch: str) -> None:
        super().__init__()
        self._demo = demo
        self._ran = f"{pytorch(torch)}, {elapsed(demo.elapsed_ms)}"

    def compose(self) -> ComposeResult:
        """Show the code above its outcome, and the PyTorch version beside it if there is room."""
        yield Code(self._demo.code)
        outcome = demo_outcome(self._demo)
        fits = widest(outcome) + BESIDE <= self.app.size.width
        with Horizontal(classes="gave") if fits else VerticalGroup(classes="gave"):
            if outcome:
                yield Code(outcome, barred=False)
            yield Static(self._ran, classes="ran")


def demo_outcome(demo: Demo) -> Content:
    """Return the output, then each expression with an arrow to its value."""
    printed = [Content.styled(line, MUTED) for line in demo.output.rstrip("\n").splitlines()]
    return Content("\n").join([*printed, *_values(demo.shown)])


def widest(content: Content) -> int:
    """Return the width of the longest line in cells."""
    return max((line.cell_length for line in content.split("\n")), default=0)


def _values(shown: Sequence[Shown]) -> list[Content]:
    """Align the arrows; put the value of a long expression on the next line."""
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
