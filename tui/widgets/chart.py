"""Curves drawn in braille characters, with 2 × 4 dots per character."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct
from textual.content import Content
from textual.widget import Widget

from torchquiz.tui.themes import ACCENT, MUTED
from torchquiz.tui.widgets.axes import Tick, horizontal_axis, vertical_labels

Point = tuple[float, float]
Mark = Literal["line", "dashes", "dots"]
"""The drawing style of a curve, which distinguishes curves without relying on colour."""

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit for each dot of a braille character, by column and row."""
BLANK = 0x2800
DASH, GAP = 4, 3
LEGEND: dict[Mark, str] = {"line": "⠒⠒⠒", "dashes": "⠒ ⠒", "dots": "⠂ ⠂"}
STYLES = (ACCENT, "$text-warning", "$text-success")


class Curve(Struct, frozen=True):
    """A named series of points. The line is interrupted at points that are not finite."""

    name: str
    points: tuple[Point, ...]
    mark: Mark = "line"


class Frame(Struct, frozen=True):
    """The range of coordinates that a chart shows."""

    left: float
    right: float
    low: float
    high: float

    def fraction(self, across: float) -> float:
        """Return how far along the horizontal axis a coordinate lies, from 0 to 1."""
        return _within((across - self.left) / ((self.right - self.left) or 1))

    def place(self, point: Point, width: int, height: int) -> tuple[int, int]:
        """Return the column and row of a point's dot, counted from the top left."""
        up = (point[1] - self.low) / ((self.high - self.low) or 1)
        across = self.fraction(point[0])
        return round(across * (width - 1)), round((1 - _within(up)) * (height - 1))


def frame(points: Iterable[Point], low: float | None = None, high: float | None = None) -> Frame:
    """Return the smallest frame that contains all points and spans `low` to `high` vertically."""
    real = [point for point in points if _is_finite(point)] or [(0.0, 0.0)]
    across, heights = zip(*real, strict=True)
    heights += tuple(bound for bound in (low, high) if bound is not None)
    return Frame(min(across), max(across), min(heights), max(heights))


def braille(
    points: Sequence[Point],
    width: int,
    height: int,
    within: Frame | None = None,
    mark: Mark = "line",
) -> list[str]:
    """Return a curve as `height` lines of `width` braille characters."""
    return [
        "".join(chr(BLANK + bits) for bits in row)
        for row in _bits(points, width, height, within or frame(points), mark)
    ]


def chart(
    curves: Sequence[Curve],
    width: int,
    height: int,
    within: Frame,
    ticks: Sequence[Tick],
    format_value: Callable[[float], str] = "{:.3g}".format,
) -> Content:
    """Draw curves on top of one another, with axes, and a legend if there are several.

    Args:
        curves: The curves to draw.
        width: Width in cells.
        height: Height in lines.
        within: The range of coordinates to draw.
        ticks: Coordinates on the horizontal axis with their labels, from left to right.
        format_value: Formats the labels of the vertical axis.
    """
    has_legend = len(curves) > 1
    rows = max(2, height - 1 - has_legend)
    left = vertical_labels(within.low, within.high, rows, format_value)
    margin = max(map(len, left))
    legend = [_legend(curves, margin)] if has_legend else []
    across = max(2, width - margin - 2)
    drawn = _layers(
        [_bits(curve.points, across, rows, within, curve.mark) for curve in curves], across, rows
    )
    lines = [
        Content.assemble((f"{label:>{margin}} ▏", MUTED), line)
        for label, line in zip(left, drawn, strict=True)
    ]
    placed = [(within.fraction(position), label) for position, label in ticks]
    foot = " " * (margin + 2) + horizontal_axis(placed, across)
    return Content("\n").join([*legend, *lines, Content.styled(foot, MUTED)])


class Chart(Widget):
    """A widget that shows curves and redraws them when points are added."""

    DEFAULT_CSS = """
    Chart { height: 8; width: 1fr; text-wrap: nowrap; }
    """

    def __init__(
        self, id: str | None = None, low: float | None = None, high: float | None = None
    ) -> None:
        super().__init__(id=id)
        self._curves: tuple[Curve, ...] = ()
        self._ticks: Sequence[Tick] = ()
        self._format_value: Callable[[float], str] = "{:.3g}".format
        self._span = low, high

    def show(
        self,
        *curves: Curve,
        ticks: Sequence[Tick],
        format_value: Callable[[float], str] = "{:.3g}".format,
    ) -> None:
        """Replace the curves and the labels of the horizontal axis."""
        self._curves, self._ticks, self._format_value = curves, ticks, format_value
        self.refresh()

    def render(self) -> Content:
        """Draw the chart to fit its widget."""
        if not any(curve.points for curve in self._curves):
            return Content()
        within = frame((point for curve in self._curves for point in curve.points), *self._span)
        return chart(
            self._curves, self.size.width, self.size.height, within, self._ticks, self._format_value
        )


def _bits(
    points: Sequence[Point], width: int, height: int, within: Frame, mark: Mark
) -> list[list[int]]:
    rows = [[0] * width for _ in range(height)]
    for number, (across, down) in enumerate(_dots(points, 2 * width, 4 * height, within, mark)):
        if mark != "dashes" or number % (DASH + GAP) < DASH:
            rows[down // 4][across // 2] |= DOTS[across % 2][down % 4]
    return rows


def _dots(
    points: Sequence[Point], width: int, height: int, within: Frame, mark: Mark
) -> Iterable[tuple[int, int]]:
    """Yield the dots for the points and, unless the mark is `dots`, for the lines between them."""
    before: tuple[int, int] | None = None
    for point in points:
        here = within.place(point, width, height) if _is_finite(point) else None
        if here and before and mark != "dots":
            yield from _line(before, here)
        elif here:
            yield here
        before = here


def _line(start: tuple[int, int], end: tuple[int, int]) -> Iterable[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    for step in range(1, steps + 1):
        across = start[0] + (end[0] - start[0]) * step / steps
        down = start[1] + (end[1] - start[1]) * step / steps
        yield round(across), round(down)


def _layers(layers: Sequence[list[list[int]]], width: int, height: int) -> list[Content]:
    """Merge the curves. A character that several curves share has the style of the first."""
    lines: list[Content] = []
    for row in range(height):
        cells = [_cell([layer[row][column] for layer in layers]) for column in range(width)]
        lines.append(Content.assemble(*cells))
    return lines


def _cell(bits: Sequence[int]) -> tuple[str, str]:
    mixed = 0
    for layer in bits:
        mixed |= layer
    first = next((number for number, layer in enumerate(bits) if layer), 0)
    return chr(BLANK + mixed), STYLES[first % len(STYLES)]


def _legend(curves: Sequence[Curve], margin: int) -> Content:
    named = [
        Content.assemble((f"{LEGEND[curve.mark]} ", STYLES[number % len(STYLES)]), curve.name)
        for number, curve in enumerate(curves)
    ]
    return Content(" " * (margin + 2)) + Content("   ").join(named)


def _within(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))


def _is_finite(point: Point) -> bool:
    return all(map(math.isfinite, point))
