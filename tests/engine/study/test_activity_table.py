"""The table of activities agrees with the other places that name the activities."""

from typing import get_args

from torchquiz.engine.grading import reveal
from torchquiz.engine.grading.grade import Rated, Rating
from torchquiz.engine.grading.ratings import RATINGS, rating_of_try, read_rating
from torchquiz.engine.models.declared import DECLARED, LessonModel
from torchquiz.engine.models.ways import WAYS, Way, WayName
from torchquiz.engine.study.activities import (
    ACTIVITIES,
    ON_COMMAND_LINE,
    PRACTICE,
    ActivityName,
    activity_named,
    find_activity,
    rules_of,
)

NAMES = [activity.name for activity in ACTIVITIES]


def literals(alias: object) -> set[str]:
    """Return the names that a literal type, or a union of literal types, allows."""
    names: set[str] = set()
    for part in get_args(alias):
        names |= {part} if isinstance(part, str) else literals(part)
    return names


def test_each_activity_of_the_type_is_in_the_table_once() -> None:
    assert set(NAMES) == literals(ActivityName)
    assert len(NAMES) == len(set(NAMES))


def test_an_activity_missing_from_the_table_would_be_noticed() -> None:
    assert literals(ActivityName) != set(NAMES[1:])


def test_the_table_has_the_ways_of_the_models_in_the_same_order() -> None:
    assert tuple(activity.name for activity in ACTIVITIES if activity.is_way) == WAYS
    assert literals(WayName) == set(WAYS)


def test_activities_to_declare_are_exactly_those_that_a_file_can_declare() -> None:
    declared = {activity.name for activity in ACTIVITIES if activity.is_declared}
    keys = {field.alias or name for name, field in LessonModel.model_fields.items()}
    bodies = {body.__struct_config__.tag for body in get_args(Way)}
    assert set(DECLARED) == declared == bodies
    assert declared <= keys


def test_listed_activities_have_a_description_and_a_reason() -> None:
    built = {"missed", "drill", "review"}
    for activity in ACTIVITIES:
        assert bool(activity.about) == activity.is_listed
        assert bool(activity.reason) == (activity.is_listed and activity.name not in built)


def test_activities_that_are_read_have_no_limit_on_tries() -> None:
    assert all(not activity.rules.tries for activity in ACTIVITIES if activity.is_read)
    assert rules_of("test").tries == 1 and not rules_of("test").has_hints


def test_the_command_line_accepts_practice_drills_and_the_ways() -> None:
    in_order = (*PRACTICE, "drill", *WAYS)
    assert in_order == ON_COMMAND_LINE


def test_an_activity_is_found_by_its_name() -> None:
    assert activity_named("missed").title == "Missed again"
    assert find_activity("nothing") is None


def test_the_table_of_ratings_has_every_rating() -> None:
    assert tuple(RATINGS) == get_args(Rating) == tuple(reveal.CREDIT)


def test_a_rating_is_read_by_its_number_and_its_name() -> None:
    assert [read_rating(meaning.name) for meaning in RATINGS.values()] == list(RATINGS)
    assert read_rating(" 3 ") == 3 and read_rating("5") is None and read_rating("") is None


def test_only_again_is_graded_as_wrong_and_only_wrong_counts_as_again() -> None:
    wrong = [rating for rating in RATINGS if _verdict(rating) == "wrong"]
    assert wrong == [rating_of_try("wrong", 0, "[]", None, is_card=False)] == [1]


def test_a_hint_makes_a_right_try_hard_and_an_override_decides() -> None:
    assert rating_of_try("right", 1, "[]", None, is_card=False) == 2
    assert rating_of_try("right", 0, "[]", None, is_card=False) == 3
    assert rating_of_try("right", 0, "[4]", None, is_card=True) == 4
    assert rating_of_try("wrong", 0, "[1]", 2, is_card=True) == 2


def _verdict(rating: Rating) -> str:
    from torchquiz.engine.models.answers import Reveal
    from torchquiz.engine.sandbox.job import Outcome

    graded = reveal.FORM.grade(Reveal("The back."), Rated(rating), lambda job: Outcome("lost"))
    return getattr(graded, "verdict", "unreadable")
