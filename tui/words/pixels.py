"""Scales and shades small greyscale pictures."""

from collections.abc import Sequence
from typing import TypeVar

from torchquiz.engine.models.ways import Picture

SHADES = " ░▒▓█"
"""Characters from dark to bright, for terminals that cannot show greys."""
Pixels = Sequence[Sequence[float]]

Value = TypeVar("Value")


def rows(picture: Picture) -> list[bytes]:
    """Return the pixels of a picture, row by row."""
    return [
        picture.pixels[start : start + picture.width]
        for start in range(0, len(picture.pixels), picture.width)
    ]


def fit_pixels(picture: Picture, width: int, height: int) -> list[list[float]]:
    """Return the picture scaled to at most `width` by `height` pixels.

    The picture is enlarged by a whole factor, or shrunk by averaging neighbouring pixels.
    """
    pixels = rows(picture)
    across, down = picture.width, len(pixels)
    factor = min(width // across, height // down)
    if factor >= 1:
        return _repeated([_repeated(row, factor) for row in pixels], factor)
    shrink = max(across / width, down / height)
    size = max(1, round(across / shrink)), max(1, round(down / shrink))
    return [
        [_mean(pixels, _span(x, size[0], across), _span(y, size[1], down)) for x in range(size[0])]
        for y in range(size[1])
    ]


def pairs(pixels: Pixels) -> list[list[tuple[float, float]]]:
    """Return the pixels as pairs of an upper and a lower pixel, one list per two rows.

    A line of half blocks shows one such list. If the number of rows is odd, the last row is paired
    with itself.
    """
    lower = [*pixels[1::2], pixels[-1]]
    return [
        list(zip(above, below, strict=True))
        for above, below in zip(pixels[::2], lower, strict=False)
    ]


def shade_rows(pixels: Pixels) -> list[str]:
    """Draw pixels in shading characters, without colour. Each line shows two rows of pixels."""
    return ["".join(shade((above + below) / 2) for above, below in line) for line in pairs(pixels)]


def shade(grey: float) -> str:
    """Return the shading character for a shade of grey from 0 (black) to 255 (white)."""
    return SHADES[min(int(grey / 256 * len(SHADES)), len(SHADES) - 1)]


def _span(at: int, size: int, of: int) -> tuple[int, int]:
    start = at * of // size
    return start, max(start + 1, (at + 1) * of // size)


def _mean(pixels: Pixels, across: tuple[int, int], down: tuple[int, int]) -> float:
    inside = [grey for row in pixels[slice(*down)] for grey in row[slice(*across)]]
    return sum(inside) / len(inside)


def _repeated(values: Sequence[Value], times: int) -> list[Value]:
    """Return the values, each repeated `times` times."""
    return [value for value in values for _ in range(times)]
