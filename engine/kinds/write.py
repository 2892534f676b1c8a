"""write: write code that passes checks. The reference solution passes them all; the starting code and each near miss do not.

What a check compares with comes from the reference's run and stays outside of the learner's process.
"""

import ast
from dataclasses import replace
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.grading.written_checks import check_failure
from torchquiz.engine.models.answers import Check, Condition, Near, Program, Write
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text, joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case, failure_text, remedy_for
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Goal, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import has_floats, is_comparable, same
from torchquiz.engine.yaml.positions import Where

WHOLE = "____"
"""A program that is one blank, which the learner's code fills."""


class CheckModel(Model):
    """Something that the written code must do."""

    says: Text
    ask: Code | None = None
    """Its value must be what the reference solution gives."""
    holds: Code | None = None
    tolerance: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _looks_in_one_way(self) -> "CheckModel":
        if (self.ask is None) == (self.holds is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `ask`, whose value is compared, or `holds`, which must be true",
                {},
            )
        return self

    @property
    def field(self) -> str:
        """The field that holds the check's code."""
        return "ask" if self.ask is not None else "holds"


class WriteDistractor(Distractor):
    """A near miss: code that looks right and fails a check."""

    code: Code


class WriteItem(Item):
    """An item that asks for code."""

    starter: Code
    key: Code
    checks: Annotated[list[CheckModel], Field(min_length=1, max_length=8)]
    distractors: Annotated[list[WriteDistractor], Field(max_length=5)] = Field(default_factory=list)


MODEL = WriteItem


def prove(case: Case[WriteItem]) -> Variant:
    """Run the reference solution with two seeds; then no code at all, the starting code, and each near miss."""
    item = case.item
    key = case.show(item.key, "key", is_fragment=False)
    starter = case.show(item.starter, "starter", is_fragment=False)
    near = [
        case.show(one.code, "distractors", place, "code", is_fragment=False)
        for place, one in enumerate(item.distractors)
    ]
    texts = case.text_asks()
    asks = _asks(case)
    first, again = case.run_twice(_job(case, key, ("key",), (*asks, *texts.asks)), len(asks))
    for outcome in (first, again):
        case.demand_ran(outcome, "the reference solution", "key")
    texts.render(first.answers[len(asks) :])
    checks = [
        _check(case, place, (first.answers[place], again.answers[place]))
        for place in range(len(asks))
    ]
    case.tally.keys.proven += 1
    _check_apart(case, key, starter, near)
    outcomes = case.run([_job(case, code, where, asks) for code, where in _others(starter, near)])
    _check_looks(case, checks, outcomes[0])
    wrongs = [
        _wrong(case, checks, outcome, place) for place, outcome in enumerate(outcomes[1:], start=-1)
    ]
    _doubt_idle(case, checks, outcomes[1:])
    program = Program(
        _before(case), WHOLE, "", case.draw.values, tuple(one.condition for one in checks)
    )
    nears = tuple(
        _near(case, place, code, run)
        for place, (code, run) in enumerate(zip(near, wrongs[1:], strict=True))
    )
    run = Run(key, "", "", first.output, "", first.elapsed_ms)
    return case.variant(Write(starter, key, program, tuple(checks), nears), run)


def _others(starter: str, near: list[str]) -> list[tuple[str, Where]]:
    """What must not pass, with the place where it was written: no code, the starting code, near misses."""
    return [
        ("", ()),
        (starter, ("starter",)),
        *((code, ("distractors", place, "code")) for place, code in enumerate(near)),
    ]


def _asks(case: Case[WriteItem]) -> tuple[Ask, ...]:
    shown = [
        case.show(one.ask or one.holds or "", "checks", place, one.field)
        for place, one in enumerate(case.item.checks)
    ]
    return tuple(
        Ask(code, "value" if one.ask is not None else "goal")
        for code, one in zip(shown, case.item.checks, strict=True)
    )


def _job(case: Case[WriteItem], code: str, where: Where, asks: tuple[Ask, ...]) -> Job:
    """Setup, the snippet that is shown, then the code."""
    job = case.job(code, *where, asks=asks)
    if not case.item.snippet:
        return job
    spot = case.ground.source.spot((*case.ground.where, "snippet"))
    shown = Block(case.snippet, case.ground.source.path, spot.text_line)
    before = len(case.ground.setups)
    return replace(job, blocks=(*job.blocks[:before], shown, *job.blocks[before:]))


def _before(case: Case[WriteItem]) -> str:
    return joined(case.ground.setup, case.snippet)


def _check(case: Case[WriteItem], place: int, seen: tuple[Answered, Answered]) -> Check:
    """A check as the reference passes it, with either seed.

    Raises:
        Refused: it does not, or the check cannot be compared.
    """
    model = case.item.checks[place]
    where: Where = ("checks", place, model.field)
    first, again = seen
    for answer in seen:
        if isinstance(answer, Raised):
            raise case.refuse(
                f"`{model.field}` cannot be evaluated: {answer.sentence}.",
                remedy_for(answer),
                *where,
            )
    code = case.show(model.ask or model.holds or "", *where)
    if isinstance(first, Goal) and isinstance(again, Goal):
        _check_holds(case, (first, again), code, where)
        condition = Condition(code, code, None)
    else:
        assert isinstance(first, Value) and isinstance(again, Value)
        _check_value(case, (first, again), model.tolerance, where)
        condition = Condition(code, code, first)
    return Check(case.text("checks", place, "says"), condition, model.tolerance or 0.0)


