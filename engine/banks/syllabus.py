"""Which lessons there are, and in which order they are best taken.

A folder may hold a `syllabus.txt` that names its lessons' files, one a line. Lessons that it does
not name follow in the order of their names.
"""

from collections.abc import Iterator
from pathlib import Path

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS, may_be_lesson

SYLLABUS = "syllabus.txt"


def lesson_files(paths: list[Path]) -> list[Path]:
    """Return the lesson files among files and folders.

    They are in the order given, and those of one folder in the order of its syllabus. The file
    that the lessons of a folder share is left out.

    Raises:
        TorchquizError: a path does not exist or holds no lesson, or a syllabus names what is not
            there.
    """
    files: list[Path] = []
    for path in _in_order(paths):
        if path.is_dir():
            files += _files_inside(path)
        elif path.is_file():
            files.append(path)
        else:
            raise TorchquizError(f"{path}: there is no such file or folder.")
    lessons = [path for path in dict.fromkeys(files) if path.name != SHARED_MISCONCEPTIONS]
    if files and not lessons:
        raise TorchquizError(
            f"{files[0]}: this file holds shared misconceptions, not a lesson;"
            " name a lesson beside it, or their folder."
        )
    return lessons


def _in_order(paths: list[Path]) -> list[Path]:
    """Return the paths with those of one folder, such as `folder/*.yaml`, in its syllabus' order.

    They take the places that files of this folder had; all other paths stay where they are.
    """
    ordered = list(paths)
    folders = dict.fromkeys(path.parent for path in paths if (path.parent / SYLLABUS).is_file())
    for folder in folders:
        ranks = {path: rank for rank, path in enumerate(_files_inside(folder))}
        places = [place for place, path in enumerate(paths) if path in ranks]
        files = sorted((paths[place] for place in places), key=ranks.__getitem__)
        for place, path in zip(places, files, strict=True):
            ordered[place] = path
    return ordered


def _files_inside(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.rglob("*.yaml")) if may_be_lesson(file)]
    if not files:
        raise TorchquizError(f"{folder}: there is no lesson (*.yaml) in this folder.")
    return list(dict.fromkeys([*_named_files(folder / SYLLABUS, set(files)), *files]))


def _named_files(syllabus: Path, files: set[Path]) -> Iterator[Path]:
    """Yield the files that a syllabus names; none where there is no syllabus."""
    if not syllabus.is_file():
        return
    for number, line in enumerate(syllabus.read_text(encoding="utf-8").splitlines(), start=1):
        name = line.partition("#")[0].strip()
        if not name:
            continue
        if syllabus.parent / name not in files:
            raise TorchquizError(
                f"{syllabus}:{number}: there is no lesson '{name}' here;"
                " name files of this folder, one a line."
            )
        yield syllabus.parent / name


def unmet(lessons: list[tuple[str, str, tuple[str, ...]]]) -> list[Fault]:
    """Return a fault for each prerequisite that is not a lesson, or comes later.

    Args:
        lessons: path as shown, id and prerequisites of each lesson, in their order.
    """
    ids = [lesson for _, lesson, _ in lessons]
    faults = []
    for place, (path, _, prerequisites) in enumerate(lessons):
        for other in prerequisites:
            if other not in ids:
                message = f"there is no lesson '{other}' to come before this one."
                faults.append(Fault(path, 1, 1, message, "Look at 'prerequisites'."))
            elif ids.index(other) >= place:
                message = f"the lesson '{other}' comes later, and this one builds on it."
                faults.append(Fault(path, 1, 1, message, f"Order {SYLLABUS}."))
    return faults
