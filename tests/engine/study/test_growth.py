"""A session of missed items gets those that are proven only after it has begun."""

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.items import attempt, item, lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.growth import MissedGrowth

WHOLE = lesson(*(item(name) for name in "abcd"))
FIRST_TWO = replace(WHOLE, items=WHOLE.items[:2], is_complete=False)
ATTEMPTS = [attempt("a", "wrong"), attempt("b", "wrong"), attempt("c", "wrong"), attempt("d")]


def study_of(proven: Any, *, is_proving: bool = True) -> Any:
    """Return a stand-in for the study of a learner who has missed `a`, `b` and `c`."""
    return SimpleNamespace(
        store=SimpleNamespace(of_lesson=lambda lesson_id: ATTEMPTS),
        lesson_now=lambda lesson_id: proven,
        is_being_proven=lambda lesson_id: is_proving,
    )


def session_with(*names: str) -> Any:
    """Return a stand-in for a session with these items."""
    items = [Reference(WHOLE.id, name) for name in names]
    return SimpleNamespace(opened=SimpleNamespace(lesson=WHOLE.id), items=items)


def test_missed_items_that_are_proven_now_are_added_once() -> None:
    growth = MissedGrowth(study_of(WHOLE))
    assert list(growth.more(session_with("a", "b"))) == ["c"]
    assert list(growth.more(session_with("a", "b", "c"))) == []


@pytest.mark.parametrize(
    ("study", "asked", "waits"),
    [
        (study_of(FIRST_TWO), "ab", True),
        (study_of(FIRST_TWO), "abc", False),
        (study_of(FIRST_TWO, is_proving=False), "ab", False),
        (study_of(WHOLE), "ab", False),
    ],
    ids=["one is missing", "all are there", "no proof runs", "the lesson is complete"],
)
def test_a_session_waits_only_for_missed_items_that_are_being_proven(
    study: Any, asked: str, waits: bool
) -> None:
    assert MissedGrowth(study).is_under_way(session_with(*asked)) == waits
