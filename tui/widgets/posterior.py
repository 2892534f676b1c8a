"""A plot of the probability of each ability level after a test, split where "strong" begins."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from torchquiz.engine.progress.verdict import Tried, curve, threshold_column
from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.fitted import Fitted

HEIGHT = 3
WIDEST = 64
EIGHTHS = " ▁▂▃▄▅▆▇█"
BELOW, ABOVE = "not yet", "strong"


class Posterior(Fitted):
    """The curve of the probability density, with its axis."""

    def __init__(self, tried: Iterable[Tried]) -> None:
        super().__init__()
        self._tried = tuple(tried)

    def fitted(self, width: int) -> Content:
        """Return the curve, at most as wide as is good to read."""
        width = min(WIDEST, width)
        line = threshold_column(width)
        rows = draw_heights(curve(self._tried, width), HEIGHT)
        shown = [Content.assemble((row[:line], MUTED), (row[line:], ACCENT)) for row in rows]
        return Content("\n").join([*shown, Content.styled(axis(width, line), MUTED)])


def draw_heights(heights: Sequence[float], rows: int) -> list[str]:
    """Draw heights from 0 to 1 as lines of block characters, from top to bottom."""
    filled = [round(height * rows * 8) for height in heights]
    lines: list[str] = []
    for row in reversed(range(rows)):
        levels = [max(0, min(8, eighths - 8 * row)) for eighths in filled]
        lines.append("".join(EIGHTHS[level] for level in levels))
    return lines


def axis(width: int, line: int) -> str:
    """Return the axis, with a mark where "strong" begins and a name below each side."""
    rule = "─" * line + "┼" + "─" * (width - line - 1)
    return f"{rule}\n{BELOW:^{line}}{ABOVE:^{width - line}}".rstrip()
