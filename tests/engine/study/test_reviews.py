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
    proven: Lesson = CONV
    in_proof: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.catalogue: Any = SimpleNamespace(item=lambda _, name: ITEMS[name])
        self.runner: Any = SimpleNamespace(run=None)
        self.prove(*"abc")
        self.sessions = Sessions(self, lambda: 7)
        self.reviews = Reviews(self, self.sessions)

    def prove(self, *items: str) -> None:
        """Let only these items be proven."""
        heads = tuple(head for head in CONV.items if head.id in items)
        self.proven = replace(CONV, items=heads, is_complete=heads == CONV.items)
        self.in_proof = [] if self.proven.is_complete else [CONV.id]
        known = KnownItems(0, 0, len(heads))
        lesson = self.proven.head if heads else None
        self.standings = [Standing(self.store.path.with_name("conv.yaml"), lesson, known)]

    def has(self, lesson_id: str) -> bool:
        return lesson_id == CONV.id

    def lesson(self, lesson_id: str) -> Lesson:
        return self.proven

    def lesson_now(self, lesson_id: str) -> Lesson:
        return self.proven

    def is_being_proven(self, lesson_id: str) -> bool:
        return False

    def lessons_in_proof(self) -> list[str]:
        return self.in_proof

    def reload_incomplete(self) -> None:
        """Load nothing; the test sets what is proven."""

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


def test_a_review_begins_with_the_lesson_of_the_first_due_item_only_if_nothing_proven_is_due(
    study: FakeStudy, tmp_path: Path
) -> None:
    (tmp_path / "conv.yaml").write_text(f"lesson: {CONV.id}\n")
    study.prove()
    assert study.reviews.first_to_prove() is None
    study.miss("a", "b")
    study.now_is += timedelta(days=1)
    assert study.reviews.first_to_prove() == tmp_path / "conv.yaml"
    study.prove("b")
    assert study.reviews.first_to_prove() is None


def test_a_review_gets_due_items_that_are_proven_only_after_it_has_begun(study: FakeStudy) -> None:
    study.miss("a", "b")
    study.now_is += timedelta(days=1)
    study.prove("b")
    review = study.reviews.session()
    assert names(review) == ["b"]
    review.record(Chosen((0,)), RIGHT)
    assert review.must_wait
    study.prove(*"abc")
    assert not review.must_wait
    review.advance()
    assert names(review) == ["b", "a"] and review.item.id == "a"


def test_a_review_does_not_wait_for_items_that_are_not_due(study: FakeStudy) -> None:
    study.miss("b")
    study.now_is += timedelta(days=1)
    study.prove("b")
    review = study.reviews.session()
    review.record(Chosen((0,)), RIGHT)
    assert not review.must_wait
