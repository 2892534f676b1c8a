"""Finds the lesson or the item that somebody names on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.wording import did_you_mean
from torchquiz.engine.yaml.recognise import item_ids, lesson_id


def find_lesson(name: str, banks: Sequence[Path]) -> Path:
    """Return the file of the lesson with this id, or at this path.

    Args:
        name: a lesson's id, or the path of its file.
        banks: the files and folders in which an id is looked for.

    Raises:
        TorchquizError: there is no such lesson, or the path holds several.
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
    raise TorchquizError(f"There is no lesson '{name}'{ending} Lessons: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """The lesson and the file in which an item stands."""

    path: Path
    lesson: str
    item: str

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}"


def find_item(name: str, banks: Sequence[Path]) -> ItemPlace:
    """Return where an item stands.

    Args:
        name: `LESSON/ITEM`, or `ITEM` alone where only one lesson has such an item.
        banks: the files and folders in which it is looked for.

    Raises:
        TorchquizError: there is no such item, or there are several.
    """
    lesson, _, item = name.rpartition("/")
    places = [place for place in _item_places(banks) if lesson in ("", place.lesson)]
    matches = [place for place in places if place.item == item]
    if len(matches) > 1:
        raise TorchquizError(
            f"Several lessons have an item '{item}': {', '.join(map(str, matches))}."
        )
    if not matches:
        meant = did_you_mean(item, [place.item for place in places])
        remedy = meant or "name it as LESSON/ITEM or ITEM, and its file with --bank."
        raise TorchquizError(f"There is no item '{name}'; {remedy}")
    return matches[0]


def _item_places(banks: Sequence[Path]) -> list[ItemPlace]:
    places: list[ItemPlace] = []
    for path in lesson_files(list(banks)):
        lesson = lesson_id(path) or path.stem
        places += [ItemPlace(path, lesson, item) for item in item_ids(path)]
    return places


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _only_lesson(path: Path) -> Path:
    files = lesson_files([path])
    if len(files) > 1:
        raise TorchquizError(
            f"{path} holds {len(files)} lessons; name one of them: {', '.join(map(str, files))}."
        )
    return files[0]
