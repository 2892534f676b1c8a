"""Plans the random test cases of a check, including the smallest and the largest sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchquiz.engine.grading.case_code import case_code, listed
from torchquiz.engine.kinds.write.model import CheckModel, WriteItem
from torchquiz.engine.models.answers import AllDraws, DrawnValues
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.variants.draws import Draw, DrawError, draws_of
from torchquiz.engine.yaml.positions import Where

MOST = 24
"""The maximum number of test cases per check."""
LARGE = (
    "(lambda _x: _x * 1000 if str(getattr(_x, 'dtype', 'bool')).rpartition('.')[2] != 'bool'"
    " else _x)(\n{}\n)"
)
"""Code that makes an input large if it is a tensor of numbers."""
OTHER_SEEDS = 10_000
"""The first seed of cases that learners' code is not tried with."""
MOST_KEPT = 200
"""The maximum number of draws, smallest first, from which a failing case can be chosen later."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """The code of a test case and its inputs, before the reference solution is run."""

    given: str
    """The drawn values, such as `rows = 1, columns = 3`."""
    code: str
    names: tuple[str, ...]
    """The names of the inputs."""
    inputs: str
    """An expression for the list of the inputs, or an empty string if there are none."""


def planned_cases(context: ItemContext[WriteItem], number: int) -> list[PlannedCase]:
    """Return the random test cases of a check, or an empty list if it has none.

    Raises:
        ProofStopped: the values cannot be drawn.
    """
    check = context.item.checks[number]
    if not check.over:
        return []
    inputs, asked = _codes(context, number)
    draws = _draws(context, number)
    return [
        _planned(seed, draw, inputs, asked) for seed, draw in enumerate(_selected(draws, check))
    ]


def further_cases(context: ItemContext[WriteItem], number: int, count: int) -> list[PlannedCase]:
    """Return test cases of a check that learners' code is not tried with, with other seeds.

    In every second one, the tensors of numbers are large.

    Raises:
        ProofStopped: the values cannot be drawn.
    """
    inputs, asked = _codes(context, number)
    large = {name: LARGE.format(code) for name, code in inputs.items()}
    draws = _distinct(_draws(context, number))
    chosen = draws[:: max(1, len(draws) // count)][:count]
    return [
        _planned(OTHER_SEEDS + at, draw, large if at % 2 else inputs, asked)
        for at, draw in enumerate(chosen)
    ]


def all_draws(context: ItemContext[WriteItem], number: int) -> AllDraws:
    """Return the random values drawn for a check, so that a failing case can be shrunk later.

    Raises:
        ProofStopped: the values cannot be drawn.
    """
    check = context.item.checks[number]
    distinct = _distinct(_draws(context, number))[:MOST_KEPT]
    kept = tuple(
        DrawnValues(_given(draw), ", ".join(map(repr, draw.values()))) for draw in distinct
    )
    inputs, asked = _codes(context, number)
    return AllDraws(", ".join(check.over), kept, tuple(inputs.items()), asked)


def _draws(context: ItemContext[WriteItem], number: int) -> list[Draw]:
    """Return the random values drawn for a check, smallest first. Values may be repeated.

    Raises:
        ProofStopped: the values cannot be drawn.
    """
    try:
        return draws_of(context.item.checks[number].over, None).values
    except DrawError as error:
        where: Where = ("checks", number, *error.where)
        raise context.stop(str(error), error.remedy, *where) from error


def _codes(context: ItemContext[WriteItem], number: int) -> tuple[dict[str, str], str]:
    """Return the code of each input of a check, and the expression that the check evaluates."""
    check = context.item.checks[number]
    where: Where = ("checks", number)
    inputs = {
        name: context.with_values(code, *where, "inputs", name)
        for name, code in check.inputs.items()
    }
    code = context.with_values(check.code, *where, check.field)
    return inputs, code if check.ask is not None else f"bool(\n{code}\n)"


def _planned(seed: int, draw: Draw, inputs: Mapping[str, str], asked: str) -> PlannedCase:
    names, values = ", ".join(draw), ", ".join(map(repr, draw.values()))
    return PlannedCase(
        _given(draw),
        case_code(seed, names, values, inputs, asked),
        tuple(inputs),
        case_code(seed, names, values, inputs, listed(inputs)) if inputs else "",
    )


def _given(draw: Draw) -> str:
    return ", ".join(f"{name} = {value}" for name, value in draw.items())


def _distinct(draws: Sequence[Draw]) -> list[Draw]:
    return [draw for at, draw in enumerate(draws) if draw not in draws[:at]]


def _selected(draws: Sequence[Draw], check: CheckModel) -> list[Draw]:
    """Select some of the random values: the ends of each range, and others at even intervals.

    Args:
        draws: the drawn values of each test case, smallest first; some may be repeated.
        check: the check for which the values were drawn.
    """
    distinct = _distinct(draws)
    if len(distinct) <= MOST:
        return distinct
    chosen = {0, len(distinct) - 1}
    for name in check.over:
        values = [draw[name] for draw in distinct]
        ordered = sorted(range(len(values)), key=values.__getitem__)
        chosen |= {ordered[0], ordered[-1]}
    step = (len(distinct) - 1) / (MOST - 1)
    spread = [round(step * turn) for turn in range(MOST)]
    chosen |= set(spread[: MOST - len(chosen)])
    return [distinct[at] for at in sorted(chosen)]
