"""Which lessons there are, and in which order they are best taken.

A folder may hold a `syllabus.txt` that names its lessons' files, one a line; lessons that it does not name follow by name.
"""

from pathlib import Path

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS, may_be_lesson

SYLLABUS = "syllabus.txt"


def lesson_files(paths: list[Path]) -> list[Path]:
    """The lesson files among files and folders: in the order given, and those of one folder as its syllabus has them.

    What the lessons of a folder share is left out.

    Raises:
        TorchquizError: a path does not exist or holds no lesson, or a syllabus names what is not there.
    """
    found: list[Path] = []
    for path in _in_turn(paths):
        if path.is_dir():
            found += _inside(path)
        elif path.is_file():
            found.append(path)
        else:
            raise TorchquizError(f"{path}: there is no such file or folder.")
    lessons = [path for path in dict.fromkeys(found) if path.name != SHARED_MISCONCEPTIONS]
    if found and not lessons:
        raise TorchquizError(
            f"{found[0]}: this is no lesson, but what those beside it share; name one of them, or their folder."
        )
    return lessons


def _in_turn(paths: list[Path]) -> list[Path]:
    """The paths, in which files of one folder, such as `folder/*.yaml`, stand as its syllabus has them."""
    turned = list(paths)
    for folder in dict.fromkeys(
        path.parent for path in paths if (path.parent / SYLLABUS).is_file()
    ):
        known = {path: rank for rank, path in enumerate(_inside(folder))}
        places = [place for place, path in enumerate(paths) if path in known]
        for place, path in zip(
            places, sorted((paths[place] for place in places), key=known.__getitem__), strict=True
        ):
            turned[place] = path
    return turned


def _inside(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.rglob("*.yaml")) if may_be_lesson(file)]
    if not files:
        raise TorchquizError(f"{folder}: there is no lesson (*.yaml) in this folder.")
    return list(dict.fromkeys([*_ordered(folder / SYLLABUS, set(files)), *files]))


def _ordered(syllabus: Path, files: set[Path]) -> list[Path]:
    if not syllabus.is_file():
        return []
    ordered: list[Path] = []
    for number, line in enumerate(syllabus.read_text(encoding="utf-8").splitlines(), start=1):
        name = line.partition("#")[0].strip()
        if name and syllabus.parent / name not in files:
            raise TorchquizError(
                f"{syllabus}:{number}: there is no lesson '{name}' here; name files of this folder, one a line."
            )
        ordered += [syllabus.parent / name] if name else []
    return ordered


def unmet(known: list[tuple[str, str, tuple[str, ...]]]) -> list[Fault]:
    """Faults of prerequisites that are no lesson, or come later; lessons as shown path, id and prerequisites, in their order."""
    ids = [lesson for _, lesson, _ in known]
    faults = []
    for place, (path, _, prerequisites) in enumerate(known):
        for one in prerequisites:
            if one not in ids:
                faults.append(
                    Fault(
                        path,
                        1,
                        1,
                        f"there is no lesson '{one}' to come before this one.",
                        "Look at 'prerequisites'.",
                    )
                )
            elif ids.index(one) >= place:
                faults.append(
                    Fault(
                        path,
                        1,
                        1,
                        f"the lesson '{one}' comes later, and this one builds on it.",
                        f"Order {SYLLABUS}.",
                    )
                )
    return faults
