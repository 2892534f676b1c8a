"""What attempts say of a learner: the latest first try at each item."""

from engine.progress.mastery import hardest_misconception, mastery
from tests.engine.items import attempt


def test_an_item_counts_by_its_latest_first_try() -> None:
    stand = mastery(["a", "b", "c"], [attempt("a", "wrong"), attempt("b"), attempt("a"), attempt("b", "wrong")])
    assert (stand.right, stand.wrong, stand.unseen) == (("a",), ("b",), ("c",))


def test_a_retry_changes_nothing() -> None:
    stand = mastery(["a"], [attempt("a", "wrong"), attempt("a", "right", try_number=2)])
    assert stand.wrong == ("a",)


def test_items_stand_in_the_lessons_order_and_those_that_left_it_do_not_count() -> None:
    stand = mastery(["b", "a"], [attempt("a"), attempt("gone"), attempt("b")])
    assert stand.right == ("b", "a") and stand.total == 2 and stand.share == 1.0


def test_the_share_of_a_lesson_without_items_is_nothing() -> None:
    assert mastery([], [attempt("a")]).share == 0.0
    assert mastery(["a", "b", "c", "d"], [attempt("a")]).share == 0.25


def test_the_misconception_met_most_often_is_named() -> None:
    attempts = [attempt("a", "wrong", misconception=name) for name in ("pads", "", "rounds", "pads")]
    assert hardest_misconception(attempts) == "pads"
    assert hardest_misconception([attempt("a")]) == ""
