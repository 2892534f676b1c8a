"""The recommended next step follows from what the learner has done."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import WHOLE, lesson
from torchquiz.engine.models.ways import WayHead, WayName
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.study.next_step import next_activity, next_step
from torchquiz.engine.study.standing import Standing

WAYS: tuple[WayName, ...] = ("start", "why", "learn", "trace", "try", "challenge")


def stand(*finished: str, right: int = 0, wrong: int = 0, title: str = "First") -> Standing:
    """Return the standing of a learner who finished these activities and answered some items."""
    known = KnownItems(right, wrong, len(WHOLE))
    heads = tuple(WayHead(way, 2, "") for way in WAYS)
    head = replace(lesson().head, id=title.lower(), title=title, ways=heads)
    return Standing(Path(f"{title}.yaml"), head, known, finished={way: {} for way in finished})


def test_a_newcomer_goes_through_the_ways_in_order() -> None:
    assert next_activity(stand()) == "start"
    assert next_activity(stand("start")) == "why"
    assert next_activity(stand("start", "why", "learn", "trace")) == "try"
    assert next_activity(stand("start", "why", "learn", "trace", "try")) == "practice"


def test_missed_items_come_before_the_challenge() -> None:
    read = ("start", "why", "learn", "trace", "try")
    assert next_activity(stand(*read, right=3, wrong=1)) == "missed"
    assert next_activity(stand(*read, right=4)) == "challenge"


def test_a_learner_who_knows_half_of_a_lesson_skips_its_introductions() -> None:
    assert next_activity(stand(right=1)) == "start"
    assert next_activity(stand(right=2)) == "try"


def test_the_next_lesson_follows_when_one_is_done() -> None:
    done = stand(*WAYS, right=4)
    assert next_activity(done) is None
    step = next_step([done, stand(title="Second")])
    assert step.sentence == "Start Second. Find out what it is and when you need it."
    assert next_step([done]).lesson is None


def test_an_unfinished_activity_comes_before_everything_else() -> None:
    second = replace(stand(title="Second"), places={"trace": 4})
    step = next_step([stand(), second], ("second", "trace"))
    assert (step.lesson, step.activity) == ("second", "trace")
    assert step.sentence == "Continue Second: Trace, step 5."


def test_an_unfinished_activity_of_a_lesson_that_is_gone_is_skipped() -> None:
    assert next_step([stand()], ("gone", "practice")).activity == "start"
    assert next_step([stand()], ("first", "metrics")).activity == "start"


def test_due_items_come_after_unfinished_activities_and_before_new_ones() -> None:
    due = replace(stand(), due=3)
    assert next_step([due]).sentence.startswith("Review 3 items due today")
    assert (next_step([due]).lesson, next_step([due]).activity) == ("", "review")
    assert next_step([replace(due, places={"why": 0})], ("first", "why")).activity == "why"


def test_an_unfinished_review_of_all_lessons_is_continued() -> None:
    assert next_step([stand()], ("", "review")).sentence == "Continue your review."
