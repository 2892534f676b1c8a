"""Answers by writing code: it runs in the worker, and what its checks ask for is compared here, out of its reach."""

import ast

from torchquiz.engine.grading.grade import Checked, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.setup_names import changed
from torchquiz.engine.grading.written_checks import check_failure
from torchquiz.engine.models.answers import Check, Near, Write
from torchquiz.engine.models.runs import Run
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome

PATH = "your code"
"""What a traceback calls the learner's code; the setup lies elsewhere, so that their lines are not mixed up."""


def grade(answer: Write, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade written code by its checks; a near miss that the item foresaw is named."""
    if (
        not isinstance(response, Entered)
        or len(response.texts) != 1
        or not response.texts[0].strip()
    ):
        return Unreadable("Write the code first.")
    (code,) = response.texts
    tree = parsed(code)
    if isinstance(tree, Unreadable):
        return tree
    if tree == parsed(answer.starter):
        return Unreadable("This is still the code that you were given; change it first.")
    if tree == parsed(answer.key):
        return Grade(
            "right",
            credit=1.0,
            checks=tuple(Checked(one.says, holds=True) for one in answer.checks),
        )
    if name := changed(answer.program.setup, code, answer.key):
        return Unreadable(
            f"`{name}` is given, and the checks need it as it is; give yours another name. This was not counted."
        )
    near = next((one for one in answer.near if tree == parsed(one.text[0])), None)
    return _judged(answer, code, run(job_for(answer, code)), near)


def parsed(code: str) -> str | Unreadable:
    """What the code is to Python, without its layout and comments."""
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError as error:
        return Unreadable(
            f"Line {error.lineno or 1} cannot be read as Python: {error.msg}. Mend it; this was not counted."
        )
    except (ValueError, RecursionError, MemoryError) as error:
        return Unreadable(
            f"The code cannot be read as Python: {error}. Mend it; this was not counted."
        )


def job_for(answer: Write, code: str) -> Job:
    """The job that runs the setup, then the code, then looks at what the checks look at."""
    blocks = (Block(answer.program.setup, role="setup"), Block(code, PATH))
    return Job(blocks, tuple(_ask_for(one) for one in answer.checks), answer.program.names)


def _ask_for(check: Check) -> Ask:
    """What is asked for a check: a value to compare, or whether it holds."""
    return Ask(check.condition.left, "value" if check.condition.expected is not None else "goal")


def _judged(answer: Write, code: str, outcome: Outcome, near: Near | None) -> Grade:
    if outcome.ended == "lost":
        return Grade(
            "uncounted",
            because=f"The code could not be run: {outcome.reason}. This attempt is not counted.",
        )
    foreseen = (near.because, near.misconception, near.belief) if near else None
    if outcome.failure:
        told = Run("", "", "", outcome.output, _failure(outcome), outcome.elapsed_ms)
        return Grade("wrong", 0.0, *(foreseen or (outcome.note, "", "")), run=told)
    pairs = zip(answer.checks, outcome.answers, strict=True)
    checks = tuple(
        Checked(one.says, not (instead := check_failure(one, seen)), instead) for one, seen in pairs
    )
    credit = sum(one.holds for one in checks) / len(checks)
    if credit == 1.0:
        return Grade("right", credit, checks=checks)
    told = Run("", "", "", outcome.output, "", outcome.elapsed_ms)
    return Grade("wrong", credit, *(foreseen or ("", "", "")), run=told, checks=checks)


def _failure(outcome: Outcome) -> str:
    raised = outcome.raised
    if raised is None or not raised.snippet_line:
        return outcome.failure
    return f"{raised.sentence} (line {raised.snippet_line})"
