"""A grade in words: right or wrong, and the belief behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from torchquiz.engine.progress.ratings import RATINGS
from torchquiz.engine.wording import RIGHT, UNCOUNTED, WRONG, counted, letter

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Checked, Grade, Response
    from torchquiz.engine.models.answers import Option

SHORT = 40
"""So many characters of a typed answer still fit into a verdict."""


def verdict(grade: Grade, response: Response, options: Sequence[tuple[int, Option]]) -> str:
    """Right or wrong, in a glyph and words; `options` are the session's, in the order shown."""
    from torchquiz.engine.grading.grade import Rated

    if grade.verdict == "uncounted":
        return f"{UNCOUNTED} Not counted."
    if isinstance(response, Rated):
        return f"{RIGHT if grade.is_right else WRONG} {RATINGS[response.rating].name.capitalize()}."
    if grade.is_right:
        return f"{RIGHT} Right."
    return f"{WRONG} {_not_this(grade, response, options)}"


def _not_this(grade: Grade, response: Response, options: Sequence[tuple[int, Option]]) -> str:
    from torchquiz.engine.grading.grade import Arranged, Chosen, Rated

    if isinstance(response, Chosen):
        shown = [
            letter(place) for place, (index, _) in enumerate(options) if index in response.picks
        ]
        if len(shown) == 1 and not grade.credit:
            return f"Not {shown[0]}."
        return "Not all of it." if grade.credit else "Not these."
    if isinstance(response, Arranged):
        placed = f": {sum(grade.cells)} of {len(grade.cells)} in place" if any(grade.cells) else ""
        return f"Not in this order{placed}."
    if grade.cells:
        return (
            f"Not all of it: right in {sum(grade.cells)} of {len(grade.cells)} cells."
            if any(grade.cells)
            else "Not these."
        )
    if grade.checks:
        return f"{sum(one.holds for one in grade.checks)} of {counted(len(grade.checks), 'check')} hold."
    assert not isinstance(response, Rated)
    given = response.texts[0].strip()
    if len(response.texts) > 1 or "\n" in given or len(given) > SHORT:
        return "Not this."
    return f"Not {given}."


def check_glyph(check: Checked) -> str:
    """Whether a check of written code holds."""
    return RIGHT if check.holds else WRONG


def belief(grade: Grade) -> str:
    """The mistaken belief behind a wrong answer; empty when none is known."""
    return f"A common belief: “{grade.belief}”" if grade.belief else ""
