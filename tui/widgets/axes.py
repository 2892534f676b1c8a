"""Labels for the axes of a chart."""

from collections.abc import Callable, Sequence

TICK_GAP = 2
"""Number of empty cells between two labels of the horizontal axis."""
TALL = 5
"""The number of lines from which the vertical axis has a label in the middle."""
Tick = tuple[float, str]
"""A position on the horizontal axis, and its label."""


def vertical_labels(
    low: float, high: float, rows: int, format_value: Callable[[float], str]
) -> list[str]:
    """Return a label for each line of a chart. Most labels are empty.

    The first and last lines are labelled. If there is room, so is one line between them: the one
    whose rounded label is most exact or, if several are, the one nearest to the middle.
    """
    labels = [""] * rows
    labels[0], labels[-1] = format_value(high), format_value(low)
    if rows < TALL or low == high:
        return labels

    def value(row: int) -> float:
        return high - (high - low) * row / (rows - 1)

    def error(row: int) -> float:
        return abs(float(format_value(value(row))) - value(row)) / (high - low)

    inner = range(2, rows - 2)
    best = min(inner, key=lambda row: (round(error(row), 2), abs(2 * row - rows + 1)))
    if format_value(value(best)) not in labels:
        labels[best] = format_value(value(best))
    return labels


def horizontal_axis(ticks: Sequence[Tick], width: int) -> str:
    """Return a line with labels at given fractions of the width.

    The first and last labels are always shown. A label between them is left out if it would touch
    another one.
    """
    line = [" "] * width
    taken = [False] * width
    for fraction, label in [*ticks[-1:], *ticks[:1], *ticks[1:-1]]:
        start = round(fraction * (width - 1)) - len(label) // 2
        start = max(0, min(start, width - len(label)))
        end = start + len(label)
        around = taken[max(0, start - TICK_GAP) : end + TICK_GAP]
        if not label or any(around):
            continue
        line[start:end] = label
        taken[start:end] = [True] * len(label)
    return "".join(line)
