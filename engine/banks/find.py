"""Finds the lesson that a learner names on the command line: by its id, or by the path of its file."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.yaml.recognise import lesson_id


def found(name: str, banks: Sequence[Path]) -> Path:
    """The file of the lesson with this id among the banks, or at this path.

    Raises:
        TorchquizError: there is none, or the path holds several.
    """
    if _is_path(name):
        return _at(Path(name))
    files = {lesson_id(file) or file.stem: file for file in reversed(lesson_files(list(banks)))}
    if name in files:
        return files[name]
    if Path(name).exists():
        return _at(Path(name))
    raise TorchquizError(_unknown(name, sorted(files)))


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _at(path: Path) -> Path:
    files = lesson_files([path])
    if len(files) > 1:
        raise TorchquizError(
            f"{path} holds {len(files)} lessons; name one of them: {', '.join(map(str, files))}."
        )
    return files[0]


def _unknown(name: str, known: list[str]) -> str:
    close = [lesson for lesson in known if name in lesson] or difflib.get_close_matches(
        name, known, n=3, cutoff=0.5
    )
    meant = f"; did you mean {' or '.join(close)}?" if close else "."
    return f"There is no lesson '{name}'{meant} Lessons: {', '.join(known)}."
