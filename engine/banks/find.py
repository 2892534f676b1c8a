"""Finds the lesson or item that is named on the command line."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.wording import did_you_mean
from torchquiz.engine.yaml.recognise import item_ids, lesson_id


def find_lesson(name: str, banks: Sequence[Path]) -> Path:
    """Find a lesson by its id or path, and return the path of its file.

    Args:
        name: the id of a lesson, or the path of its file.
        banks: the files and folders to search for the id.

    Raises:
        TorchquizError: the lesson does not exist, or the path is a folder with several lessons.
    """
    if _is_path(name):
        return _only_lesson(Path(name))
    # If several files declare the same id, the first of them counts.
    files = {lesson_id(file) or file.stem: file for file in reversed(lesson_files(list(banks)))}
    if name in files:
        return files[name]
    if Path(name).exists():
        return _only_lesson(Path(name))
    known = sorted(files)
    meant = did_you_mean(name, known)
    ending = f"; {meant}" if meant else "."
    raise TorchquizError(f"Unknown lesson '{name}'{ending} Lessons: {', '.join(known)}.")


class ItemLocation(Struct, frozen=True):
    """The location of an item: the path of its lesson file, and the ids of the lesson and item."""

    path: Path
    lesson: str
    item: str

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}"


def find_item(name: str, banks: Sequence[Path]) -> ItemLocation:
    """Find an item by its name, and return its location.

    Args:
        name: `LESSON/ITEM`, or `ITEM` if only one lesson has an item with this id.
        banks: the files and folders to search.

    Raises:
        TorchquizError: no item has this name, or several items do.
    """
    lesson, _, item = name.rpartition("/")
    locations = [found for found in _item_locations(banks) if lesson in ("", found.lesson)]
    matches = [location for location in locations if location.item == item]
    if len(matches) > 1:
        raise TorchquizError(
            f"Several lessons have an item '{item}'; name one of these:"
            f" {', '.join(map(str, matches))}."
        )
    if not matches:
        meant = did_you_mean(item, [location.item for location in locations])
        remedy = meant or "write LESSON/ITEM or ITEM, and name the lesson's file with --bank."
        raise TorchquizError(f"Unknown item '{name}'; {remedy}")
    return matches[0]


def _item_locations(banks: Sequence[Path]) -> list[ItemLocation]:
    locations: list[ItemLocation] = []
    for path in lesson_files(list(banks)):
        lesson = lesson_id(path) or path.stem
        locations += [ItemLocation(path, lesson, item) for item in item_ids(path)]
    return locations


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _only_lesson(path: Path) -> Path:
    files = lesson_files([path])
    if len(files) > 1:
        raise TorchquizError(
            f"{path} contains {len(files)} lessons; name one: {', '.join(map(str, files))}."
        )
    return files[0]
