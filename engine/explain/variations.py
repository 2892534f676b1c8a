"""Finds other inputs for a model by changing one size of the given input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Matches a tensor whose sizes are given: `torch.rand(8, 3, 64, 64)`, or the end of
# `torch.randint(0, 100, (2, 12))`.
SIZES = re.compile(r"torch\.(?:rand|randn|ones|zeros)\((\d+(?:, ?\d+)*)\)|\((\d+(?:, ?\d+)+)\)\)")


@dataclass(frozen=True, slots=True)
class Variation:
    """A call to the model with another input."""

    call: str
    what: str
    """A description of the other input, such as `an input of shape (8, 3, 32, 32)`."""
    keeps_batch: bool
    """Whether the batch size is unchanged."""


def variations(call: str) -> list[Variation]:
    """Return copies of a call in which the first tensor with literal sizes has another shape."""
    start = call.rfind(")(") + 1
    match = SIZES.search(call, start)
    if match is None:
        return []
    group = 1 if match[1] else 2
    sizes = tuple(map(int, match[group].split(",")))
    begin, end = match.span(group)
    return [
        Variation(
            call[:begin] + ", ".join(map(str, other)) + call[end:],
            f"an input of shape {other}",
            other[0] == sizes[0],
        )
        for other in _others(sizes)
    ]


def _others(sizes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield shapes with a different spatial size, number of channels, or batch size."""
    batch, rest = sizes[0], sizes[1:]
    if len(rest) >= 2:
        sides = rest[1:] if len(rest) > 2 else rest[:1]
        for scale in (0.5, 1.5):
            other = tuple(max(1, round(side * scale)) for side in sides)
            yield (batch, rest[0], *other) if len(rest) > 2 else (batch, *other, rest[1])
    elif rest:
        yield (batch, rest[0] + 2)
    if len(rest) >= 2:
        channels_first = len(rest) > 2
        last = rest[0] + 1 if channels_first else rest[-1] + 2
        yield (batch, last, *rest[1:]) if channels_first else (batch, *rest[:-1], last)
    yield (batch + 3, *rest)
