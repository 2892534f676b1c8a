"""Proves several lessons with a progress bar, and checks their ids and prerequisites."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from torchquiz.engine.banks.syllabus import ids_beside, prerequisite_faults
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.proof.torch_version import torch_version

if TYPE_CHECKING:
    from tqdm import tqdm

    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.proving.lesson_proof import LessonProof
    from torchquiz.engine.proving.provers import Provers

SECONDS_BETWEEN_LINES = 30.0
"""The least time between two lines on the progress of a long check whose output is in a file."""
ShowProgress = Callable[[int, int], None]
"""A function that is called after each item, with the number of finished items and the total."""


def need_torch(next_step: str) -> None:
    """Raise an error unless PyTorch is installed.

    Args:
        next_step: the action that the message suggests after the installation.

    Raises:
        TorchquizError: PyTorch is not installed.
    """
    if not torch_version():
        raise TorchquizError(
            f"PyTorch is not installed for {sys.executable}; install it and {next_step}."
        )


def prove_lessons(
    paths: list[Path],
    provers: "Provers",
    proofs: "Proofs | None",
    torch: str = "",
    before_running: Callable[[], None] = lambda: None,
) -> list["LessonProof"]:
    """Prove lessons together, with a progress bar.

    Args:
        paths: the files of the lessons.
        provers: the provers that run the snippets.
        proofs: the cache of proofs, or None to prove everything again.
        torch: the provers' version of PyTorch, or an empty string if it is the installed one.
        before_running: a function that is called once before the first code runs, if there is code
            to run.
    """
    from torchquiz.engine.proving import lesson
    from torchquiz.engine.proving.lesson_proof import LessonFile

    with _progress_bar() as bar_of:
        files = [LessonFile(path, displayed_path(path), bar_of(path)) for path in paths]
        lessons = lesson.prove_lessons(files, provers, proofs, torch, before_running)
    _report_shared_ids(lessons)
    _report_prerequisites(lessons)
    return lessons


def _report_shared_ids(lessons: list["LessonProof"]) -> None:
    """Add a fault to each lesson that has the same id as an earlier one.

    Ids must be unique because attempts are stored by lesson id.
    """
    first: dict[str, Path] = {}
    for lesson in lessons:
        other = first.setdefault(lesson.id, lesson.path)
        if lesson.id and other is not lesson.path:
            message = f"{displayed_path(other)} has the same id, '{lesson.id}'."
            remedy = "Give one of the two lessons a different id."
            lesson.faults.append(Fault(displayed_path(lesson.path), 1, 1, message, remedy))


def _report_prerequisites(lessons: list["LessonProof"]) -> None:
    """Add a fault for each prerequisite that is missing or comes after its lesson."""
    if len(lessons) < 2:
        return
    by_path = {displayed_path(lesson.path): lesson for lesson in lessons}
    known = [
        (path, lesson.id, lesson.lesson.prerequisites if lesson.lesson else ())
        for path, lesson in by_path.items()
    ]
    others = ids_beside(lesson.path for lesson in lessons)
    for fault in prerequisite_faults(known, others):
        by_path[fault.path].faults.append(fault)


@contextmanager
def _progress_bar() -> Iterator[Callable[[Path], ShowProgress]]:
    """Yield a function that adds a lesson to a progress bar shared by all lessons.

    If stderr is not a terminal, a line is printed from time to time instead.
    """
    counts: dict[Path, tuple[int, int]] = {}
    if not sys.stderr.isatty():
        yield progress_lines(counts)
        return

    @cache
    def bar() -> "tqdm[NoReturn]":
        # The bar is created late, because the user may first be asked whether to trust the lessons.
        from tqdm import tqdm

        return tqdm(unit="item", leave=False, dynamic_ncols=True, file=sys.stderr)

    def bar_of(path: Path) -> ShowProgress:
        def update(done: int, total: int) -> None:
            counts[path] = (done, total)
            bar().n = sum(done for done, _ in counts.values())
            bar().total = sum(total for _, total in counts.values())
            bar().refresh()

        return update

    try:
        yield bar_of
    finally:
        if counts:
            bar().close()


def progress_lines(counts: dict[Path, tuple[int, int]]) -> Callable[[Path], ShowProgress]:
    """Return a function that adds a lesson to those whose progress is printed line by line."""
    last = time.monotonic()

    def lines_of(path: Path) -> ShowProgress:
        def update(done: int, total: int) -> None:
            nonlocal last
            counts[path] = (done, total)
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = time.monotonic()
                finished, of = (sum(column) for column in zip(*counts.values(), strict=True))
                print(f"{finished:,} of {of:,} items checked", file=sys.stderr, flush=True)

        return update

    return lines_of
