"""A measurement, and how it compares with its baseline."""

from collections.abc import Iterable
from dataclasses import dataclass

SEED = 7
"""All that is shuffled or generated follows from it."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with its unit; where there is a baseline, also as a multiple of that."""

    name: str
    value: float
    unit: str
    multiple: float | None = None
    baseline: str = ""
    note: str = ""

    def __str__(self) -> str:
        line = f"  {self.name:50}{self.value:10.2f} {self.unit:4}"
        if self.multiple is not None:
            line += f"{self.multiple:9.2f} × {self.baseline}"
        return f"{line}   {self.note}".rstrip()


def show(title: str, figures: Iterable[Measurement]) -> None:
    """Print each figure as soon as it is measured."""
    print(title, flush=True)
    for figure in figures:
        print(figure, flush=True)
