"""How probable each ability is after a test, drawn as a small curve with the line from which on a learner is strong."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from torchquiz.engine.progress.verdict import Tried, curve, threshold_column
from torchquiz.tui.themes import ACCENT, MUTED

HEIGHT = 3
WIDEST = 64
EIGHTHS = " ▁▂▃▄▅▆▇█"
BELOW, ABOVE = "not yet", "strong"


class Posterior(Static):
    """The curve over its axis."""

    def __init__(self, tried: Iterable[Tried]) -> None:
        super().__init__()
        self._tried = tuple(tried)

    def on_resize(self, event: Resize) -> None:
        """Draw to the room there is."""
        width = min(WIDEST, event.size.width)
        line = threshold_column(width)
        rows = drawn(curve(self._tried, width), HEIGHT)
        shown = [Content.assemble((row[:line], MUTED), (row[line:], ACCENT)) for row in rows]
        self.update(Content("\n").join([*shown, Content.styled(axis(width, line), MUTED)]))


def drawn(heights: Sequence[float], rows: int) -> list[str]:
    """Heights from 0 to 1 as lines of blocks, the highest first."""
    filled = [round(height * rows * 8) for height in heights]
    return [
        "".join(EIGHTHS[max(0, min(8, one - 8 * row))] for one in filled)
        for row in reversed(range(rows))
    ]


def axis(width: int, line: int) -> str:
    """The axis with a mark at the line that divides both sides, each named below."""
    rule = "─" * line + "┼" + "─" * (width - line - 1)
    return f"{rule}\n{BELOW:^{line}}{ABOVE:^{width - line}}".rstrip()
