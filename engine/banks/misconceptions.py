"""Finds the misconceptions that a lesson may use, and those that an item names."""

from collections.abc import Iterator
from pathlib import Path

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.authored import Item
from torchquiz.engine.yaml.positions import Source, Where
from torchquiz.engine.yaml.reading import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS


def all_misconceptions(
    path: Path, source: Source, own: dict[str, str], faults: list[Fault]
) -> dict[str, str]:
    """Return the misconceptions that a lesson and its folder declare, as `name: belief`.

    Args:
        path: the path of the lesson file.
        source: the values of the lesson, with their positions.
        own: the misconceptions that the lesson itself declares.
        faults: a list to which a fault is added for each name that both the lesson and its folder
            define.

    Raises:
        BankError: the shared file cannot be read.
    """
    shared_path = path.with_name(SHARED_MISCONCEPTIONS)
    if not shared_path.is_file():
        return dict(own)
    name = str(Path(source.path).with_name(SHARED_MISCONCEPTIONS))
    shared = _shared_misconceptions(shared_path, name)
    for twice in own.keys() & shared.keys():
        message = f"the misconception '{twice}' is already defined in {name}."
        remedy = "Remove one of the two."
        faults.append(source.fault(("misconceptions", twice), message, remedy, at_key=True))
    return shared | own


def named_misconceptions(item: Item) -> Iterator[tuple[Where, str]]:
    """Yield each misconception of an item, with the path of its wrong answer in the item."""
    for field in ("distractors", "near_misses"):
        for number, mistake in enumerate(getattr(item, field, [])):
            if mistake.misconception:
                yield (field, number), mistake.misconception


def _shared_misconceptions(path: Path, name: str) -> dict[str, str]:
    source = read_source(path, name)
    shared = source.values
    if isinstance(shared, dict) and all(isinstance(text, str) for text in shared.values()):
        return shared
    message = "shared misconceptions must be written as lines of the form `name: belief`."
    raise BankError([source.fault((), message, "Write each belief as text.")])
