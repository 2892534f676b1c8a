"""What answers in code share: a program is run, and its goal is looked at from outside of it."""

from torchquiz.engine.grading.grade import RIGHT, Grade
from torchquiz.engine.models.answers import Condition, Program
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import same


def job_for(program: Program, code: str) -> Job:
    """The job that runs a filled program and looks at what its goal looks at."""
    blocks = (Block(program.setup, role="setup"), Block(code))
    asks = [
        Ask(one.left) if one.expected is not None else Ask(one.code, "goal")
        for one in _conditions(program)
    ]
    return Job(blocks, tuple(asks), names=program.names)


def judged(outcome: Outcome, code: str, program: Program, how: str) -> Grade:
    """The grade of what running the filled program came to; `how` names the response, as in "With this"."""
    if outcome.ended == "lost":
        return Grade(
            "uncounted",
            because=f"The code could not be run: {outcome.reason}. This attempt is not counted.",
        )
    told = Run(code, "", "", outcome.output, outcome.failure, outcome.elapsed_ms)
    if outcome.failure:
        return Grade(
            "wrong",
            because=f"{how}, the code does not run through. {outcome.note}".rstrip(),
            run=told,
        )
    for condition, seen in zip(_conditions(program), outcome.answers, strict=True):
        if because := _missed(condition, seen):
            return Grade("wrong", because=because, run=told)
    return RIGHT


def _conditions(program: Program) -> tuple[Condition, ...]:
    return program.conditions or (Condition(program.goal, program.goal, None),)


def _missed(condition: Condition, seen: Answered) -> str:
    """Why a condition is not met; empty when it is. A value is compared here, where the program cannot reach."""
    if isinstance(seen, Raised):
        return f"It runs, but what is asked for is not there: {seen.sentence}."
    if isinstance(seen, Value) and condition.expected is not None:
        return (
            ""
            if same(seen, condition.expected)
            else f"It runs, but misses the goal: {condition.left} is {seen.text}."
        )
    assert isinstance(seen, Goal)
    return (
        ""
        if seen.holds
        else f"It runs, but misses the goal{': ' if seen.seen else ''}{seen.sentence}."
    )
