"""Describes to learners how code failed, or shows the value that the goal compares."""

from torchquiz.engine.models.runs import Run
from torchquiz.engine.sandbox.job import Goal, Outcome, Raised


def error_text(raised: Raised) -> str:
    """Return an exception's type, its message, and the line of the snippet that raised it."""
    return raised.located_sentence


def failure_text(outcome: Outcome) -> str:
    """Describe how a program failed.

    Return an empty string if it ran without an error.
    """
    if outcome.ended == "finished" and outcome.raised:
        return error_text(outcome.raised)
    return outcome.failure


def goal_run(outcome: Outcome, goal: object, code: str) -> Run:
    """Return a record of a program's run, with the error or the value that the goal compares."""
    if isinstance(goal, Goal) and goal.seen and not outcome.failure:
        asked, value = goal.seen[0]
        return Run(code, asked, value, outcome.output, "", outcome.elapsed_ms)
    error = failure_text(outcome)
    if not error and isinstance(goal, Raised):
        error = error_text(goal)
    return Run(code, "", "", outcome.output, error, outcome.elapsed_ms)
