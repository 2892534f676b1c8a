"""The measurement that benchmarks print, with or without a baseline."""

from collections.abc import Iterable
from dataclasses import dataclass

SEED = 7
"""The seed for everything that a benchmark shuffles or generates."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with its unit and, if there is a baseline, the multiple of the baseline."""

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
    """Print each measurement as soon as it is made."""
    print(title, flush=True)
    for figure in figures:
        print(figure, flush=True)
