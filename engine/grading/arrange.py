"""Grades answers in which the learner puts lines in order.

Every order that meets the goal is correct, so orders that the item does not list are run.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from math import factorial

from msgspec import structs

from torchquiz.engine.grading.form import AnswerForm, DealtLines, DealtOptions, Rank
from torchquiz.engine.grading.grade import (
    RIGHT,
    Arranged,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.grading.parts import (
    PreviewPart,
    code,
    expected_mistakes,
    order_letters,
    title,
)
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.variants.blanks import PLACE, error_location, filled
from torchquiz.engine.wording import RIGHT as RIGHT_GLYPH
from torchquiz.engine.wording import counted, letter


class ArrangeForm(AnswerForm[Arrange]):
    """The answer form in which the learner puts lines in order."""

    is_typed = True
    may_need_worker = True

    def grade(self, answer: Arrange, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade an order. If the item does not list the order, run the lines."""
        every_line = list(range(len(answer.lines)))
        if not isinstance(response, Arranged) or sorted(response.order) != every_line:
            return Unreadable("Use every line exactly once.")
        if response.order in answer.right:
            return RIGHT
        expected = next((near for near in answer.near if near.order == response.order), None)
        grade = wrong(expected) if expected else _grade_by_running(answer, response.order, run)
        if grade.verdict != "wrong":
            return grade
        return structs.replace(grade, cells=places(answer, response.order))

    def empty_response(self, answer: Arrange, lines: DealtLines) -> Arranged:
        """Return the lines in the order in which they were first shown."""
        return Arranged(tuple(index for index, _ in lines))

    def chance(self, answer: Arrange) -> float:
        """Return the probability that a random order is correct."""
        return len(answer.right) / factorial(len(answer.lines))

    def stored_texts(self, answer: Arrange, response: Response) -> list[str]:
        """Return the lines in the learner's order."""
        assert isinstance(response, Arranged)
        return [answer.lines[line] for line in response.order]

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict on a wrong order.

        If any lines are in the correct position, the verdict says how many.
        """
        if not any(grade.cells):
            return "That is not the right order."
        lines = counted(len(grade.cells), "line")
        return f"That is not the right order: {sum(grade.cells)} of {lines} in the right position."

    def deal_lines(self, answer: Arrange, item: str, rank: Rank) -> DealtLines:
        """Return the lines in a shuffled order that is not correct."""
        for deal in count():
            dealt = _shuffle(answer, str(deal), item, rank)
            if tuple(index for index, _ in dealt) not in answer.right:
                return dealt
        raise AssertionError("at least one order is always wrong")

    def key_code(self, answer: Arrange) -> str:
        """Return the program with the lines in the correct order."""
        lines = "\n".join(answer.codes_in(answer.right[0]))
        return filled(answer.program.code, {PLACE: lines})

    def preview(self, answer: Arrange) -> Iterator[PreviewPart]:
        """Yield the lines, each with its letter."""
        lines = (f"{letter(place)}  {line}" for place, line in enumerate(answer.lines))
        yield code("\n".join(lines))

    def preview_key(self, answer: Arrange) -> Iterator[PreviewPart]:
        """Yield the correct orders, and wrong orders that the author expects."""
        yield title(f"{RIGHT_GLYPH} {' or '.join(map(order_letters, answer.right))}")
        yield from expected_mistakes(answer.near)


FORM = ArrangeForm()


def nearest(answer: Arrange, order: Sequence[int]) -> tuple[int, ...]:
    """Return the first of the correct orders that are closest to a given order."""
    return max(answer.right, key=lambda right: sum(_matches(right, order)))


def places(answer: Arrange, order: Sequence[int]) -> tuple[bool, ...]:
    """Return, for each position, whether the closest correct order has the same line there."""
    return _matches(nearest(answer, order), order)


def right_order(answer: Arrange, letters: Sequence[str]) -> str:
    """Return a sentence that shows a correct order as the letters of its lines."""
    start = "A right order" if len(answer.right) > 1 else "The right order"
    return f"{start}: {' '.join(letters)}"


def _matches(right: Sequence[int], order: Sequence[int]) -> tuple[bool, ...]:
    return tuple(mine == other for mine, other in zip(order, right, strict=True))


def _shuffle(answer: Arrange, deal: str, item: str, rank: Rank) -> DealtLines:
    def place(pair: tuple[int, str]) -> bytes:
        return rank("line", deal, item, pair[1])

    return tuple(sorted(enumerate(answer.lines), key=place))


def _grade_by_running(answer: Arrange, order: Sequence[int], run: RunJob) -> Grade:
    """Grade an order by running the lines in that order.

    If the lines are steps in words, the feedback shows their code. If the code raises an error, the
    feedback names the line.
    """
    from torchquiz.engine.grading.programs import grade_outcome, job_for

    codes = answer.codes_in(order)
    lines = "\n".join(codes)
    outcome = run(job_for(answer.program, filled(answer.program.code, {PLACE: lines})))
    shown = lines if answer.codes else ""
    grade = grade_outcome(outcome, shown, answer.program, "In this order")
    if grade.run is None or outcome.raised is None:
        return grade
    error = outcome.failure + error_location(
        answer.program.code, codes, outcome.raised.snippet_line
    )
    return structs.replace(grade, run=structs.replace(grade.run, error=error))
