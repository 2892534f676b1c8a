"""Proves items of kind `write`: write code that passes checks.

The reference solution must pass all checks; the starting code and each near miss must not. The
expected values come from running the reference, and never enter the learner's process.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.grading.written_checks import check_failure
from torchquiz.engine.models.answers import Check, Condition, Near, Program, Write
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text, joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import has_floats, is_comparable, same
from torchquiz.engine.variants.parsing import normal_form
from torchquiz.engine.yaml.positions import Where

WHOLE = "____"
"""A program that is a single blank, which the learner's code fills."""
SEED_IT = (
    "Define a function in the setup that makes the inputs from a fixed seed, and call it here."
)


class CheckModel(Model):
    """Something that the learner's code must do."""

    says: Text
    ask: Code | None = None
    """Expression whose value must equal that of the reference solution."""
    holds: Code | None = None
    tolerance: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> "CheckModel":
        if (self.ask is None) == (self.holds is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `ask` (whose value is compared) or `holds` (which must be true)",
                {},
            )
        return self

    @property
    def field(self) -> str:
        """Name of the field that contains the check's code."""
        return "ask" if self.ask is not None else "holds"

    @property
    def code(self) -> Code:
        """Code of the check."""
        code = self.ask if self.ask is not None else self.holds
        assert code is not None
        return code


class WriteDistractor(Distractor):
    """A near miss: code that looks right but fails a check."""

    code: Code


class WriteItem(Item):
    """An item that asks for code."""

    starter: Code
    key: Code
    checks: Annotated[list[CheckModel], Field(min_length=1, max_length=8)]
    distractors: Annotated[list[WriteDistractor], Field(max_length=5)] = Field(default_factory=list)


MODEL = WriteItem


def prove(context: ItemContext[WriteItem]) -> Variant:
    """Run the reference with two seeds, then no code, the starting code and the near misses."""
    item = context.item
    key = context.with_values(item.key, "key", is_fragment=False)
    starter = context.with_values(item.starter, "starter", is_fragment=False)
    near_misses = [
        context.with_values(distractor.code, "distractors", number, "code", is_fragment=False)
        for number, distractor in enumerate(item.distractors)
    ]
    checks, run = _prove_reference(context, key)
    _check_distinct(context, key, starter, near_misses)
    asks = _asks(context)
    (nothing,) = context.run([_job(context, "", (), asks)])
    _check_asks_for_code(context, checks, nothing)
    jobs = [_job(context, starter, ("starter",), asks)]
    for number, code in enumerate(near_misses):
        jobs.append(_job(context, code, ("distractors", number, "code"), asks))
    outcomes = context.run(jobs)
    _prove_starter(context, checks, outcomes[0])
    runs = [
        _prove_near_miss(context, checks, outcome, number)
        for number, outcome in enumerate(outcomes[1:])
    ]
    _doubt_idle_checks(context, checks, outcomes)
    setup = joined(context.scope.setup, context.snippet)
    conditions = tuple(check.condition for check in checks)
    program = Program(setup, WHOLE, "", context.names, conditions)
    mistakes = tuple(
        _expected_mistake(context, number, code, run)
        for number, (code, run) in enumerate(zip(near_misses, runs, strict=True))
    )
    return context.variant(Write(starter, key, program, tuple(checks), mistakes), run)


def _prove_reference(context: ItemContext[WriteItem], key: str) -> tuple[list[Check], Run]:
    """Run the reference solution, require that it passes all checks, and render the texts.

    Raises:
        ProofStopped: it fails a check.
    """
    templates = context.templates()
    asks = _asks(context)
    count = len(asks)
    job = _job(context, key, ("key",), (*asks, *templates.asks))
    first, again = context.run_twice(job, count)
    for outcome in (first, again):
        context.require_success(outcome, "the reference solution", "key")
    templates.render(first.answers[count:])
    checks = [
        _check(context, number, first.answers[number], again.answers[number])
        for number in range(count)
    ]
    context.tally.keys.proven += 1
    return checks, Run(key, "", "", first.output, "", first.elapsed_ms)


def _asks(context: ItemContext[WriteItem]) -> tuple[Ask, ...]:
    return tuple(
        Ask(_code(context, number), "value" if check.field == "ask" else "goal")
        for number, check in enumerate(context.item.checks)
    )


def _code(context: ItemContext[WriteItem], number: int) -> str:
    """Return a check's code as the learner sees it."""
    check = context.item.checks[number]
    return context.with_values(check.code, "checks", number, check.field)


def _job(context: ItemContext[WriteItem], code: str, where: Where, asks: Sequence[Ask]) -> Job:
    """Return the job that runs the setup, the snippet, then the code."""
    blocks = []
    if context.item.snippet:
        blocks.append(context.block(context.snippet, "snippet"))
    if code:
        blocks.append(context.block(code, *where))
    return context.job(*blocks, asks=asks)


