"""How many questions a test asks, and whether a lesson has enough of them.

Both the list of what a lesson offers and the deal of a test ask this module, so that no test is
recommended that cannot be dealt.
"""

from collections.abc import Mapping
from typing import Protocol

from torchquiz.engine.grading import form_named
from torchquiz.engine.models.proven import Level
from torchquiz.engine.wording import counted

ASKED: dict[Level, int] = {"easy": 3, "medium": 4, "hard": 3}
"""Questions of each level in a test."""
TOTAL = sum(ASKED.values())
LEAST_TYPED = 6
"""At least this many of them are typed."""


class LessonForms(Protocol):
    """A lesson, as far as the quota needs to know it."""

    @property
    def title(self) -> str:
        """What the lesson is called."""

    @property
    def forms(self) -> Mapping[Level, Mapping[str, int]]:
        """Number of items of each level, by the tag of the form in which they are answered."""


def can_be_asked(form: str) -> bool:
    """Return whether a test may ask an item that is answered in this form."""
    return not form_named(form).is_self_graded


def why_no_test(lesson: LessonForms) -> str:
    """Return why a lesson cannot be tested, in one sentence; empty if it can."""
    for level, wanted in ASKED.items():
        available = sum(_askable(lesson, level).values())
        if available < wanted:
            return (
                f"{lesson.title} has no test yet: it takes {wanted} {level} questions,"
                f" and there are {available}."
            )
    typed = sum(min(wanted, _typed(lesson, level)) for level, wanted in ASKED.items())
    if typed < LEAST_TYPED:
        return (
            f"{lesson.title} has no test yet: of its ten questions {LEAST_TYPED} have to be typed,"
            f" and {typed} can be."
        )
    return ""


def quota_in_words() -> str:
    """Return what a test asks: `10 questions: 3 easy, 4 medium, 3 hard; at least 6 are typed.`."""
    levels = ", ".join(f"{count} {level}" for level, count in ASKED.items())
    return f"{counted(TOTAL, 'question')}: {levels}; at least {LEAST_TYPED} are typed."


def _askable(lesson: LessonForms, level: Level) -> dict[str, int]:
    forms = lesson.forms.get(level, {})
    return {form: count for form, count in forms.items() if can_be_asked(form)}


def _typed(lesson: LessonForms, level: Level) -> int:
    askable = _askable(lesson, level).items()
    return sum(count for form, count in askable if form_named(form).is_typed)
