"""Proves several lessons with a progress bar, and checks that they fit together."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.banks.syllabus import prerequisite_faults
from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.proof.torch_version import torch_version

if TYPE_CHECKING:
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.proving.lesson import LessonProof
    from torchquiz.engine.proving.provers import Provers

ShowProgress = Callable[[int, int], None]
"""A function called after each item with the number of items done and their total."""


def need_torch(next_step: str) -> None:
    """Raise an error unless PyTorch is installed; `next_step` is what to do after installing it.

    Raises:
        TorchquizError: PyTorch is not installed.
    """
    if not torch_version():
        raise TorchquizError(
            f"PyTorch is not installed for {sys.executable}; install it and {next_step}."
        )


def prove_lessons(
    paths: list[Path], provers: "Provers", proofs: "Proofs | None", torch: str = ""
) -> list["LessonProof"]:
    """Prove lessons one after another; `torch` is the provers' version if it is another one."""
    from torchquiz.engine.proving.lesson import prove_lesson

    with _progress_bar() as bar_of:
        lessons = [
            prove_lesson(path, displayed_path(path), provers, proofs, bar_of(path.stem), torch)
            for path in paths
        ]
    _report_shared_ids(lessons)
    _report_prerequisites(lessons)
    return lessons


def _report_shared_ids(lessons: list["LessonProof"]) -> None:
    """Add a fault to each lesson whose id is used before, since attempts are stored by id."""
    first: dict[str, Path] = {}
    for lesson in lessons:
        other = first.setdefault(lesson.id, lesson.path)
        if lesson.id and other is not lesson.path:
            message = f"{displayed_path(other)} has the same id, '{lesson.id}'."
            remedy = "Give one of the two lessons another id."
            lesson.faults.append(Fault(displayed_path(lesson.path), 1, 1, message, remedy))


def _report_prerequisites(lessons: list["LessonProof"]) -> None:
    """Add a fault for each prerequisite that is missing or comes later."""
    if len(lessons) < 2:
        return
    by_path = {displayed_path(lesson.path): lesson for lesson in lessons}
    known = [
        (path, lesson.id, lesson.lesson.prerequisites if lesson.lesson else ())
        for path, lesson in by_path.items()
    ]
    for fault in prerequisite_faults(known):
        by_path[fault.path].faults.append(fault)


@contextmanager
def _progress_bar() -> Iterator[Callable[[str], ShowProgress]]:
    """Yield a function that returns a lesson's progress bar; without a terminal it does nothing."""
    if not sys.stderr.isatty():
        yield lambda lesson: lambda done, total: None
        return
    from tqdm import tqdm

    bar = tqdm(unit="item", leave=False, dynamic_ncols=True, file=sys.stderr)

    def bar_of(lesson: str) -> ShowProgress:
        def update(done: int, total: int) -> None:
            bar.set_description(lesson, refresh=False)
            bar.total, bar.n = total, done
            bar.refresh()

        return update

    try:
        yield bar_of
    finally:
        bar.close()
