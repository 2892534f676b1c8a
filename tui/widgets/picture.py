"""A small greyscale picture, drawn in half blocks or, without greys, in shading characters."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.style import Style

from torchquiz.engine.models.ways import Picture
from torchquiz.tui.words.pixels import fit_pixels, pairs, shade_rows

UPPER_HALF = "▀"
STEPS = 32
"""Number of grey levels, kept low so that equal neighbours can be drawn together."""
RICH_IN_COLOURS = ("truecolor", "256")


def has_greys(app: App[object]) -> bool:
    """Return whether the terminal can show enough shades of grey for a picture."""
    return (
        not app.no_color
        and not app.native_ansi_color
        and app.console.color_system in RICH_IN_COLOURS
    )


def draw_picture(picture: Picture, width: int, lines: int, greys: bool) -> list[Content]:
    """Draw a picture that is at most `width` cells wide and `lines` lines high."""
    pixels = fit_pixels(picture, width, 2 * lines)
    if not greys:
        return [Content(line) for line in shade_rows(pixels)]
    lines_of_steps = ([(_step(top), _step(low)) for top, low in line] for line in pairs(pixels))
    return [_line(steps) for steps in lines_of_steps]


def join_blocks(blocks: Sequence[Sequence[Content]], gap: int = 2) -> Content:
    """Join blocks of lines side by side. Shorter blocks are padded with empty lines."""
    height = max(map(len, blocks), default=0)
    widths = [max((line.cell_length for line in block), default=0) for block in blocks]
    lines = []
    for at in range(height):
        cells = [block[at] if at < len(block) else Content() for block in blocks]
        padded = [
            cell.pad_right(width - cell.cell_length)
            for cell, width in zip(cells, widths, strict=True)
        ]
        lines.append(Content(" " * gap).join(padded))
    return Content("\n").join(lines)


def _line(greys: Sequence[tuple[int, int]]) -> Content:
    runs = [(pair, len(list(same))) for pair, same in groupby(greys)]
    return Content.assemble(*((UPPER_HALF * length, _style(*pair)) for pair, length in runs))


@lru_cache(maxsize=STEPS * STEPS)
def _style(above: int, below: int) -> Style:
    return Style(foreground=_grey(above), background=_grey(below))


def _grey(step: int) -> Color:
    level = round(step * 255 / (STEPS - 1))
    return Color(level, level, level)


def _step(grey: float) -> int:
    return round(grey * (STEPS - 1) / 255)
