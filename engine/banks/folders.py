"""Finds YAML files that may be lessons, skipping Python environments and hidden folders."""

import os
from collections.abc import Iterator
from pathlib import Path

from torchquiz.engine.yaml.recognise import may_be_lesson

OTHER_PEOPLES = frozenset({"__pycache__", "node_modules", "site-packages"})
"""Names of folders that contain installed or generated files."""
ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
"""Files and folders that reveal a Python environment, created by venv or conda."""


def possible_lessons(folder: Path) -> list[Path]:
    """Return the YAML files in a folder and its subfolders that may be lessons, sorted by path.

    Hidden subfolders, Python environments and installed packages are left out. The folder itself
    may be any of these, because the user named it.
    """
    return sorted(filter(may_be_lesson, _files(folder)))


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        path = Path(place)
        folders[:] = [name for name in folders if not _is_ignored(path / name)]
        yield from (path / name for name in files)


def _is_ignored(folder: Path) -> bool:
    if folder.name.startswith(".") or folder.name in OTHER_PEOPLES:
        return True
    return any((folder / mark).exists() for mark in ENVIRONMENT_MARKS)
