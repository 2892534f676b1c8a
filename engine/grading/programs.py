"""Runs answers that are code, and decides outside their process whether they meet their goal."""

from torchquiz.engine.grading.grade import RIGHT, Grade
from torchquiz.engine.models.answers import Condition, Program
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import same


def plain_job(program: Program, code: str, path: str = "snippet") -> Job:
    """Return a job that only runs a complete program, named `path` in tracebacks."""
    return Job((Block(program.setup, role="setup"), Block(code, path)), names=program.names)


def job_for(program: Program, code: str) -> Job:
    """Return a job that runs a complete program and reports whether it meets its goal."""
    blocks = (Block(program.setup, role="setup"), Block(code))
    return Job(blocks, tuple(map(_ask, _conditions(program))), names=program.names)


def lost_grade(outcome: Outcome) -> Grade:
    """Return the grade of an answer that could not be run because the worker failed."""
    return Grade(
        "uncounted",
        because=f"The code could not be run: {outcome.reason}. This attempt does not count.",
    )


def grade_outcome(outcome: Outcome, code: str, program: Program, how: str) -> Grade:
    """Grade a complete program by its outcome.

    If the program raised an error, the feedback begins with `how`, such as "With your answer".
    """
    if outcome.ended == "lost":
        return lost_grade(outcome)
    run = Run(code, "", "", outcome.output, outcome.failure, outcome.elapsed_ms)
    if outcome.failure:
        because = f"{how}, the code raises an error. {outcome.note}".rstrip()
        return Grade("wrong", because=because, run=run)
    for condition, actual in zip(_conditions(program), outcome.answers, strict=True):
        if because := _reason_unmet(condition, actual):
            return Grade("wrong", because=because, run=run)
    return RIGHT


def _conditions(program: Program) -> tuple[Condition, ...]:
    return program.conditions or (Condition(program.goal, program.goal, None),)


def _ask(condition: Condition) -> Ask:
    return Ask(condition.left) if condition.expected is not None else Ask(condition.code, "goal")


def _reason_unmet(condition: Condition, actual: Answered) -> str:
    """Return the reason a condition is not met, or an empty string if it is met.

    The values are compared here, where the program cannot interfere.
    """
    if isinstance(actual, Raised):
        return f"The code runs, but its result cannot be checked: {actual.sentence}."
    if isinstance(actual, Value) and condition.expected is not None:
        if same(actual, condition.expected):
            return ""
        return f"The code runs, but misses the goal: {condition.left} is {actual.text}."
    assert isinstance(actual, Goal)
    if actual.holds:
        return ""
    return f"The code runs, but misses the goal{': ' if actual.seen else ''}{actual.sentence}."
