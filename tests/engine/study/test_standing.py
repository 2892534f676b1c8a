"""What comes next, computed from what was done."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import WHOLE, lesson
from torchquiz.engine.models.ways import WayHead, WayName
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.study.next_step import next_activity, next_step
from torchquiz.engine.study.standing import Standing

WAYS: tuple[WayName, ...] = ("start", "why", "learn", "trace", "try", "challenge")


def stand(*finished: str, right: int = 0, wrong: int = 0, title: str = "First") -> Standing:
    """A learner who finished these ways, and had so many items right and wrong."""
    known = KnownItems(right, wrong, len(WHOLE))
    heads = tuple(WayHead(way, 2, "") for way in WAYS)
    one = replace(lesson().head, id=title.lower(), title=title, ways=heads)
    return Standing(Path(f"{title}.yaml"), one, known, finished={way: {} for way in finished})


def test_a_newcomer_is_led_through_the_ways_in_their_order() -> None:
    assert next_activity(stand()) == "start"
    assert next_activity(stand("start")) == "why"
    assert next_activity(stand("start", "why", "learn", "trace")) == "try"
    assert next_activity(stand("start", "why", "learn", "trace", "try")) == "practice"


def test_what_was_missed_comes_before_the_challenge() -> None:
    read = ("start", "why", "learn", "trace", "try")
    assert next_activity(stand(*read, right=3, wrong=1)) == "missed"
    assert next_activity(stand(*read, right=4)) == "challenge"


def test_who_knows_most_of_it_is_not_sent_to_read() -> None:
    assert next_activity(stand(right=1)) == "start"
    assert next_activity(stand(right=2)) == "try"


def test_the_next_lesson_follows_when_all_of_one_was_done() -> None:
    done = stand(*WAYS, right=4)
    assert next_activity(done) is None
    step = next_step([done, stand(title="Second")])
    assert step.sentence == "Begin Second. The start says what it is and when you need it."
    assert next_step([done]).lesson is None


def test_what_is_open_comes_before_everything() -> None:
    second = replace(stand(title="Second"), places={"trace": 4})
    step = next_step([stand(), second], ("second", "trace"))
    assert (step.lesson, step.activity) == ("second", "trace")
    assert step.sentence == "Go on with Second, trace, where you stopped: step 5."


def test_what_is_open_in_a_lesson_that_is_gone_is_passed_over() -> None:
    assert next_step([stand()], ("gone", "practice")).activity == "start"
    assert next_step([stand()], ("first", "metrics")).activity == "start"


def test_what_is_due_comes_before_what_is_new_and_after_what_is_open() -> None:
    due = replace(stand(), due=3)
    assert next_step([due]).sentence.startswith("Review 3 items, due today")
    assert (next_step([due]).lesson, next_step([due]).activity) == ("", "review")
    assert next_step([replace(due, places={"why": 0})], ("first", "why")).activity == "why"


def test_a_review_over_all_lessons_is_gone_on_with() -> None:
    assert (
        next_step([stand()], ("", "review")).sentence
        == "Go on with your review, where you stopped."
    )
