"""Lists the texts near filled-in values, because they may still mention the old values."""

from collections.abc import Iterable, Iterator, Sequence

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import Amendment
from torchquiz.engine.models.authored import Text
from torchquiz.engine.yaml.positions import Where

WIDTH = 60
"""The maximum number of characters to show of each passage."""


def texts_to_reread(bank: Bank, amendments: Sequence[Amendment]) -> Iterator[str]:
    """Yield lines that list the texts of each lesson part in which values were filled in.

    A part is an item or an activity. It has a heading and one line for each text.

    Args:
        bank: the lesson after filling in.
        amendments: the values that were filled in.
    """
    changed = {_part(amendment.where) for amendment in amendments}
    for item, scope in bank.items:
        if scope.where in changed:
            yield f"Check the wording of item '{item.id}':"
            yield from _lines(bank, scope.where, item.texts())
    for name, way in bank.ways.items():
        if (name,) in changed:
            yield f"Check the wording of '{name}':"
            yield from _lines(bank, (name,), way.texts())


def _part(where: Where) -> Where:
    """Return the path of the item or activity (such as `start`) that contains a value."""
    return where[:2] if where[0] == "items" else where[:1]


def _lines(bank: Bank, part: Where, texts: Iterable[tuple[Where, Text]]) -> Iterator[str]:
    for where, text in texts:
        spot = bank.source.spot((*part, *where))
        line = " ".join(text.split())
        shown = line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
        yield f"  {bank.source.path}:{spot.line}:{spot.column}: {shown}"
