"""Draws a stage of a data flow: its input and output to scale, with some of their values."""

from collections.abc import Sequence
from itertools import chain

from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.models.ways import Stage
from torchquiz.engine.wording import ARROW, shape
from torchquiz.tui.themes import ACCENT, MUTED

Grid = Sequence[Sequence[float]]

STRIP_CELLS = 32
"""Maximum width of a row of features."""
WINDOW = 4
"""Number of rows and columns of numbers to show."""
TIGHT = 4
"""Maximum height in lines at which a picture is drawn without empty lines."""
FIRST_NUMBERS = "first numbers of the first row"
ARROW_CELLS = 9
"""Width of the arrow and the space around it."""


class StagePicture(Static):
    """A drawing of the selected stage. Images are drawn as blocks, and flat features as a strip."""

    DEFAULT_CSS = """
    StagePicture { height: auto; text-wrap: nowrap; }
    """

    def show(self, stage: Stage, lines: int) -> None:
        """Draw a stage, with its largest image `lines` lines high."""
        before, after = stage.before[1:], stage.after[1:]
        pictures = [_labelled(sizes, lines, (before, after)) for sizes in (before, after)]
        windows = [_numbers(window) for window in (stage.window_before, stage.window_after)]
        width = max((len(line) for line in pictures[0] + windows[0]), default=0)
        shown = [_side_by_side(pictures[0], pictures[1], width)]
        if windows[1]:
            is_image = len(after) > 1
            where = "a corner of the first image" if is_image else FIRST_NUMBERS
            numbers = _side_by_side(windows[0], windows[1], width)
            shown.append(Content.styled(where, MUTED) + "\n" + numbers)
        self.update(Content("\n" if lines <= TIGHT else "\n\n").join(shown))


def draw_shape(sizes: Sequence[int], lines: int, among: Sequence[Sequence[int]]) -> list[str]:
    """Draw a tensor's shape, without the batch dimension, on a scale that fits all of `among`.

    `(channels, height, width)` is drawn as a block, and `(features,)` as a strip. The scale takes
    into account that a cell is about twice as high as wide.
    """
    if not sizes:
        return []
    if len(sizes) == 1:
        longest = max(other[0] for other in among if len(other) == 1)
        return ["█" * max(1, round(sizes[0] / longest * STRIP_CELLS))]
    largest = max(max(other[-2:]) for other in among if len(other) > 1)
    cells_per_pixel = 2 * lines / largest
    height, width = (max(1, round(side * cells_per_pixel)) for side in sizes[-2:])
    return ["█" * width] * (height // 2) + ["▀" * width] * (height % 2)


def _labelled(sizes: Sequence[int], lines: int, among: Sequence[Sequence[int]]) -> list[Content]:
    if not sizes:
        return []
    return [
        Content(shape(sizes)),
        *(Content.styled(line, "$primary") for line in draw_shape(sizes, lines, among)),
    ]


def _numbers(window: Grid) -> list[Content]:
    """Return the top left corner of a grid of numbers, with aligned columns."""
    corner = [row[:WINDOW] for row in window[:WINDOW]]
    is_whole = all(all(number == int(number) for number in row) for row in corner)
    decimals = 0 if is_whole else 2
    texts = [[_number(number, decimals) for number in row] for row in corner]
    width = max((len(text) for text in chain.from_iterable(texts)), default=0)
    return [Content("  ".join(f"{text:>{width}}" for text in row)) for row in texts]


def _number(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".replace("-", "−")


def _side_by_side(left: list[Content], right: list[Content], width: int) -> Content:
    """Join two blocks with an arrow. If the left block is empty, return only the right one."""
    if not left:
        return Content("\n").join(right)
    height = max(len(left), len(right))
    middle = height // 2
    lines = []
    for at in range(height):
        before = left[at] if at < len(left) else Content()
        after = right[at] if at < len(right) else Content()
        arrow = f"{ARROW if at == middle else '':^{ARROW_CELLS}}"
        lines.append(
            Content.assemble(before.pad_right(width - len(before)), (arrow, ACCENT), after)
        )
    return Content("\n").join(lines)