def _check_holds(case: Case[WriteItem], seen: tuple[Goal, Goal], code: str, where: Where) -> None:
    if seen[0].holds and seen[1].holds:
        return
    case.tally.keys.wrong += 1
    if seen[0].holds:
        raise case.refuse(
            "the reference passes this check with one seed and not with another.", SEED_IT, *where
        )
    told = (
        f"holds:   {code}\nPyTorch: {seen[0].sentence}"
        if seen[0].seen
        else "Mend the key or the check."
    )
    raise case.refuse("the reference solution does not pass this check.", told, *where)


SEED_IT = (
    "Let the setup define what makes the inputs, from a seed of its own, and the check call it."
)


def _check_value(
    case: Case[WriteItem], seen: tuple[Value, Value], tolerance: float | None, where: Where
) -> None:
    first, again = seen
    if not is_comparable(first):
        raise case.refuse(
            f"`ask` gives {first.text}, which can only be compared by its text.",
            "Ask for a shape, a number, a dtype, a text, a truth value or a small tensor.",
            *where,
        )
    if has_floats(first) and tolerance is None:
        raise case.refuse(
            "the value has floats, and no tolerance is given.",
            "Add 'tolerance:', how far the code may be off.",
            *where,
        )
    if not same(first, again, tolerance or 0.0):
        case.tally.keys.wrong += 1
        raise case.refuse(
            f"the value depends on chance: {first.text} with one seed, {again.text} with another.",
            SEED_IT,
            *where,
        )


def _check_apart(case: Case[WriteItem], key: str, starter: str, near: list[str]) -> None:
    """Every near miss is other code than the key, the starting code and the near misses before it."""
    known = {_tree(key): "the key", _tree(starter): "the starting code"}
    for place, code in enumerate(near):
        tree = _tree(code)
        if tree in known:
            case.tally.distractors.wrong += 1
            case.fault(
                f"this near miss is the same code as {known[tree]}.",
                "Change it.",
                "distractors",
                place,
                "code",
            )
        known.setdefault(tree, f"distractor {place + 1}")


def _tree(code: str) -> str:
    return ast.dump(ast.parse(code))


def _check_looks(case: Case[WriteItem], checks: list[Check], nothing: Outcome) -> None:
    """What holds without any code asks nothing of it."""
    for place, (check, seen) in enumerate(zip(checks, nothing.answers, strict=False)):
        if not check_failure(check, seen):
            case.fault(
                "this check holds without any code.",
                "Let it look at a name that the code must define.",
                *("checks", place, case.item.checks[place].field),
            )


def _wrong(case: Case[WriteItem], checks: list[Check], outcome: Outcome, place: int) -> Run:
    """Demand that the starting code (at -1) or a near miss fails a check; what it gives there is kept."""
    is_near = place >= 0
    where: Where = ("distractors", place) if is_near else ("starter",)
    failing = _failing(checks, outcome)
    if not outcome.failure and not failing:
        case.tally.distractors.wrong += is_near
        what = (
            "this near miss passes all checks, so it is right as well"
            if is_near
            else "the starting code passes all checks"
        )
        case.fault(f"{what}.", "Change it, or add a check that it fails.", *where)
    elif outcome.note:
        case.tally.distractors.wrong += is_near
        case.fault(
            f"this fails only because of where it runs: {outcome.note}",
            "Write code that is wrong anywhere.",
            *where,
        )
    else:
        case.tally.distractors.proven += is_near
    if outcome.failure:
        return Run("", "", "", outcome.output, failure_text(outcome), outcome.elapsed_ms)
    seen = outcome.answers[failing[0]] if failing else None
    if isinstance(seen, Raised):
        return Run(
            "", "", "", outcome.output, check_failure(checks[failing[0]], seen), outcome.elapsed_ms
        )
    if isinstance(seen, Value):
        return Run(
            "", checks[failing[0]].condition.left, seen.text, outcome.output, "", outcome.elapsed_ms
        )
    asked, value = seen.seen[0] if isinstance(seen, Goal) and seen.seen else ("", "")
    return Run("", asked, value, outcome.output, "", outcome.elapsed_ms)


def _failing(checks: list[Check], outcome: Outcome) -> list[int]:
    """The checks that a program which ran through fails."""
    if outcome.failure:
        return []
    return [
        place for place, seen in enumerate(outcome.answers) if check_failure(checks[place], seen)
    ]


def _doubt_idle(case: Case[WriteItem], checks: list[Check], outcomes: list[Outcome]) -> None:
    """A check that nothing fails may be right, but nobody has seen it say no."""
    failing = {place for outcome in outcomes for place in _failing(checks, outcome)}
    if any(outcome.failure for outcome in outcomes):
        return
    for place in range(len(checks)):
        if place not in failing:
            case.doubt(
                "neither the starting code nor a near miss fails this check; add one that does",
                "checks",
                place,
            )


def _near(case: Case[WriteItem], place: int, code: str, run: Run) -> Near:
    option = case.option(case.item.distractors[place], place, code, "code", run)
    return Near((code,), None, option.because, option.misconception, option.belief, run)
