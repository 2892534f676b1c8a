"""Reads coding problems, each from a folder with a description, code, a solution and tests.

The layout is that of the open Deep-ML problem bank,
https://github.com/Open-Deep-ML/DML-OpenProblem. If a problem has a folder `pytorch`, its code and
tests are read from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers.problem_files import (
    Note,
    UnusableError,
    code_of,
    imports_of,
    json_of,
    signatures,
    text_of,
)
from torchquiz.engine.models.proven import LEVELS, Level
from torchquiz.engine.wording import counted

PYTORCH = "pytorch"
"""The folder with the PyTorch version of a problem."""
SOLUTION, STARTER, TESTS = "solution.py", "starter_code.py", "tests.json"
DESCRIPTION, META, EXAMPLE = "description.md", "meta.json", "example.json"
UNREAD = ("learn.md",)
"""Files whose content is not imported, because no code can prove it."""
DEEPEST = 4
"""The maximum depth at which problems are searched for below the given folder."""


@dataclass(frozen=True, slots=True)
class ProblemTest:
    """A test of a problem: statements, and the output that they must print."""

    code: str
    output: str
    number: int
    """The position of the test in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A coding problem, with its description, code, solution and tests."""

    name: str
    """The name of the problem's folder, without the leading number."""
    title: str
    level: Level
    description: str
    example: str
    """The lines of an example, or an empty string."""
    starter: str
    solution: str
    tests: tuple[ProblemTest, ...]
    tests_file: Path
    solution_file: Path


@dataclass(frozen=True, slots=True)
class ProblemBank:
    """The coding problems of a folder, and notes on what could not be imported."""

    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]

    @property
    def files(self) -> list[Path]:
        """The files with code that runs when the problems are proven."""
        return [
            file
            for problem in self.problems
            for file in (problem.tests_file, problem.solution_file)
        ]


def read(folder: Path) -> ProblemBank:
    """Read the coding problems in a folder and its subfolders, sorted by their numbers.

    Raises:
        TorchquizError: the folder contains no problem.
    """
    folders = sorted(_problem_folders(folder, DEEPEST), key=_order)
    if not folders:
        raise TorchquizError(
            f"{folder}: no problems found; a problem is a folder with {SOLUTION} and {TESTS},"
            f" either directly or in its folder `{PYTORCH}`."
        )
    problems: list[Problem] = []
    notes: list[Note] = []
    for path in folders:
        try:
            problems.append(_problem(path, notes))
        except UnusableError as error:
            notes.append(error.note)
    notes += _notes_on_unread_files(folder, folders)
    return ProblemBank(tuple(problems), tuple(notes))


def _notes_on_unread_files(bank: Path, folders: Sequence[Path]) -> Iterator[Note]:
    """Yield one note for each kind of file that is not imported."""
    for name in UNREAD:
        count = sum((folder / name).is_file() for folder in folders)
        if count:
            files = f"{name} of {counted(count, 'problem')}"
            yield Note(bank, f"{files} not imported, because nothing can prove its content.")


def _problem_folders(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the folders that contain coding problems.

    Folders inside such a folder contain variants of its problem and are not searched.
    """
    if any(map(_has_code, _places(folder))):
        yield folder
    elif depth:
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and not inner.name.startswith("."):
                yield from _problem_folders(inner, depth - 1)


def _places(folder: Path) -> tuple[Path, Path]:
    """Return the folders that may contain the code of a problem, the preferred one first."""
    return folder / PYTORCH, folder


def _has_code(place: Path) -> bool:
    return (place / SOLUTION).is_file() or (place / TESTS).is_file()


def _order(folder: Path) -> tuple[int, str]:
    number = folder.name.partition("_")[0]
    return (int(number) if number.isdecimal() else 0, folder.name)


def _problem(folder: Path, notes: list[Note]) -> Problem:
    """Read the problem in a folder, and add notes on anything that could not be imported.

    Raises:
        UnusableError: the problem cannot be imported.
    """
    place = next(place for place in _places(folder) if _has_code(place))
    solution = code_of(place / SOLUTION)
    if place == folder and "torch" not in imports_of(solution):
        raise UnusableError(place / SOLUTION, "left out: its solution does not use PyTorch.")
    tests_file = next(
        (at / TESTS for at in (place, folder) if (at / TESTS).is_file()), place / TESTS
    )
    meta = _meta(folder / META)
    name = folder.name.partition("_")[2] if _order(folder)[0] else folder.name
    title = str(meta.get("title") or name.replace("-", " ").replace("_", " ").capitalize())
    return Problem(
        name,
        title,
        _level(meta, is_pytorch=place != folder),
        text_of(folder / DESCRIPTION) or f"{title}.",
        _example(folder / EXAMPLE, notes),
        _starter(place / STARTER, solution, notes),
        solution,
        _tests(tests_file),
        tests_file,
        place / SOLUTION,
    )


def _starter(path: Path, solution: str, notes: list[Note]) -> str:
    """Return the starter code or, if there is none, the signatures of the solution."""
    try:
        return code_of(path)
    except UnusableError as error:
        reason = str(error).removeprefix("left out: ").rstrip(".")
        notes.append(Note(path, f"{reason}; the signatures of the solution are used instead."))
        return signatures(solution)


def _meta(path: Path) -> dict[str, Any]:
    plain = json_of(path) if path.is_file() else {}
    return plain if isinstance(plain, dict) else {}


def _level(meta: dict[str, Any], *, is_pytorch: bool) -> Level:
    own = meta.get("pytorch_difficulty") if is_pytorch else None
    stated = str(own or meta.get("difficulty") or "").lower()
    return next((level for level in LEVELS if level == stated), "medium")


def _example(path: Path, notes: list[Note]) -> str:
    """Return an example's input with its output below, or an empty string if there is none."""
    if not path.is_file():
        return ""
    try:
        plain = json_of(path)
    except UnusableError as error:
        notes.append(Note(path, str(error).replace("left out", "not imported")))
        return ""
    if not isinstance(plain, dict):
        return ""
    parts = (str(plain[name]).strip() for name in ("input", "output") if plain.get(name))
    return "\n".join(parts)


def _tests(path: Path) -> tuple[ProblemTest, ...]:
    """Read the tests in a file.

    Raises:
        UnusableError: the file contains no tests.
    """
    plain = json_of(path)
    entries = plain if isinstance(plain, list) else []
    tests = tuple(
        ProblemTest(str(entry["test"]), str(entry["expected_output"]), number)
        for number, entry in enumerate(entries, start=1)
        if isinstance(entry, dict) and "test" in entry and "expected_output" in entry
    )
    if not tests:
        raise UnusableError(path, "left out: it has no test with `test` and `expected_output`.")
    return tests
