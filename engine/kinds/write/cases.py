"""Plans the randomly drawn test cases of a check: first the smallest and the largest sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchquiz.engine.kinds.write.model import CheckModel, WriteItem
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.variants.draws import Draw, DrawError, draws_of
from torchquiz.engine.yaml.positions import Where

MOST = 24
"""The maximum number of test cases per check."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """The code of a test case and of its inputs, before the reference solution has run."""

    given: str
    """The drawn values, such as `rows = 1, columns = 3`."""
    code: str
    names: tuple[str, ...]
    """The names of the inputs."""
    inputs: str
    """An expression for the list of the inputs; empty if there are none."""


def planned_cases(context: ItemContext[WriteItem], number: int) -> list[PlannedCase]:
    """Return the randomly drawn test cases of a check, or an empty list if it has none.

    Raises:
        ProofStopped: the values cannot be drawn.
    """
    check = context.item.checks[number]
    where: Where = ("checks", number)
    if not check.over:
        return []
    try:
        draws = draws_of(check.over, None).values
    except DrawError as error:
        raise context.stop(str(error), error.remedy, *where, *error.where) from error
    inputs = {
        name: context.with_values(code, *where, "inputs", name)
        for name, code in check.inputs.items()
    }
    code = context.with_values(check.code, *where, check.field)
    asked = code if check.ask is not None else f"bool(\n{code}\n)"
    return [
        _planned(seed, draw, inputs, asked) for seed, draw in enumerate(_selected(draws, check))
    ]


def _planned(seed: int, draw: Draw, inputs: Mapping[str, str], asked: str) -> PlannedCase:
    given = ", ".join(f"{name} = {value}" for name, value in draw.items())
    listed = f"[{', '.join(inputs)}]" if inputs else ""
    return PlannedCase(
        given,
        _in_case(seed, draw, inputs, asked),
        tuple(inputs),
        _in_case(seed, draw, inputs, listed) if inputs else "",
    )


def _in_case(seed: int, draw: Draw, inputs: Mapping[str, str], expression: str) -> str:
    """Return an expression that sets the seed, makes the inputs and evaluates `expression`.

    The expression calls nested lambdas, so that no name of the case remains defined afterwards.
    """
    body = f"(\n{expression}\n)"
    for name, code in reversed(list(inputs.items())):
        body = f"(lambda {name}: {body})(\n{code}\n)"
    values = ", ".join(map(repr, draw.values()))
    # `torch.manual_seed` takes 2 ms, which is longer than most cases.
    seeded = f"__import__('torch').default_generator.manual_seed({seed})"
    return f"(lambda _seeded, {', '.join(draw)}: {body})({seeded}, {values})"


def _selected(draws: Sequence[Draw], check: CheckModel) -> list[Draw]:
    """Select some of the draws: the edges of each range, and others spread evenly over the rest.

    Args:
        draws: the draws, smallest first; some may be repeated.
        check: the check for which the values were drawn.
    """
    distinct = [draw for at, draw in enumerate(draws) if draw not in draws[:at]]
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