def _check(context: ItemContext[WriteItem], number: int, first: Answered, again: Answered) -> Check:
    """Return a check with its expected value, which must not depend on the seed.

    Raises:
        ProofStopped: the reference fails the check, or its value cannot be compared.
    """
    model = context.item.checks[number]
    where: Where = ("checks", number, model.field)
    for answer in (first, again):
        if isinstance(answer, Raised):
            message = f"`{model.field}` cannot be evaluated: {answer.sentence}."
            raise context.stop(message, context.remedy_for(answer), *where)
    code = _code(context, number)
    expected = None
    if isinstance(first, Goal) and isinstance(again, Goal):
        _require_both_hold(context, first, again, code, where)
    else:
        assert isinstance(first, Value) and isinstance(again, Value)
        _require_same_value(context, first, again, model.tolerance, where)
        expected = first
    condition = Condition(code, code, expected)
    return Check(context.text("checks", number, "says"), condition, model.tolerance or 0.0)


def _require_both_hold(
    context: ItemContext[WriteItem], first: Goal, again: Goal, code: str, where: Where
) -> None:
    if first.holds and again.holds:
        return
    context.tally.keys.wrong += 1
    if first.holds:
        message = "the reference solution passes this check with one seed but not with another."
        raise context.stop(message, SEED_IT, *where)
    remedy = "Fix the key or the check."
    if first.seen:
        remedy = f"holds:   {code}\nPyTorch: {first.sentence}"
    raise context.stop("the reference solution does not pass this check.", remedy, *where)


def _require_same_value(
    context: ItemContext[WriteItem],
    first: Value,
    again: Value,
    tolerance: float | None,
    where: Where,
) -> None:
    if not is_comparable(first):
        raise context.stop(
            f"`ask` gives {first.text}, which cannot be compared by value.",
            "Ask for a shape, number, dtype, string, boolean or small tensor.",
            *where,
        )
    if has_floats(first) and tolerance is None:
        raise context.stop(
            "the value contains floats, but no tolerance is given.",
            "Add `tolerance`, the largest difference that is still right.",
            *where,
        )
    if not same(first, again, tolerance or 0.0):
        context.tally.keys.wrong += 1
        raise context.stop(
            f"the value depends on chance: {first.text} with one seed, {again.text} with another.",
            SEED_IT,
            *where,
        )


def _check_distinct(
    context: ItemContext[WriteItem], key: str, starter: str, near_misses: list[str]
) -> None:
    """Require that near misses differ as code from the key, the starting code and each other."""
    known = {normal_form(key): "the key", normal_form(starter): "the starting code"}
    for number, code in enumerate(near_misses):
        tree = normal_form(code)
        if tree in known:
            context.tally.distractors.wrong += 1
            message = f"this near miss is the same code as {known[tree]}."
            context.note_fault(message, "Change it.", "distractors", number, "code")
        known.setdefault(tree, f"distractor {number + 1}")


def _check_asks_for_code(
    context: ItemContext[WriteItem], checks: list[Check], nothing: Outcome
) -> None:
    """Require that each check fails without any code."""
    for number, (check, answer) in enumerate(zip(checks, nothing.answers, strict=False)):
        if not check_failure(check, answer):
            context.note_fault(
                "this check passes without any code.",
                "Make it use a name that the learner's code must define.",
                *("checks", number, context.item.checks[number].field),
            )


def _prove_starter(context: ItemContext[WriteItem], checks: list[Check], outcome: Outcome) -> None:
    """Require that the starting code fails a check."""
    fault = _why_not_wrong(checks, outcome, "the starting code passes all checks.")
    if fault is not None:
        context.note_fault(*fault, "starter")


def _prove_near_miss(
    context: ItemContext[WriteItem], checks: list[Check], outcome: Outcome, number: int
) -> Run:
    """Require that a near miss fails a check; return the run that shows how."""
    message = "this near miss passes all checks, so it is right as well."
    fault = _why_not_wrong(checks, outcome, message)
    if fault is None:
        context.tally.distractors.proven += 1
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, "distractors", number)
    return _failing_run(checks, outcome)


def _why_not_wrong(
    checks: list[Check], outcome: Outcome, if_it_passes: str
) -> tuple[str, str] | None:
    """Return why code is not proven wrong, and what to do; None if it is."""
    if not outcome.failure and not any(_failing(checks, outcome)):
        return if_it_passes, "Change it, or add a check that it fails."
    if outcome.note:
        message = f"this fails only because it runs in the sandbox: {outcome.note}"
        return message, "Write code that is wrong everywhere."
    return None


def _failing(checks: list[Check], outcome: Outcome) -> Iterator[tuple[int, Check, Answered]]:
    """Yield the checks that a program fails, with their numbers; nothing if it raised."""
    if outcome.failure:
        return
    for number, (check, answer) in enumerate(zip(checks, outcome.answers, strict=True)):
        if check_failure(check, answer):
            yield number, check, answer


def _failing_run(checks: list[Check], outcome: Outcome) -> Run:
    """Return the run of wrong code, with its error or its value for the first check it fails."""
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


def _doubt_idle_checks(
    context: ItemContext[WriteItem], checks: list[Check], outcomes: list[Outcome]
) -> None:
    """Note a doubt about each check that no wrong code fails."""
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


def _expected_mistake(context: ItemContext[WriteItem], number: int, code: str, run: Run) -> Near:
    distractor = context.item.distractors[number]
    option = context.wrong_option(distractor, number, code, "code", run)
    return Near((code,), None, option.because, option.misconception, option.belief, run)
