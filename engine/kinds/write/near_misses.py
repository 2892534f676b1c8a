"""Proves that the checks reject empty code, the starting code and the near misses."""

from collections.abc import Iterator

from torchquiz.engine.grading.written_checks import check_failure
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.models.answers import Check
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.suspicious_failures import doubt_failure
from torchquiz.engine.sandbox.job import Answered, Goal, Outcome, Raised
from torchquiz.engine.variants.parsing import normal_form


def check_distinct(
    context: ItemContext[WriteItem], key: str, starter: str, near_misses: list[str]
) -> None:
    """Require that each near miss differs from the key, the starting code and the others."""
    known = {normal_form(key): "the key", normal_form(starter): "the starting code"}
    for number, code in enumerate(near_misses):
        tree = normal_form(code)
        if tree in known:
            context.tally.distractors.wrong += 1
            message = f"this near miss is the same code as {known[tree]}."
            context.note_fault(message, "Change it.", "distractors", number, "code")
        known.setdefault(tree, f"distractor {number + 1}")


def check_asks_for_code(
    context: ItemContext[WriteItem], checks: list[Check], nothing: Outcome
) -> None:
    """Require that each check fails if the learner writes nothing."""
    for number, (check, answer) in enumerate(zip(checks, nothing.answers, strict=False)):
        if not check_failure(check, answer):
            context.note_fault(
                "this check passes without any code.",
                "Make it use a name that the learner's code must define.",
                *("checks", number, context.item.checks[number].field),
            )


def prove_starter(context: ItemContext[WriteItem], checks: list[Check], outcome: Outcome) -> None:
    """Require that the starting code fails at least one check."""
    fault = _why_not_wrong(checks, outcome, "the starting code passes all checks.")
    if fault is not None:
        context.note_fault(*fault, "starter")


def prove_near_miss(
    context: ItemContext[WriteItem], checks: list[Check], code: str, outcome: Outcome, number: int
) -> Run:
    """Require that a near miss fails a check, and return the run that demonstrates this."""
    message = "this near miss passes all checks, so it is right as well."
    fault = _why_not_wrong(checks, outcome, message)
    if fault is None:
        context.tally.distractors.proven += 1
        doubt_failure(context, code, outcome, ("distractors", number))
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, "distractors", number)
    return _failing_run(checks, outcome)


def _why_not_wrong(
    checks: list[Check], outcome: Outcome, if_it_passes: str
) -> tuple[str, str] | None:
    """Return why code is not proven wrong, and how to fix that; return None if it is."""
    if not outcome.failure and not any(_failing(checks, outcome)):
        return if_it_passes, "Change it, or add a check that it fails."
    if outcome.note:
        message = f"this fails only because it runs in the sandbox: {outcome.note}"
        return message, "Write code that is wrong everywhere."
    return None


def _failing(checks: list[Check], outcome: Outcome) -> Iterator[tuple[int, Check, Answered]]:
    """Yield each check that a program fails, with its number; yield none if the program raised."""
    if outcome.failure:
        return
    for number, (check, answer) in enumerate(zip(checks, outcome.answers, strict=True)):
        if check_failure(check, answer):
            yield number, check, answer


def _failing_run(checks: list[Check], outcome: Outcome) -> Run:
    """Return the run of wrong code, with its error or with its value in the first failed check."""
    asked, value, error = "", "", failure_text(outcome)
    for _, check, answer in _failing(checks, outcome):
        if isinstance(answer, Raised):
            error = check_failure(check, answer)
        elif isinstance(answer, Value):
            asked, value = check.condition.left, answer.text
        elif isinstance(answer, Goal) and answer.seen:
            asked, value = answer.seen[0]
        break
    return Run("", asked, value, outcome.output, error, outcome.elapsed_ms)


def doubt_idle_checks(
    context: ItemContext[WriteItem], checks: list[Check], outcomes: list[Outcome]
) -> None:
    """Record a doubt about each check that neither the starting code nor any near miss fails."""
    if any(outcome.failure for outcome in outcomes):
        return
    failing = {number for outcome in outcomes for number, _, _ in _failing(checks, outcome)}
    for number in range(len(checks)):
        if number not in failing:
            context.note_doubt(
                "neither the starting code nor any near miss fails this check; add a near miss that"
                " does",
                *("checks", number),
            )
