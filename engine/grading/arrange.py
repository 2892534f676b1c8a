"""Answers by putting lines into an order: whatever order meets the goal is right, so what was not foreseen is run."""

from msgspec import structs

from torchquiz.engine.grading.grade import (
    RIGHT,
    Arranged,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.grading.programs import job_for, judged
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.variants.blanks import PLACE, filled, said_at


def grade(answer: Arrange, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade an order: by looking it up where that suffices, else by running the lines in it."""
    if not isinstance(response, Arranged) or sorted(response.order) != list(
        range(len(answer.lines))
    ):
        return Unreadable("Give every line a place first.")
    if response.order in answer.right:
        return RIGHT
    foreseen = next((near for near in answer.near if near.order == response.order), None)
    found = wrong(foreseen) if foreseen else _judged(answer, response.order, run)
    return (
        structs.replace(found, cells=places(answer, response.order))
        if found.verdict == "wrong"
        else found
    )


def nearest(answer: Arrange, order: tuple[int, ...]) -> tuple[int, ...]:
    """The right order that shares most places with this one; of several, the first."""
    return max(answer.right, key=lambda right: sum(_shared(right, order)))


def places(answer: Arrange, order: tuple[int, ...]) -> tuple[bool, ...]:
    """Which places hold the line that the nearest right order has there."""
    return _shared(nearest(answer, order), order)


def _shared(right: tuple[int, ...], order: tuple[int, ...]) -> tuple[bool, ...]:
    return tuple(mine == other for mine, other in zip(order, right, strict=True))


def _judged(answer: Arrange, order: tuple[int, ...], run: RunJob) -> Grade:
    """Run the lines in an order; steps in words show their code, and an error the line that raised it."""
    codes = answer.codes_in(order)
    outcome = run(job_for(answer.program, filled(answer.program.code, {PLACE: "\n".join(codes)})))
    found = judged(
        outcome, "\n".join(codes) if answer.codes else "", answer.program, "In this order"
    )
    if found.run is None or outcome.raised is None:
        return found
    error = outcome.failure + said_at(answer.program.code, codes, outcome.raised.snippet_line)
    return structs.replace(found, run=structs.replace(found.run, error=error))
