"""Proves items of kind `diagnose`, which ask what is wrong with some code.

The code must fail as the author says. The change that belongs to the correct diagnosis must repair
it, and the other changes must not.
"""

from typing import Annotated

from msgspec.structs import replace
from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Change, Code, Distractor, Item, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.failures import error_text, goal_run
from torchquiz.engine.proof.fixed_conditions import doubt_fixed_goal
from torchquiz.engine.proof.goal import KeyFailed, meets_goal, prove_key, prove_wrong
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Goal, Outcome, Raised


class Diagnosis(Model):
    """The correct diagnosis, and a change that repairs the code."""

    text: Text
    fix: Change


class DiagnoseDistractor(Distractor):
    """A wrong diagnosis, and a change that does not repair the code."""

    text: Text
    fix: Change


class DiagnoseItem(Item):
    """An item that shows faulty code and asks what is wrong with it."""

    snippet: Code
    fails: Code
    line: Annotated[int, Field(ge=1)] | None = None
    goal: Code
    key: Diagnosis
    distractors: Annotated[list[DiagnoseDistractor], Field(min_length=1, max_length=5)]


MODEL = DiagnoseItem
GOAL = "goal"
"""Value of `fails` for code that runs without an error but does not meet its goal."""


def prove(context: ItemContext[DiagnoseItem]) -> Variant:
    """Run the code as it is shown, then with the change of each option."""
    item = context.item
    goal = context.with_values(item.goal, "goal")
    goal = "True" if goal.strip().lower() == "true" else goal
    asks = (Ask(goal, "goal"),)
    (broken,) = context.run([context.code_job(context.snippet, "snippet", asks=asks)])
    _check_failure(context, broken)
    fixed = context.edit_snippet(item.key.fix, "key", "fix")
    try:
        prove_key(context, fixed.code, goal, ("key", "fix"), ("snippet",))
    except KeyFailed:
        # Check the distractors too, so that their faults are reported in the same run.
        _wrong_runs(context, goal)
        raise
    options = _wrong_options(context, _wrong_runs(context, goal))
    _check_distinct(context, options)
    repair = Run(fixed.lines, "", "", "", "", 0.0)
    key = Option(context.text("key", "text"), "prose", is_key=True, run=repair)
    answer = broken.answers[0] if broken.answers else None
    return context.variant(Choose((key, *options)), goal_run(broken, answer, ""))


def _wrong_runs(context: ItemContext[DiagnoseItem], goal: str) -> list[Run]:
    """Apply each wrong option's change to the code, and require that the code still fails."""
    edits = [
        context.edit_snippet(distractor.fix, "distractors", number, "fix")
        for number, distractor in enumerate(context.item.distractors)
    ]
    asks = (Ask(goal, "goal"),)
    outcomes = context.run([context.code_job(edit.code, "snippet", asks=asks) for edit in edits])
    runs = []
    for number, (edit, outcome) in enumerate(zip(edits, outcomes, strict=True)):
        where = ("distractors", number)
        run = prove_wrong(context, edit.code, goal, outcome, "with its fix", where)
        runs.append(replace(run, code=edit.lines))
    doubt_fixed_goal(
        context, context.edit_snippet(context.item.key.fix, "key", "fix").code, goal, outcomes
    )
    return runs


def _wrong_options(context: ItemContext[DiagnoseItem], runs: list[Run]) -> list[Option]:
    """Return the wrong diagnoses, each with the run of the code after its change."""
    return [
        context.wrong_option(
            distractor, number, context.text("distractors", number, "text"), "prose", run
        )
        for number, (distractor, run) in enumerate(zip(context.item.distractors, runs, strict=True))
    ]


def _check_failure(context: ItemContext[DiagnoseItem], outcome: Outcome) -> None:
    """Require that the code fails as the author says: with an exception, or by missing its goal.

    Raises:
        ProofStopped: the code does not fail, or fails in a different way.
    """
    if meets_goal(outcome):
        raise context.stop(
            "the code does not fail: it runs and meets its goal.",
            "Break the code, or make the goal stricter.",
            "snippet",
        )
    if outcome.ended != "finished":
        message = f"the code does not fail as declared: {outcome.reason}."
        raise context.stop(message, "Make it raise an error or miss its goal.", "snippet")
    if context.item.fails.strip() == GOAL:
        _check_missed_goal(context, outcome)
    else:
        _check_exception(context, outcome.raised)


def _check_missed_goal(context: ItemContext[DiagnoseItem], outcome: Outcome) -> None:
    if outcome.raised is not None:
        raise context.stop(
            "`fails: goal` needs code that runs, but this code raises"
            f" {error_text(outcome.raised)}.",
            "Write the exception's name in `fails`.",
            "fails",
        )
    answer = outcome.answers[0]
    if not isinstance(answer, Goal):
        message = f"`goal` cannot be evaluated: {answer}."
        raise context.stop(message, "Write a goal that evaluates to True or False.", "goal")


def _check_exception(context: ItemContext[DiagnoseItem], raised: Raised | None) -> None:
    declared, line = context.item.fails.strip(), context.item.line
    if raised is None:
        raise context.stop(
            f"the code runs and does not raise {declared}.",
            "Write `fails: goal` if it only misses its goal.",
            "fails",
        )
    if declared not in _names(raised):
        raise context.stop(
            "the code raises a different exception.",
            f"fails:   {declared}\nPyTorch: {error_text(raised)}",
            "fails",
        )
    if line is None:
        raise context.stop(
            "`line` is missing: the line that raises the exception must be declared.",
            f"Add `line: {raised.snippet_line}` if that is the line you mean.",
            "fails",
        )
    if raised.snippet_line != line:
        remedy = f"line:    {line}\nPyTorch: {raised.snippet_line}"
        raise context.stop("the code fails on a different line.", remedy, "line")


def _names(raised: Raised) -> set[str]:
    """Return the names of an exception's class and superclasses, with and without their modules.

    The last two, `BaseException` and `object`, are left out because every exception has them.
    """
    names = set(raised.lineage[:-2])
    return names | {name.rsplit(".", 1)[-1] for name in names}


def _check_distinct(context: ItemContext[DiagnoseItem], options: list[Option]) -> None:
    seen = {context.text("key", "text")}
    for number, option in enumerate(options):
        if option.text in seen:
            context.tally.distractors.wrong += 1
            context.note_fault(
                "two options have the same text.",
                "Change one of them.",
                *("distractors", number, "text"),
            )
        seen.add(option.text)
