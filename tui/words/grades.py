"""Describes a grade: whether the answer is right and, if not, the misconception behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import RIGHT, UNCOUNTED, WRONG

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Checked, Grade
    from torchquiz.engine.study.session import Session


def verdict(session: Session) -> str:
    """Return a sentence that says whether the last answer was right."""
    grade, response = session.grade, session.response
    assert grade is not None and response is not None
    return session.form.verdict(grade, response, session.options)


def verdict_glyph(grade: Grade) -> str:
    """Return the glyph that shows whether the answer is right, wrong or not counted."""
    if not grade.is_counted:
        return UNCOUNTED
    return RIGHT if grade.is_right else WRONG


def check_glyph(check: Checked) -> str:
    """Return the glyph that shows whether a check of written code passed."""
    return RIGHT if check.holds else WRONG


def belief(grade: Grade) -> str:
    """Return the misconception behind a wrong answer, or an empty string if none is known."""
    return f"A common belief: “{grade.belief}”" if grade.belief else ""
