"""The number of questions in a test, and whether a lesson has enough questions for a test.

Whether a test is offered, which questions it has, and which items are proven first for it depend on
this module, so that a lesson offers a test only if enough questions can be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from torchquiz.engine.models.proven import Level
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from typing import Any, Protocol

    from torchquiz.engine.grading.form import AnswerForm

    class LessonForms(Protocol):
        """The title and item counts that decide whether a lesson has enough questions for a test.

        Lessons and lesson heads both provide them.
        """

        @property
        def title(self) -> str:
            """The title of the lesson."""

        @property
        def forms(self) -> Mapping[Level, Mapping[str, int]]:
            """The number of items for each level and answer form."""


ASKED: dict[Level, int] = {"easy": 3, "medium": 4, "hard": 3}
"""Number of questions of each level in a test."""
TOTAL = sum(ASKED.values())
LEAST_TYPED = 6
"""The minimum number of questions with a typed answer."""


def can_be_asked(form: str) -> bool:
    """Return whether a test may include items with this answer form."""
    return not _form_named(form).is_self_graded


def why_no_test(lesson: LessonForms) -> str:
    """Return a sentence that explains why a lesson has no test, or an empty string if it does."""
    for level, wanted in ASKED.items():
        available = sum(_askable(lesson, level).values())
        if available < wanted:
            return (
                f"{lesson.title} has no test yet: a test needs {wanted} {level} questions,"
                f" but the lesson has {available}."
            )
    typed = sum(min(wanted, _typed(lesson, level)) for level, wanted in ASKED.items())
    if typed < LEAST_TYPED:
        return (
            f"{lesson.title} has no test yet: a test needs {LEAST_TYPED} questions with a typed"
            f" answer, but the lesson has {typed}."
        )
    return ""


def quota_in_words() -> str:
    """Describe a test in words: `10 questions: 3 easy, 4 medium, 3 hard; at least 6 need …`."""
    levels = ", ".join(f"{count} {level}" for level, count in ASKED.items())
    return f"{counted(TOTAL, 'question')}: {levels}; at least {LEAST_TYPED} need a typed answer."


def _askable(lesson: LessonForms, level: Level) -> dict[str, int]:
    forms = lesson.forms.get(level, {})
    return {form: count for form, count in forms.items() if can_be_asked(form)}


def _typed(lesson: LessonForms, level: Level) -> int:
    askable = _askable(lesson, level).items()
    return sum(count for form, count in askable if _form_named(form).is_typed)


def _form_named(form: str) -> AnswerForm[Any]:
    """Return the answer form with the given name.

    Its module is imported only when needed, so that the app starts quickly.
    """
    from torchquiz.engine.grading import form_named

    return form_named(form)
