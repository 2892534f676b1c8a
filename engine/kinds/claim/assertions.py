"""Checks the statements of a `claim` item by running the code that tests them."""

from collections.abc import Iterator
from dataclasses import dataclass

from torchquiz.engine.kinds.claim.model import ClaimDistractor, ClaimItem, ClaimStatement
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.evidence import Count
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.fixed_conditions import fixed_conditions, universal_conditions
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.vacuous import fixed_truth, weakness
from torchquiz.engine.sandbox.job import Answered, Goal, Outcome, Raised
from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement of an item, and whether it is true according to the author."""

    model: ClaimStatement | ClaimDistractor
    where: Where
    """Field that contains the statement."""
    is_true: bool

    @property
    def code_field(self) -> Where:
        """The field with the code that tests the statement."""
        return (*self.where, "holds")


def assertions_of(item: ClaimItem) -> Iterator[Assertion]:
    """Yield the statements of an item, true ones first."""
    if item.statement is not None:
        yield Assertion(item.statement, ("statement",), item.key is True)
        return
    for number, statement in enumerate(item.right_statements):
        yield Assertion(statement, item.key_field(number), is_true=True)
    for number, distractor in enumerate(item.distractors):
        yield Assertion(distractor, ("distractors", number), is_true=False)


def check_assertions(
    context: ItemContext[ClaimItem], assertions: list[Assertion], first: Outcome, again: Outcome
) -> list[Run | None]:
    """Check every statement, and return the run that tested each of them.

    The run is None for a statement that only names a source.
    """
    answers = iter(zip(first.answers, again.answers, strict=False))
    fixed = _fixed_fields(context, assertions)
    runs: list[Run | None] = []
    for assertion in assertions:
        is_distractor = assertion.where[0] == "distractors"
        count = context.tally.distractors if is_distractor else context.tally.keys
        holds = assertion.model.holds
        if holds is None:
            count.unproven += 1
            source = assertion.model.source
            context.note_doubt(
                f"no code tests this statement; its source is {source}", *assertion.where
            )
            runs.append(None)
            continue
        code = context.with_values(holds, *assertion.code_field)
        answer, repeated = next(answers)
        fault = _why_not_shown(context, assertion, code, answer, repeated)
        if fault is None:
            reason = _weakness(context, code, fixed.get(assertion.code_field, ""))
            _count_shown(context, reason, count, assertion.code_field)
        else:
            count.wrong += 1
            context.note_fault(*fault, *assertion.code_field)
        runs.append(_statement_run(code, answer, first.elapsed_ms))
    return runs


def _fixed_fields(context: ItemContext[ClaimItem], assertions: list[Assertion]) -> dict[Where, str]:
    """Return the fields whose conditions may be true of every snippet, with the reasons."""
    true = [each for each in assertions if each.is_true and each.model.holds is not None]
    conditions = [
        (context.with_values(each.model.holds or "", *each.code_field), each.model.text or "")
        for each in true
    ]
    fixed = fixed_conditions(context, context.snippet, conditions)
    reasons = dict.fromkeys(fixed, "stays true however the snippet is changed")
    universal = universal_conditions(context, [condition for condition, _ in conditions])
    reasons |= dict.fromkeys(universal, "is true of every value")
    return {true[number].code_field: reason for number, reason in reasons.items()}


def _weakness(context: ItemContext[ClaimItem], code: str, otherwise: str) -> str:
    """Return why a condition may test nothing, or `otherwise` if that cannot be seen from it."""
    return weakness(code, joined(context.scope.setup, context.snippet)) or otherwise


def _count_shown(context: ItemContext[ClaimItem], reason: str, count: Count, field: Where) -> None:
    """Count a claim as proven, or as unproven if its `holds` expression may not test the code."""
    if not reason:
        count.proven += 1
        return
    count.unproven += 1
    context.note_doubt(f"`holds` {reason}, so it may test nothing", *field)


def _statement_run(code: str, answer: Answered, elapsed_ms: float) -> Run | None:
    if not isinstance(answer, Goal):
        return None
    return Run("", code, str(answer.holds), "", "", elapsed_ms)


def _why_not_shown(
    context: ItemContext[ClaimItem],
    assertion: Assertion,
    code: str,
    answer: Answered,
    repeated: Answered,
) -> tuple[str, str] | None:
    """Return the reason the code does not confirm the author's verdict, with a suggested fix.

    Return None if the code confirms the verdict.
    """
    if not isinstance(answer, Goal):
        assert isinstance(answer, Raised)
        message = f"`holds` cannot be evaluated: {answer.sentence}."
        return message, context.remedy_for(answer)
    truth = fixed_truth(code)
    if truth is not None:
        message = f"`holds` is {truth} no matter what the code does, so it tests nothing."
        return message, "Write an expression that uses a name from the code."
    if isinstance(repeated, Goal) and repeated.holds != answer.holds:
        message = "whether this statement is true depends on chance."
        return message, "Set the seed in the snippet with torch.manual_seed(…)."
    if answer.holds == assertion.is_true:
        return None
    remedy = "Change the statement or its code."
    if answer.seen:
        remedy = f"PyTorch: {answer.sides}"
    if assertion.is_true:
        return "this statement is marked as true, but its code shows that it is false.", remedy
    return "this statement is marked as false, but its code shows that it is true.", remedy
