"""complete: fill one or more blanks, or choose the code that does the job. Whatever meets the goal is right."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from torchquiz.engine.models.answers import Choose, Fill, Near, Option, Program
from torchquiz.engine.models.authored import Code, Distractor, EntryForm, Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case
from torchquiz.engine.proof.goal import NOTHING, conditions, prove_key, prove_wrong, reaches
from torchquiz.engine.sandbox.job import Ask
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.blanks import blanks, filled
from torchquiz.engine.variants.parsing import NotPythonError, normal_form, parse_expression
from torchquiz.engine.yaml.positions import Where


def _codes(value: Any) -> Any:
    return [Code._accept(one) for one in (value if isinstance(value, list) else [value])]


Fills = Annotated[list[Code], BeforeValidator(_codes), Field(min_length=1)]
"""One piece of code per blank; a single one may stand without a list."""


class CompleteDistractor(Distractor):
    """Code that does not do the job."""

    code: Fills


class Complete(Item):
    """An item whose blanks are to be filled."""

    goal: Code
    key: Fills
    distractors: Annotated[list[CompleteDistractor], Field(max_length=5)]
    entry: EntryForm = "options"


MODEL = Complete
NONSENSE = ("None", "...")
"""What is neither both true nor both false, no number and no text."""
WHOLE = "____"
"""A program that is one blank: what an item without a snippet asks for."""


def prove(case: Case[Complete]) -> Variant:
    """Run the program with the key and with each distractor filled in."""
    item = case.item
    if item.entry == "options" and not item.distractors:
        raise case.refuse(
            "there is no wrong option.",
            "Add distractors, or ask for typed code with 'entry: typed'.",
            "distractors",
        )
    goal = case.show(item.goal, "goal")
    at: Where = ("snippet",) if item.snippet else ("key",)
    key = _fills(case, item.key, "key")
    first = prove_key(case, _program(case, key), goal, ("key",), at)
    wrongs = [
        _fills(case, one.code, "distractors", number, "code")
        for number, one in enumerate(item.distractors)
    ]
    programs = [_program(case, fills) for fills in wrongs]
    outcomes = case.run([case.job(program, *at, asks=(Ask(goal, "goal"),)) for program in programs])
    runs = [
        prove_wrong(case, program, goal, outcome, "with it filled in", ("distractors", number))
        for number, (program, outcome) in enumerate(zip(programs, outcomes, strict=True))
    ]
    _check_pairs(case, [key, *wrongs])
    if item.entry == "typed":
        _check_goal_looks(case, goal, at)
    run = Run(_program(case, key), "", "", first.output, "", first.elapsed_ms)
    return case.variant(_answer(case, goal, key, wrongs, runs), run)


def _fills(case: Case[Complete], codes: list[Code], *where: str | int) -> tuple[str, ...]:
    """The fills as the learner sees them.

    Raises:
        Refused: there are more or fewer than blanks.
    """
    names = blanks(case.snippet or WHOLE)
    if not names:
        raise case.refuse(
            "the snippet has no blank.",
            "Write ____ where the learner is to fill something in.",
            "snippet",
        )
    if len(names) != len(codes):
        raise case.refuse(
            f"the snippet has {len(names)} blanks, and this has {len(codes)} fills.",
            "Give one fill per blank.",
            *where,
        )
    return tuple(case.show(code, *where) for code in codes)


def _program(case: Case[Complete], fills: tuple[str, ...]) -> str:
    snippet = case.snippet or WHOLE
    return filled(snippet, dict(zip(blanks(snippet), fills, strict=True)))


def _check_goal_looks(case: Case[Complete], goal: str, at: Where) -> None:
    """Whatever meets the goal is right, so a goal that any nonsense meets asks for nothing."""
    names = blanks(case.snippet or WHOLE)
    programs = [_program(case, (nonsense,) * len(names)) for nonsense in NONSENSE]
    outcomes = case.run([case.job(program, *at, asks=(Ask(goal, "goal"),)) for program in programs])
    if all(map(reaches, outcomes)):
        case.fault(
            "the goal holds whatever is filled in.",
            "Let the goal look at what the blank decides.",
            "goal",
        )


def _check_pairs(case: Case[Complete], options: list[tuple[str, ...]]) -> None:
    """Options differ as code and, where they can be evaluated by themselves, as values."""
    values = _standalone(case, options)
    for number, option in enumerate(options):
        for earlier in range(number):
            is_same = _tree(option) == _tree(options[earlier]) or _same_values(
                values[number], values[earlier]
            )
            if is_same:
                other = f"distractor {earlier}" if earlier else "the key"
                case.tally.distractors.wrong += 1
                case.fault(
                    f"this option is the same as {other}: {option[0]} is {options[earlier][0]}.",
                    "Change it.",
                    "distractors",
                    number - 1,
                )


def _standalone(case: Case[Complete], options: list[tuple[str, ...]]) -> list[list[Value] | None]:
    """Each option's values after the setup alone; None where it needs the snippet or is no expression."""
    (outcome,) = case.run(
        [case.job("", asks=[Ask(_as_expression(code)) for option in options for code in option])]
    )
    answers = iter(outcome.answers or [None] * sum(map(len, options)))
    found: list[list[Value] | None] = []
    for option in options:
        values = [next(answers) for _ in option]
        comparable = [one for one in values if isinstance(one, Value) and is_comparable(one)]
        found.append(comparable if len(comparable) == len(option) else None)
    return found


def _as_expression(code: str) -> str:
    """The code if it is an expression; otherwise something that has no value."""
    try:
        parse_expression(code)
    except NotPythonError:
        return NOTHING
    return code


def _same_values(left: list[Value] | None, right: list[Value] | None) -> bool:
    return (
        left is not None
        and right is not None
        and all(same(a, b) for a, b in zip(left, right, strict=True))
    )


def _tree(option: tuple[str, ...]) -> tuple[str, ...]:
    """The option without what layout and comments add to it."""
    return tuple(_dumped(code) for code in option)


def _dumped(code: str) -> str:
    try:
        return normal_form(code)
    except NotPythonError:
        return " ".join(code.split())


def _answer(
    case: Case[Complete],
    goal: str,
    key: tuple[str, ...],
    wrongs: list[tuple[str, ...]],
    runs: list[Run],
) -> Choose | Fill:
    item = case.item
    names = blanks(case.snippet or WHOLE)
    options = [
        case.option(one, number, _as_option(names, fills), "code", run)
        for number, (one, fills, run) in enumerate(zip(item.distractors, wrongs, runs, strict=True))
    ]
    if item.entry == "options":
        return Choose((Option(_as_option(names, key), "code", is_key=True), *options))
    near = tuple(
        Near(fills, None, option.because, option.misconception, option.belief, option.run)
        for fills, option in zip(wrongs, options, strict=True)
    )
    apart = conditions(case, goal, _program(case, key))
    program = Program(
        case.ground.setup, case.snippet or WHOLE, goal, case.combination.values, apart
    )
    return Fill(names, key, program, near)


def _as_option(names: tuple[str, ...], fills: tuple[str, ...]) -> str:
    """One fill as it is; several with the blanks they belong to."""
    return (
        fills[0]
        if len(fills) == 1
        else "\n".join(f"{name}: {code}" for name, code in zip(names, fills, strict=True))
    )
