"""Code that was really run, with an arrow to each value, what it printed, and once who ran it and how long that took."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.models.ways import Demo, Shown
from torchquiz.engine.wording import ARROW, elapsed
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.code import Code, highlighted
from torchquiz.tui.words.runs import pytorch

BESIDE = 32
"""Who ran it needs so many columns beside what came of it."""
LONG = 30
"""An expression beyond so many characters has a line of its own."""


class DemoView(VerticalGroup):
    """A snippet and what came of it."""

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
        """The code over what it gave; who ran it stands beside that where there is room."""
        yield Code(self._demo.code)
        given = gave(self._demo)
        with (
            Horizontal(classes="gave")
            if widest(given) + BESIDE <= self.app.size.width
            else VerticalGroup(classes="gave")
        ):
            if given:
                yield Code(given, barred=False)
            yield Static(self._ran, classes="ran")


def gave(demo: Demo) -> Content:
    """What was printed, then each value behind its expression and an arrow."""
    printed = [Content.styled(line, MUTED) for line in demo.output.rstrip("\n").splitlines()]
    return Content("\n").join([*printed, *_values(demo.shown)])


def widest(content: Content) -> int:
    """Characters of the longest line."""
    return max((line.cell_length for line in content.split("\n")), default=0)


def _values(shown: Sequence[Shown]) -> list[Content]:
    """The arrows stand below each other; a long expression has its value on the next line, and long values go on below."""
    width = max((len(one.asked) for one in shown if len(one.asked) <= LONG), default=0)
    return [line for one in shown for line in _value(one, width)]


def _value(one: Shown, width: int) -> list[Content]:
    asked = highlighted(one.asked)
    lead = [] if len(asked) <= width else [asked]
    start = Content(" " * width) if lead else asked.pad_right(width - len(asked))
    first, *rest = one.value.splitlines() or [""]
    margin = " " * (width + 3)
    return [
        *lead,
        Content.assemble(start, (f" {ARROW} ", ACCENT), first),
        *(Content(margin + line) for line in rest),
    ]
