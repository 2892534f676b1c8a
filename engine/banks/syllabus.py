"""Lists the lessons in files and folders, in the order in which learners should take them.

A folder may contain a `syllabus.txt` that names its lesson files, one per line. Lessons that it
does not name follow in alphabetical order. A line such as `## Training` begins a section of the
course.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from torchquiz.engine.banks.folders import possible_lessons
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS, is_lesson, lesson_id

SYLLABUS = "syllabus.txt"
SECTION = "## "
"""The beginning of a line with the name of a section."""
OTHERS = "Other lessons"
"""The name of the section with the lessons that a syllabus with sections does not name."""


class FoundLessons(NamedTuple):
    """The lessons that were found in files and folders, and the YAML files that are not lessons."""

    lessons: list[Path]
    others: list[Path]
    """The YAML files in the folders that are not lessons."""


def lesson_files(paths: list[Path], recognise: Callable[[Path], bool] = is_lesson) -> list[Path]:
    """Return the lesson files in the given files and folders.

    The result follows the given order, and the files in a folder are in the order of its syllabus.
    Files of shared misconceptions are left out. Other files that are not lessons are left out too,
    unless `paths` or a syllabus names them.

    Args:
        paths: the files and folders.
        recognise: a function that returns whether a file in a folder is a lesson.

    Raises:
        TorchquizError: a path does not exist or contains no lesson, or a syllabus names a file
            that does not exist.
    """
    return find_lessons(paths, recognise).lessons


def find_lessons(paths: list[Path], recognise: Callable[[Path], bool] = is_lesson) -> FoundLessons:
    """Find the lesson files in files and folders, and the YAML files that are not lessons."""
    files: list[Path] = []
    others: list[Path] = []
    for path in _in_order(paths):
        if path.is_dir():
            found = _lessons_inside(path, recognise)
            files += found.lessons
            others += found.others
        elif path.is_file():
            files.append(path)
        else:
            raise TorchquizError(f"{path}: no such file or folder.")
    lessons = [path for path in dict.fromkeys(files) if path.name != SHARED_MISCONCEPTIONS]
    if files and not lessons:
        raise TorchquizError(
            f"{files[0]}: this file holds shared misconceptions, not a lesson;"
            " name a lesson in the same folder, or the folder itself."
        )
    return FoundLessons(lessons, [path for path in dict.fromkeys(others) if path not in files])


def _in_order(paths: list[Path]) -> list[Path]:
    """Return the paths, with the files of each folder sorted by its syllabus.

    Files of a folder (as in `folder/*.yaml`) swap positions only with each other. All other paths
    stay where they are.
    """
    ordered = list(paths)
    folders = dict.fromkeys(path.parent for path in paths if (path.parent / SYLLABUS).is_file())
    for folder in folders:
        ranks = {path: rank for rank, path in enumerate(_files_inside(folder))}
        positions = [position for position, path in enumerate(paths) if path in ranks]
        files = sorted((paths[position] for position in positions), key=ranks.__getitem__)
        for position, path in zip(positions, files, strict=True):
            ordered[position] = path
    return ordered


def _files_inside(folder: Path) -> list[Path]:
    """Return the files in a folder that may be lessons, in the order of the folder's syllabus."""
    files = possible_lessons(folder)
    if not files:
        raise TorchquizError(f"{folder}: this folder contains no lesson (*.yaml).")
    return list(dict.fromkeys([*_named_files(folder / SYLLABUS, set(files)), *files]))


def _lessons_inside(folder: Path, recognise: Callable[[Path], bool]) -> FoundLessons:
    """Return the lessons in a folder.

    Any file that the syllabus names counts as a lesson, so that faults in it are reported.
    """
    files = _files_inside(folder)
    named = set(_named_files(folder / SYLLABUS, set(files)))
    lessons = [file for file in files if file in named or recognise(file)]
    if not lessons:
        raise TorchquizError(
            f"{folder}: this folder contains no lesson, because no line in its"
            f" {counted(len(files), 'YAML file')} begins with `lesson:`."
        )
    return FoundLessons(lessons, [file for file in files if file not in lessons])


def _named_files(syllabus: Path, files: set[Path]) -> Iterator[Path]:
    """Yield the files that a syllabus names. Yield nothing if the syllabus does not exist."""
    if not syllabus.is_file():
        return
    for number, line in enumerate(syllabus.read_text(encoding="utf-8").splitlines(), start=1):
        name = line.partition("#")[0].strip()
        if not name:
            continue
        if syllabus.parent / name not in files:
            raise TorchquizError(
                f"{syllabus}:{number}: this folder contains no lesson '{name}';"
                " list files in this folder, one per line."
            )
        yield syllabus.parent / name


def sections(lessons: list[Path]) -> dict[Path, str]:
    """Return the syllabus section of each lesson, by the lesson's path.

    If a syllabus has sections, lessons outside all of them are assigned to `OTHERS`. Lessons in
    folders without a syllabus are left out.
    """
    named: dict[Path, str] = {}
    for folder in dict.fromkeys(lesson.parent for lesson in lessons):
        syllabus = folder / SYLLABUS
        lines = syllabus.read_text(encoding="utf-8").splitlines() if syllabus.is_file() else []
        section = ""
        for line in lines:
            if line.startswith(SECTION):
                section = line.removeprefix(SECTION).strip()
            elif name := line.partition("#")[0].strip():
                named[folder / name] = section
        if section:
            of_folder = [lesson for lesson in lessons if lesson.parent == folder]
            named |= {lesson: named.get(lesson) or OTHERS for lesson in of_folder}
    return named


def ids_beside(lessons: Iterable[Path]) -> set[str]:
    """Return the ids of all built-in lessons and of all lessons in the same folders as these."""
    folders = {BANKS, *(lesson.parent for lesson in lessons)}
    files = [file for folder in folders for file in folder.glob("*.yaml")]
    return {lesson_id(file) for file in files} - {""}


def prerequisite_faults(
    lessons: list[tuple[str, str, tuple[str, ...]]], others: Collection[str] = ()
) -> list[Fault]:
    """Return a fault for each prerequisite that does not exist or comes after its lesson.

    Args:
        lessons: the displayed path, the id and the prerequisites of each lesson, in the order in
            which learners take them.
        others: the ids of further lessons, whose order is not checked.
    """
    ids = [lesson for _, lesson, _ in lessons]
    faults = []
    for position, (path, _, prerequisites) in enumerate(lessons):
        for other in prerequisites:
            if other not in ids:
                if other not in others:
                    message = f"the prerequisite '{other}' is not a lesson."
                    faults.append(Fault(path, 1, 1, message, "Fix `prerequisites`."))
            elif ids.index(other) >= position:
                message = f"the prerequisite '{other}' comes after this lesson."
                faults.append(
                    Fault(path, 1, 1, message, f"List it before this lesson in {SYLLABUS}.")
                )
    return faults
