"""What answers in code share: a program is run, and its goal is checked from outside of it."""

from torchquiz.engine.grading.grade import RIGHT, Grade
from torchquiz.engine.models.answers import Condition, Program
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import same


def plain_job(program: Program, code: str, path: str = "snippet") -> Job:
    """Return the job that runs a filled program and asks nothing; tracebacks call it `path`."""
    return Job((Block(program.setup, role="setup"), Block(code, path)), names=program.names)


def job_for(program: Program, code: str) -> Job:
    """Return the job that runs a filled program and reports on its goal."""
    blocks = (Block(program.setup, role="setup"), Block(code))
    return Job(blocks, tuple(map(_ask, _conditions(program))), names=program.names)


def lost_grade(outcome: Outcome) -> Grade:
    """Return the grade where the worker, and not the code, failed."""
    return Grade(
        "uncounted",
        because=f"The code could not be run: {outcome.reason}. This attempt is not counted.",
    )


def grade_outcome(outcome: Outcome, code: str, program: Program, how: str) -> Grade:
    """Grade what the filled program did; `how` names the response, as in "With this"."""
    if outcome.ended == "lost":
        return lost_grade(outcome)
    run = Run(code, "", "", outcome.output, outcome.failure, outcome.elapsed_ms)
    if outcome.failure:
        because = f"{how}, the code does not run through. {outcome.note}".rstrip()
        return Grade("wrong", because=because, run=run)
    for condition, actual in zip(_conditions(program), outcome.answers, strict=True):
        if because := _missed(condition, actual):
            return Grade("wrong", because=because, run=run)
    return RIGHT


def _conditions(program: Program) -> tuple[Condition, ...]:
    return program.conditions or (Condition(program.goal, program.goal, None),)


def _ask(condition: Condition) -> Ask:
    return Ask(condition.left) if condition.expected is not None else Ask(condition.code, "goal")


def _missed(condition: Condition, actual: Answered) -> str:
    """Say why a condition is not met; empty when it is.

    A value is compared here, where the program cannot reach.
    """
    if isinstance(actual, Raised):
        return f"It runs, but what is asked for is not there: {actual.sentence}."
    if isinstance(actual, Value) and condition.expected is not None:
        if same(actual, condition.expected):
            return ""
        return f"It runs, but misses the goal: {condition.left} is {actual.text}."
    assert isinstance(actual, Goal)
    if actual.holds:
        return ""
    return f"It runs, but misses the goal{': ' if actual.seen else ''}{actual.sentence}."
