"""Defines a measurement, which may be compared with a baseline."""

from collections.abc import Iterable
from dataclasses import dataclass

SEED = 7
"""The seed of everything that is shuffled or generated."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with its unit and, if there is a baseline, its multiple of that."""

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
