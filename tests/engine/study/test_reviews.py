"""Reviews resume on the same study day, and practice never resumes another activity."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.items import attempt, item, lesson
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import RIGHT, Chosen
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Way
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.reviews import Reviews
from torchquiz.engine.study.sessions import Sessions
from torchquiz.engine.study.settings import Settings
from torchquiz.engine.study.standing import Standing

ITEMS = {name: item(name) for name in "abc"}
CONV = lesson(*ITEMS.values())
EVENING = datetime(2026, 12, 1, 21, 0, tzinfo=UTC)


@dataclass
class FakeStudy:
    """A stand-in for `Study` with one proven lesson and a clock that the test sets."""

    store: Store
    now_is: datetime = EVENING
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        self.catalogue: Any = SimpleNamespace(item=lambda _, name: ITEMS[name])
        self.runner: Any = SimpleNamespace(run=None)
        known = KnownItems(0, 0, len(ITEMS))
        self.standings = [Standing(Path("conv.yaml"), CONV.head, known)]
        self.sessions = Sessions(self, lambda: 7)
        self.reviews = Reviews(self, self.sessions)

    def has(self, lesson_id: str) -> bool:
        return lesson_id == CONV.id

    def lesson(self, lesson_id: str) -> Lesson:
        return CONV

    def lesson_now(self, lesson_id: str) -> Lesson:
        return CONV

    def is_being_proven(self, lesson_id: str) -> bool:
        return False

    def declared(self, lesson: Lesson, name: str) -> Way:
        raise NotImplementedError

    def now(self) -> datetime:
        return self.now_is

    def miss(self, *names: str) -> None:
        opened = self.store.begin(CONV.id, "try", names, 7, self.now_is)
        for name in names:
            missed = attempt(name, "wrong")
            self.store.add(replace(missed, session_id=opened.id, at=self.now_is))
        self.store.end(opened.id, self.now_is)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[FakeStudy]:
    store = Store(tmp_path / "progress.db")
    yield FakeStudy(store)
    store.close()


def names(session: Any) -> list[str]:
    return [reference.item for reference in session.items]


def test_a_review_that_was_left_resumes_on_the_same_study_day(study: FakeStudy) -> None:
    study.miss("a", "b")
    study.now_is += timedelta(hours=11)
    review = study.reviews.session()
    review.record(Chosen((0,)), RIGHT)
    study.now_is += timedelta(hours=3)
    again = study.reviews.session()
    assert again.opened.id == review.opened.id and again.item.id == "b"


def test_a_review_that_was_left_on_an_earlier_day_has_the_items_due_today(
    study: FakeStudy,
) -> None:
    study.miss("a")
    study.now_is += timedelta(hours=11)
    assert names(study.reviews.session()) == ["a"]
    study.miss("b", "c")
    study.now_is += timedelta(days=3)
    assert names(study.reviews.session()) == ["a", "b", "c"]
    assert study.reviews.count() == 3


def test_an_old_review_is_closed_when_nothing_is_due_any_more(study: FakeStudy) -> None:
    study.miss("a")
    study.now_is += timedelta(days=1)
    study.reviews.session()
    study.now_is += timedelta(days=1)
    study.miss("a")
    with pytest.raises(TorchquizError, match="Nothing is due"):
        study.reviews.session()
    assert study.store.unfinished("", ("review",)) is None


def test_practice_does_not_resume_missed_items_or_a_quiz(study: FakeStudy) -> None:
    for activity in ("missed", "quiz"):
        study.store.begin(CONV.id, activity, ["c"], 7, study.now_is)
    session = study.sessions.session(CONV.id, "practice")
    assert session.opened.way == "practice" and len(session.items) == 3
