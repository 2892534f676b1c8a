"""Collects the misconceptions that a lesson may name: its own and those of its folder."""

from pathlib import Path

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.yaml.positions import Source
from torchquiz.engine.yaml.reading import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS


def all_misconceptions(
    path: Path, source: Source, own: dict[str, str], faults: list[Fault]
) -> dict[str, str]:
    """Return the beliefs, by name, of a lesson's misconceptions and those of its folder.

    Args:
        path: the lesson's file.
        source: the lesson's positions.
        own: the lesson's own misconceptions.
        faults: a fault is added for each name that is defined in both.

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


def _shared_misconceptions(path: Path, name: str) -> dict[str, str]:
    source = read_source(path, name)
    shared = source.values
    if isinstance(shared, dict) and all(isinstance(text, str) for text in shared.values()):
        return shared
    message = "shared misconceptions must be lines of `name: belief`."
    raise BankError([source.fault((), message, "Write each belief as text.")])
