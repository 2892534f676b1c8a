"""Answers by typing code for blanks: whatever meets the goal is right, so what is not the key is run."""

import ast

from engine.answers.grade import RIGHT, Entered, Grade, Response, RunJob, Unreadable, wrong
from engine.models.answers import Condition, Fill, Program
from engine.models.runs import Run, Value
from engine.sandbox.job import Answered, Ask, Block, Goal, Job, Outcome, Raised
from engine.sandbox.values import same
from engine.variants.blanks import filled


def grade(answer: Fill, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade typed code: by comparing it where that suffices, else by running it against the goal."""
    if not isinstance(response, Entered) or [bool(text.strip()) for text in response.texts] != [True] * len(answer.blanks):
        return Unreadable("Fill every blank first.")
    code = filled(answer.program.code, dict(zip(answer.blanks, response.texts, strict=True)))
    parsed = _parsed(code)
    if isinstance(parsed, Unreadable):
        return parsed
    if parsed == _parsed(_with(answer, answer.key)):
        return RIGHT
    for near in answer.near:
        if parsed == _parsed(_with(answer, near.text)):
            return wrong(near)
    return _judged(run(job_for(answer.program, code)), code, answer)


def job_for(program: Program, code: str) -> Job:
    """The job that runs a filled program and looks at what its goal looks at."""
    blocks = (Block(program.setup, role="setup"), Block(code))
    asks = [Ask(one.left) if one.expected is not None else Ask(one.code, "goal") for one in _conditions(program)]
    return Job(blocks, tuple(asks), names=program.names)


def _conditions(program: Program) -> tuple[Condition, ...]:
    return program.conditions or (Condition(program.goal, program.goal, None),)


def _with(answer: Fill, texts: tuple[str, ...]) -> str:
    return filled(answer.program.code, dict(zip(answer.blanks, texts, strict=True)))


def _parsed(code: str) -> str | Unreadable:
    try:
        return ast.dump(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        return Unreadable(f"With this, the code cannot be read as Python: {reason}. Try again.")


def _judged(outcome: Outcome, code: str, answer: Fill) -> Grade:
    if outcome.ended == "lost":
        return Grade("uncounted", because=f"The code could not be run: {outcome.reason}. This attempt is not counted.")
    told = Run(code, "", "", outcome.output, outcome.failure, outcome.elapsed_ms)
    if outcome.failure:
        return Grade("wrong", because=f"With this, the code does not run through. {outcome.note}".rstrip(), run=told)
    for condition, seen in zip(_conditions(answer.program), outcome.answers, strict=True):
        if because := _missed(condition, seen):
            return Grade("wrong", because=because, run=told)
    return RIGHT


def _missed(condition: Condition, seen: Answered) -> str:
    """Why a condition is not met; empty when it is. A value is compared here, where the program cannot reach."""
    if isinstance(seen, Raised):
        return f"It runs, but what is asked for is not there: {seen.sentence}."
    if isinstance(seen, Value) and condition.expected is not None:
        return "" if same(seen, condition.expected) else f"It runs, but misses the goal: {condition.left} is {seen.text}."
    assert isinstance(seen, Goal)
    return "" if seen.holds else f"It runs, but misses the goal{': ' if seen.seen else ''}{seen.sentence}."
