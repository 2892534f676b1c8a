"""Requires that the checks reject empty code, the starter code and the near misses."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from torchquiz.engine.grading.limits import limit_results
from torchquiz.engine.grading.written_checks import (
    CheckResult,
    asks_for,
    check_results,
    passes_all,
)
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.reference import code_job
from torchquiz.engine.models.answers import Check, Limits
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.suspicious_failures import doubt_failure
from torchquiz.engine.sandbox.job import Goal, Outcome, Raised
from torchquiz.engine.variants.parsing import normal_form
from torchquiz.engine.yaml.positions import Where

SEVENS = """\
def {name}(first=0, *others, **named):
    is_number = hasattr(first, "dtype") or isinstance(first, (int, float))
    return first * 0 + 7 if is_number else first
"""


@dataclass(frozen=True, slots=True)
class WrongProgram:
    """A program that must fail a check, with its field in the lesson file and its outcome."""

    where: Where
    code: str
    outcome: Outcome


def check_distinct(
    context: ItemContext[WriteItem], key: str, starter: str, near_misses: list[tuple[Where, str]]
) -> None:
    """Require that near misses differ from the solution, the starter code and one another."""
    known = {normal_form(key): "the key", normal_form(starter): "the starter code"}
    for number, (where, code) in enumerate(near_misses, start=1):
        tree = normal_form(code)
        if tree in known:
            context.tally.distractors.wrong += 1
            message = f"this near miss is the same code as {known[tree]}."
            context.note_fault(message, "Change it.", *where)
        known.setdefault(tree, f"near miss {number}")


def check_asks_for_code(
    context: ItemContext[WriteItem], checks: list[Check], nothing: Outcome
) -> None:
    """Require that each check fails if the learner writes nothing."""
    for number, result in enumerate(check_results(checks, nothing.answers)):
        if not result.seen:
            context.note_fault(
                "this check passes without any code.",
                "Make it use a name that the learner's code must define.",
                *("checks", number, context.item.checks[number].field),
            )


def prove_starter(
    context: ItemContext[WriteItem], checks: list[Check], limits: Limits, wrong: WrongProgram
) -> None:
    """Require that the starter code fails at least one check."""
    fault = _why_not_wrong(checks, limits, wrong, "the starter code passes all checks.")
    if fault is not None:
        context.note_fault(*fault, "starter")


def prove_near_miss(
    context: ItemContext[WriteItem], checks: list[Check], limits: Limits, wrong: WrongProgram
) -> Run:
    """Require that a near miss fails a check. Return the run that shows this."""
    message = "this near miss passes all checks, so it is also correct."
    fault = _why_not_wrong(checks, limits, wrong, message)
    if fault is None:
        context.tally.distractors.proven += 1
        doubt_failure(context, wrong.code, wrong.outcome, wrong.where[:2])
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, *wrong.where[:2])
    return _failing_run(checks, limits, wrong)


def _why_not_wrong(
    checks: list[Check], limits: Limits, wrong: WrongProgram, if_it_passes: str
) -> tuple[str, str] | None:
    """Return the reason a program is not proven wrong, with a suggested fix.

    Return None if the program is proven wrong.
    """
    if passes_all(checks, limits, wrong.code, wrong.outcome):
        return if_it_passes, "Change it, or add a check that rejects it."
    if wrong.outcome.note:
        message = f"this fails only because it runs in the sandbox: {wrong.outcome.note}"
        return message, "Write code that also fails outside the sandbox."
    return None


def _failing(checks: list[Check], outcome: Outcome) -> Iterator[tuple[int, CheckResult]]:
    """Yield each check that a program fails, with its index.

    Yield nothing if the program raised an exception.
    """
    if outcome.failure:
        return
    for number, result in enumerate(check_results(checks, outcome.answers)):
        if result.seen:
            yield number, result


def _failing_run(checks: list[Check], limits: Limits, wrong: WrongProgram) -> Run:
    """Return the run of wrong code, with its error or the value that fails a check."""
    outcome = wrong.outcome
    asked, value, error = "", "", failure_text(outcome)
    failing = next(_failing(checks, outcome), None)
    if failing is None:
        broken = (result.seen for result in limit_results(limits, wrong.code) if result.seen)
        error = error or next(broken, "")
    else:
        _, result = failing
        answer = result.answer
        if isinstance(answer, Value) and not result.check.cases:
            asked, value = result.check.condition.left, answer.text
        elif isinstance(answer, Goal):
            asked, value = answer.seen[0] if answer.seen else ("", "")
        else:
            error = result.seen
    return Run("", asked, value, outcome.output, error, outcome.elapsed_ms)


def doubt_idle_checks(
    context: ItemContext[WriteItem],
    checks: list[Check],
    outcomes: list[Outcome],
    mutants: list[Outcome],
) -> None:
    """Report each check that every known wrong program passes.

    A mutant that raises an exception in its own code does not count, because it fails any check
    that calls it.

    Args:
        context: the proof.
        checks: the checks.
        outcomes: the outcomes of the starter code and the near misses.
        mutants: the outcomes of the mutants.
    """
    if any(outcome.failure for outcome in outcomes):
        return
    failing = {number for outcome in outcomes for number, _ in _failing(checks, outcome)}
    for outcome in mutants:
        failing |= {
            number
            for number, result in _failing(checks, outcome)
            if not (isinstance(result.answer, Raised) and result.answer.role)
        }
    idle = set(range(len(checks))) - failing
    if idle and (code := _sevens(context.item.key)):
        job = code_job(context, code, ("key",), asks_for(checks))
        (outcome,) = context.run([replace(job, purpose="mutants")])
        idle -= {
            number
            for number, result in _failing(checks, outcome)
            if not isinstance(result.answer, Raised)
        }
    for number in range(len(checks)):
        if number in idle:
            context.note_doubt(
                "neither the starter code nor any near miss fails this check; add a near miss that"
                " does",
                *("checks", number),
            )


def _sevens(key: str) -> str:
    """Return a program whose functions return a value like their first argument, but full of 7s.

    A check that accepts it tests no value at all. Return an empty string if there is no function.
    """
    names = [node.name for node in ast.parse(key).body if isinstance(node, ast.FunctionDef)]
    return "\n".join(SEVENS.format(name=name) for name in names)


def prove_limits(context: ItemContext[WriteItem], limits: Limits, key: str) -> None:
    """Require that the reference solution respects the limits."""
    for result in limit_results(limits, key):
        if not result.holds:
            context.note_fault(
                f"the reference solution breaks a limit: {result.seen}.",
                "Change the limit, or write a reference solution that respects it.",
                "limits",
            )
