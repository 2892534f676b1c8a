"""diagnose: what is wrong with this code? The code fails as declared; the key's fix mends it, and no other option's does."""

from typing import Annotated

from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Change, Code, Distractor, Item, Model, Text
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.context import Case, error_text, goal_run
from torchquiz.engine.proof.goal import prove_key, prove_wrong, reaches
from torchquiz.engine.sandbox.job import Ask, Goal, Outcome


class Diagnosis(Model):
    """What is wrong, and the change that mends it."""

    text: Text
    fix: Change


class DiagnoseDistractor(Distractor):
    """What is not wrong, and a change that mends nothing."""

    text: Text
    fix: Change


class Diagnose(Item):
    """An item that shows faulty code."""

    snippet: Code
    fails: Code
    line: Annotated[int, Field(ge=1)] | None = None
    goal: Code
    key: Diagnosis
    distractors: Annotated[list[DiagnoseDistractor], Field(min_length=1, max_length=5)]


MODEL = Diagnose
GOAL = "goal"
"""What `fails` says of code that runs and misses its goal."""


def prove(case: Case[Diagnose]) -> Variant:
    """Run the code as it stands, then with each fix."""
    item = case.item
    goal = case.show(item.goal, "goal")
    goal = "True" if goal.strip().lower() == "true" else goal
    (broken,) = case.run([case.job(case.snippet, "snippet", asks=(Ask(goal, "goal"),))])
    _check_failure(case, broken)
    fixed = case.changed(item.key.fix, "key", "fix")
    prove_key(case, fixed.code, goal, ("key", "fix"), ("snippet",))
    changes = [
        case.changed(one.fix, "distractors", number, "fix")
        for number, one in enumerate(item.distractors)
    ]
    outcomes = case.run(
        [case.job(change.code, "snippet", asks=(Ask(goal, "goal"),)) for change in changes]
    )
    options = []
    for number, (change, outcome) in enumerate(zip(changes, outcomes, strict=True)):
        where = ("distractors", number)
        run = prove_wrong(case, change.code, goal, outcome, "with its fix", where)
        told = Run(change.lines, run.asked, run.value, run.output, run.error, run.elapsed_ms)
        options.append(
            case.option(item.distractors[number], number, case.text(*where, "text"), "prose", told)
        )
    _check_texts(case, options)
    key = Option(
        case.text("key", "text"), "prose", is_key=True, run=Run(fixed.lines, "", "", "", "", 0.0)
    )
    return case.variant(
        Choose((key, *options)), goal_run(broken, broken.answers[0] if broken.answers else None, "")
    )


def _check_failure(case: Case[Diagnose], outcome: Outcome) -> None:
    """The code must fail as declared: by this exception on this line, or by missing its goal."""
    declared = case.item.fails.strip()
    if reaches(outcome):
        raise case.refuse(
            "the code is not faulty: it runs, and its goal holds.",
            "Break it, or make the goal stricter.",
            "snippet",
        )
    if outcome.ended != "finished":
        raise case.refuse(
            f"the code does not fail as declared: {outcome.reason}.",
            "Let it raise, or miss its goal.",
            "snippet",
        )
    if declared == GOAL:
        if outcome.raised is not None:
            raise case.refuse(
                f"the code does not run, as 'fails: goal' says: {error_text(outcome.raised)}.",
                "Declare what it raises.",
                "fails",
            )
        answer = outcome.answers[0]
        if not isinstance(answer, Goal):
            raise case.refuse(
                f"`goal` cannot be evaluated: {answer}.", "Let the goal be true or false.", "goal"
            )
        return
    if outcome.raised is None:
        raise case.refuse(
            f"the code runs, and does not raise {declared}.",
            "Write 'fails: goal' if it only misses its goal.",
            "fails",
        )
    names = {name.rsplit(".", 1)[-1] for name in outcome.raised.lineage[:-2]} | set(
        outcome.raised.lineage[:-2]
    )
    if declared not in names:
        raise case.refuse(
            "the code fails with another exception.",
            f"fails:   {declared}\nPyTorch: {error_text(outcome.raised)}",
            "fails",
        )
    if case.item.line is None:
        raise case.refuse(
            "the line that fails is not declared.",
            f"Add 'line: {outcome.raised.snippet_line}' if that is the one you mean.",
            "fails",
        )
    if outcome.raised.snippet_line != case.item.line:
        raise case.refuse(
            "the code fails on another line.",
            f"line:    {case.item.line}\nPyTorch: {outcome.raised.snippet_line}",
            "line",
        )


def _check_texts(case: Case[Diagnose], options: list[Option]) -> None:
    seen = {case.text("key", "text")}
    for number, option in enumerate(options):
        if option.text in seen:
            case.tally.distractors.wrong += 1
            case.fault(
                "two options say the same.", "Change one of them.", "distractors", number, "text"
            )
        seen.add(option.text)
