"""All parts of all lessons wait in one queue, in which those that take longest come first."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.folders import BANKS
from torchquiz.engine.proving import lesson_run
from torchquiz.engine.proving.drills import DrillProof
from torchquiz.engine.proving.item import ItemProof
from torchquiz.engine.proving.lesson_proof import LessonFile
from torchquiz.engine.proving.lesson_queue import LessonQueue
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.proving.ranked_threads import RankedThreads
from torchquiz.engine.proving.ways.way_proof import WayProof
from torchquiz.engine.sandbox.pool import Pool


class NotedProofs:
    """Stands in for the functions that prove parts, and records the order of the calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.order: list[str] = []
        self.failing = ""
        self._gate = threading.Event()
        self._threads = RankedThreads(1)
        self._threads.submit_ranked((float("-inf"),), self._gate.wait)
        self.provers = Provers(self._threads, Pool())
        monkeypatch.setattr(lesson_run, "prove_item", self._item)
        monkeypatch.setattr(lesson_run, "prove_way", self._way)
        monkeypatch.setattr(lesson_run, "prove_drill", self._drill)

    def queue(self) -> LessonQueue:
        """Return an empty queue without a cache."""
        return LessonQueue(self.provers, None)

    def open(self) -> None:
        """Let the proofs begin."""
        self._gate.set()

    def _item(self, item: Any, scope: Any, lesson: str, torch: str, workers: Any) -> ItemProof:
        self._note(f"{lesson}/{item.id}", lesson)
        return ItemProof(id=item.id)

    def _way(self, name: Any, model: Any, scope: Any, workers: Any) -> WayProof:
        self._note(f"{Path(scope.source.path).stem}/{name}", Path(scope.source.path).stem)
        return WayProof(name=name)

    def _drill(self, model: Any, scope: Any, workers: Any) -> DrillProof:
        self._note(f"drill {model.id}", "")
        return DrillProof()

    def _note(self, part: str, lesson: str) -> None:
        self.order.append(part)
        if lesson == self.failing:
            raise WorkerError("No worker starts.")


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[NotedProofs]:
    noted = NotedProofs(monkeypatch)
    yield noted
    noted.open()


def lesson(name: str) -> LessonFile:
    """Return a lesson that comes with torchquiz."""
    return LessonFile(BANKS / f"{name}.yaml", f"{name}.yaml")


def small(folder: Path, name: str) -> LessonFile:
    """Write a small lesson with this id, and return it."""
    path = folder / f"{name}.yaml"
    path.write_text(SMALL.replace("lesson: small", f"lesson: {name}"))
    return LessonFile(path, path.name)


def test_trainings_of_the_last_lesson_start_before_short_proofs_of_the_first(
    noted: NotedProofs,
) -> None:
    with closing(noted.queue()) as queue:
        for name in ("autograd", "image-classification"):
            queue.add(lesson(name))
        noted.open()
        assert len(list(queue.finished_runs())) == 2
    assert noted.order[:3] == [
        "image-classification/trace",
        "autograd/trace",
        "image-classification/from-a-photo-to-its-class",
    ]


def test_a_way_that_needs_proven_items_begins_after_them(noted: NotedProofs) -> None:
    with closing(noted.queue()) as queue:
        queue.add(lesson("autograd"))
        noted.open()
        (run,) = queue.finished_runs()
    assert run.proof.bank is not None
    steps = run.proof.bank.ways["project"].items()
    begun = noted.order.index("autograd/project")
    assert all(noted.order.index(f"autograd/{step}") < begun for _, step in steps)


def test_lessons_in_turn_are_proven_and_finished_in_order(
    noted: NotedProofs, tmp_path: Path
) -> None:
    noted.open()
    files = [small(tmp_path, name) for name in ("one", "two", "three")]
    with closing(noted.queue()) as queue:
        finished = [run.proof.id for run in queue.prove_in_turn(files)]
    assert finished == ["one", "two", "three"]
    assert [part.partition("/")[0] for part in noted.order] == sorted(
        (part.partition("/")[0] for part in noted.order), key=finished.index
    )


def test_a_lesson_whose_workers_fail_does_not_end_the_others(
    noted: NotedProofs, tmp_path: Path
) -> None:
    noted.failing = "two"
    noted.open()
    files = [small(tmp_path, name) for name in ("one", "two", "three")]
    with closing(noted.queue()) as queue:
        errors = {run.proof.id: run.error for run in queue.prove_in_turn(files)}
    assert errors.keys() == {"one", "two", "three"}
    assert str(errors["two"]) == "No worker starts."
    assert errors["one"] is None and errors["three"] is None
