"""Sessions limit tries and time, award badges, mix lessons, and store their results."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.items import item, lesson
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import RIGHT, Chosen, Grade
from torchquiz.engine.models.proven import Item, Lesson
from torchquiz.engine.models.ways import Challenge
from torchquiz.engine.progress.store import Store
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.study.activities import ActivityName, rules_of
from torchquiz.engine.study.rules import Rules
from torchquiz.engine.study.session import Session

BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CHALLENGE = rules_of("challenge", Challenge(("a", "b"), 120, "Shape reader"))


@dataclass
class Desk:
    """Some lessons, a clock that the test sets, and sessions that share one store."""

    path: Path
    lessons: dict[str, Lesson] = field(default_factory=dict)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    now: datetime = BEGIN

    def __post_init__(self) -> None:
        self.store = Store(self.path)

    def add_lesson(self, name: str, *items: Item) -> None:
        self.lessons[name] = replace(lesson(*items), id=name)
        self.items |= {(name, new.id): new for new in items}

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def begin(self, way: ActivityName, *items: str, rules: Rules | None = None) -> Session:
        self.store.begin("conv", way, items, 7, self.now)
        return self.resume(way, rules)

    def resume(self, way: ActivityName, rules: Rules | None = None) -> Session:
        """Return the session as another process would resume it."""
        self.store.close()
        self.store = Store(self.path)
        opened = self.store.latest("conv", way)
        assert opened is not None
        return Session(
            opened,
            self.lessons.get,
            self.read,
            self.store,
            self.run,
            lambda: self.now,
            rules or rules_of(way),
        )

    def read(self, known: Lesson, name: str) -> Item:
        return self.items[known.id, name]

    def run(self, job: Job) -> Outcome:
        return Outcome("lost", reason="no worker in this test")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "progress.db")
    desk.add_lesson("conv", item("a"), item("b"), item("c", level="hard"))
    yield desk
    desk.store.close()


def give(session: Session, pick: int) -> Grade:
    response = Chosen((pick,))
    grade = session.grade_response(response)
    assert isinstance(grade, Grade)
    session.record(response, grade)
    return grade


WRONG, OTHER_WRONG, KEY = 1, 2, 0


# Tries


def test_a_key_is_shown_only_after_the_last_try(desk: Desk) -> None:
    session = desk.begin("try", "a", "b")
    for left, wrong in ((2, WRONG), (1, OTHER_WRONG)):
        give(session, wrong)
        assert (session.tries_left, session.is_settled, session.is_key_shown) == (
            left,
            False,
            False,
        )
        session.retry()
    give(session, WRONG)
    assert (session.tries_left, session.is_settled, session.is_key_shown, session.can_retry) == (
        0,
        True,
        True,
        False,
    )
    session.advance()
    assert (session.item.id, session.tries_left) == ("b", 3)


def test_a_right_answer_settles_at_any_try_and_the_first_one_counts(desk: Desk) -> None:
    session = desk.begin("try", "a")
    give(session, WRONG)
    session.retry()
    give(session, KEY)
    assert session.is_settled and session.is_key_shown
    session.advance()
    (answered,) = session.summary().results
    assert (answered.is_right, answered.is_solved, answered.tries) == (False, True, 2)
    assert [stored.try_number for stored in desk.store.of_lesson("conv")] == [1, 2]


def test_giving_up_shows_the_key_after_a_first_try_and_stores_nothing(desk: Desk) -> None:
    session = desk.begin("try", "a", "b")
    assert not session.can_give_up
    give(session, WRONG)
    session.retry()
    assert session.can_give_up
    session.give_up()
    assert session.is_settled and session.is_key_shown and not session.can_give_up
    assert len(desk.store.of_lesson("conv")) == 1
    session.advance()
    assert session.item.id == "b" and not session.can_give_up


def test_after_a_kill_the_current_item_keeps_its_tries_and_hints(desk: Desk) -> None:
    session = desk.begin("try", "a", "b")
    give(session, KEY)
    session.advance()
    session.open_hint()
    give(session, WRONG)
    again = desk.resume("try")
    assert (again.item.id, again.tries_left, again.hints) == ("b", 2, ("Look at the kernel.",))
    give(again, OTHER_WRONG)
    assert [stored.try_number for stored in desk.store.of_session(again.opened.id)] == [1, 1, 2]
    again.retry()
    give(again, WRONG)
    assert desk.resume("try").is_over


def test_an_item_that_was_given_up_is_not_asked_again_after_a_later_one_was_tried(
    desk: Desk,
) -> None:
    session = desk.begin("try", "a", "b")
    give(session, WRONG)
    session.retry()
    session.give_up()
    session.advance()
    give(session, WRONG)
    assert desk.resume("try").item.id == "b"


def test_an_uncounted_answer_uses_no_try(desk: Desk) -> None:
    session = desk.begin("try", "a")
    session.record(Chosen((WRONG,)), Grade("uncounted", because="The worker cannot start."))
    assert (
        session.tries_left == 3 and not session.can_give_up and desk.store.of_lesson("conv") == []
    )


def test_a_question_of_a_test_that_is_open_twice_cannot_be_tried_a_third_time(desk: Desk) -> None:
    desk.add_lesson("conv", item("a"))
    session = desk.begin("test", "a")
    twice = Session(
        session.opened,
        desk.lessons.get,
        desk.read,
        desk.store,
        desk.run,
        lambda: desk.now,
        session.rules,
    )
    for opened in (session, twice):
        give(opened, 1)
        assert opened.is_settled and opened.tries_left == 0


def test_a_test_gives_one_try_and_no_hints(desk: Desk) -> None:
    session = desk.begin("test", "a", "b")
    assert not session.has_hint and session.open_hint() is None
    give(session, WRONG)
    assert session.is_settled and session.is_key_shown and not session.can_retry


def test_practice_shows_the_key_at_once_and_allows_any_number_of_retries(desk: Desk) -> None:
    session = desk.begin("practice", "a")
    for _ in range(5):
        give(session, WRONG)
        assert (
            session.is_settled
            and session.is_key_shown
            and session.can_retry
            and session.tries_left is None
        )
        session.retry()


# The clock


def test_the_clock_runs_from_the_stored_start_even_after_a_kill(desk: Desk) -> None:
    session = desk.begin("challenge", "a", "b", rules=CHALLENGE)
    assert session.seconds_left == 120
    desk.wait(30.4)
    assert session.seconds_left == 90
    desk.wait(60)
    assert desk.resume("challenge", CHALLENGE).seconds_left == 30
    assert not session.keep_time()


def test_a_session_without_a_clock_never_runs_out_of_time(desk: Desk) -> None:
    session = desk.begin("practice", "a")
    desk.wait(1e6)
    assert session.seconds_left is None and not session.keep_time() and not session.is_over


def test_a_clock_that_goes_backwards_never_gives_more_than_the_whole_time(desk: Desk) -> None:
    session = desk.begin("challenge", "a", rules=CHALLENGE)
    desk.wait(-3600)
    assert session.seconds_left == 120


def test_when_the_time_is_up_the_session_ends_as_out_of_time(desk: Desk) -> None:
    session = desk.begin("challenge", "a", "b", rules=CHALLENGE)
    give(session, KEY)
    session.advance()
    desk.wait(119)
    assert not session.keep_time()
    desk.wait(1)
    assert session.keep_time() and session.is_over and session.is_out_of_time
    summary = session.summary()
    assert (summary.solved, summary.total, summary.is_out_of_time, summary.badge) == (
        1,
        2,
        True,
        "",
    )
    assert desk.store.unfinished("conv", ("challenge",)) is None


def test_a_challenge_left_for_days_is_over_when_it_is_opened_again(desk: Desk) -> None:
    give(desk.begin("challenge", "a", "b", rules=CHALLENGE), KEY)
    desk.wait(3 * 24 * 3600)
    again = desk.resume("challenge", CHALLENGE)
    assert (
        again.is_over
        and again.is_out_of_time
        and [result.item.item for result in again.summary().results] == ["a"]
    )


def test_a_learner_may_read_feedback_after_the_time_is_up(desk: Desk) -> None:
    session = desk.begin("challenge", "a", "b", rules=CHALLENGE)
    give(session, WRONG)
    session.retry()
    give(session, OTHER_WRONG)
    desk.wait(500)
    assert session.is_settled and not session.is_over and session.seconds_left == 0
    session.advance()
    assert session.is_over and session.is_out_of_time


# The badge


def test_the_badge_is_earned_by_solving_everything_in_time(desk: Desk) -> None:
    session = desk.begin("challenge", "a", "b", rules=CHALLENGE)
    give(session, WRONG)
    session.retry()
    give(session, KEY)
    session.advance()
    give(session, KEY)
    desk.wait(500)
    session.advance()
    assert session.summary().badge == "Shape reader" and not session.is_out_of_time
    (finished,) = desk.store.finished("conv")
    assert (finished.way, finished.result) == (
        "challenge",
        {"right": 1, "solved": 2, "of": 2, "badge": "Shape reader"},
    )


def test_an_unsolved_problem_costs_the_badge(desk: Desk) -> None:
    session = desk.begin("challenge", "a", "b", rules=CHALLENGE)
    give(session, KEY)
    session.advance()
    give(session, WRONG)
    session.retry()
    give(session, OTHER_WRONG)
    session.advance()
    assert session.summary().badge == ""
    assert desk.store.finished("conv")[0].result["badge"] == ""


# What is stored


def test_a_finished_try_is_stored_and_practice_is_not(desk: Desk) -> None:
    for way in ("try", "practice"):
        session = desk.begin(way, "a")
        give(session, KEY)
        session.advance()
    assert [(activity.way, activity.result) for activity in desk.store.finished()] == [
        ("try", {"right": 1, "solved": 1, "of": 1})
    ]


def test_a_challenge_in_which_nothing_was_tried_is_not_finished(desk: Desk) -> None:
    session = desk.begin("challenge", "a", rules=CHALLENGE)
    desk.wait(500)
    assert session.keep_time() and desk.store.finished() == []


def test_a_test_and_its_extension_store_their_probability_and_verdict(desk: Desk) -> None:
    session = desk.begin("test", "a", "b")
    give(session, KEY)
    session.advance()
    give(session, WRONG)
    session.advance()
    assert session.is_over
    session.extend(["c"])
    assert not session.is_over and (session.item.id, session.number, session.total) == ("c", 3, 3)
    give(desk.resume("test"), KEY)
    assert desk.resume("test").is_over
    first, second = desk.store.finished("conv")
    assert (first.result["of"], second.result["of"]) == (2, 3)
    assert first.result["p"] < second.result["p"] and first.result["verdict"] == "not yet"


# Several lessons


def test_items_of_several_lessons_are_asked_in_one_session(desk: Desk) -> None:
    desk.add_lesson("pooling", item("a"), item("p"))
    session = desk.begin("review", "conv/a", "pooling/p", "pooling/a")
    seen = []
    while not session.is_over:
        seen.append((session.lesson.id, session.item.id, session.number))
        give(session, KEY)
        session.advance()
    assert seen == [("conv", "a", 1), ("pooling", "p", 2), ("pooling", "a", 3)]
    assert [
        (stored.lesson, stored.item) for stored in desk.store.of_session(session.opened.id)
    ] == [asked[:2] for asked in seen]
    assert session.lesson.id == "pooling"


def test_a_session_over_several_lessons_resumes_where_it_was_left(desk: Desk) -> None:
    desk.add_lesson("pooling", item("a"))
    session = desk.begin("review", "conv/a", "pooling/a")
    assert give(session, KEY) == RIGHT
    again = desk.resume("review")
    assert (again.lesson.id, again.item.id, again.number) == ("pooling", "a", 2)


def test_items_of_an_unavailable_lesson_are_left_out(desk: Desk) -> None:
    session = desk.begin("review", "gone/a", "conv/b")
    assert (session.item.id, session.total) == ("b", 1)


def test_a_session_without_any_available_lesson_is_an_error(desk: Desk) -> None:
    desk.lessons.clear()
    with pytest.raises(TorchquizError, match="because the lesson is not proven"):
        desk.begin("review", "gone/a")


def test_stored_items_without_a_lesson_belong_to_the_lesson_of_the_session(desk: Desk) -> None:
    session = desk.begin("practice", "b", "conv/a")
    assert [str(reference) for reference in session.items] == ["conv/b", "conv/a"]
