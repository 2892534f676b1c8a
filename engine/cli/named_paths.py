"""Finds the lessons that the command line names by their ids, files or folders."""

from collections.abc import Sequence
from pathlib import Path

from torchquiz.engine.banks.find import find_lesson
from torchquiz.engine.folders import BANKS


def named_paths(names: Sequence[str], banks: Sequence[Path]) -> list[Path]:
    """Return the files and folders of the named lessons.

    Args:
        names: ids of lessons, or paths of files and folders.
        banks: the folders in which to look for ids. If no ids are given, the lessons in these
            folders are included.

    Raises:
        TorchquizError: no lesson has one of the ids.
    """
    is_path = {name: Path(name).exists() or _looks_like_path(name) for name in names}
    paths = [Path(name) if is_path[name] else find_lesson(name, banks or [BANKS]) for name in names]
    if all(is_path.values()):
        return [*banks, *paths] or [BANKS]
    return paths


def _looks_like_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
