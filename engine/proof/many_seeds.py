"""Tests conditions that may depend on chance with many seeds, to find those that rarely fail."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import OTHER_SEED, ItemContext
from torchquiz.engine.proof.luck import luck_in
from torchquiz.engine.proof.prose.right_program import described_programs, right_code
from torchquiz.engine.sandbox.job import Ask, Job, program
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.variants.templates import Figure, parts
from torchquiz.engine.yaml.positions import Where

SEEDS = 200
SECONDS = 0.6
"""The CPU time in seconds after which no further seed is tried."""
TIMEOUT_S = 30.0
PURPOSE = "many seeds"
SEEDED = "import random as _random, torch as _torch\n_torch.manual_seed({0}); _random.seed({0})\n"


def report_lucky_conditions(context: ItemContext[Any], variant: Variant) -> None:
    """Record a fault for each condition that holds with some seeds and not with others."""
    code = described_programs(context, variant)[-1]
    setup = context.scope.setup
    lucky = [
        (where, context.with_values(condition, *where))
        for where, condition in _conditions(context.item)
        if luck_in(setup, code, condition)
    ]
    if not lucky:
        return
    truths_of_all = _truths(context, code, [condition for _, condition in lucky])
    for (where, _), truths in zip(lucky, truths_of_all, strict=False):
        seen = [truth for truth in truths if truth is not None]
        if True in seen and False in seen:
            count = f"{seen.count(True)} of {len(seen)} seeds"
            context.note_fault(
                f"whether this is true depends on chance: it is with {count}.",
                "Set the seed in the snippet with torch.manual_seed(…).",
                *where,
            )


def doubt_lucky_figures(context: ItemContext[Any], variant: Variant) -> None:
    """Record a doubt about each text with a computed figure that differs between two seeds."""
    code, setup = right_code(variant), context.scope.setup
    figures = [
        (where, figure)
        for where, text in context.item.texts()
        for figure in parts(text)
        if isinstance(figure, Figure) and luck_in(setup, code, figure.code)
    ]
    if not figures:
        return
    asks = [Ask(figure.code, "text", figure.spec) for _, figure in figures]
    jobs = [context.code_job(code, "snippet", asks=asks, seed=seed) for seed in (0, OTHER_SEED)]
    first, again = context.run([replace(job, purpose=PURPOSE) for job in jobs])
    for (where, figure), one, other in zip(figures, first.answers, again.answers, strict=False):
        if isinstance(one, str) and isinstance(other, str) and one != other:
            context.note_doubt(
                f"the value of {{{figure.code}}} depends on chance: {one} in one run, {other} in"
                " another; set a seed",
                *where,
            )


def _conditions(item: Any) -> Iterator[tuple[Where, str]]:
    """Yield each condition that the correct program decides, with its field."""
    if goal := getattr(item, "goal", None):
        yield ("goal",), str(goal)
    right = enumerate(getattr(item, "right_statements", []))
    statements = [(item.key_field(number), statement) for number, statement in right]
    if statement := getattr(item, "statement", None):
        statements.append((("statement",), statement))
    if hasattr(item, "right_statements"):
        wrong = enumerate(item.distractors)
        statements += [(("distractors", number), statement) for number, statement in wrong]
    for where, statement in statements:
        if statement.holds is not None:
            yield (*where, "holds"), str(statement.holds)


def _truths(
    context: ItemContext[Any], code: str, conditions: list[str]
) -> list[tuple[bool | None, ...]]:
    """Return, for each condition, its truth values after the program with different seeds."""
    whole = joined(context.scope.setup, code)
    programs = tuple(SEEDED.format(seed) + whole for seed in range(SEEDS))
    arguments = (programs, tuple(conditions), tuple(context.names), SECONDS)
    job = Job(
        (program("variations"),),
        (Ask(f"_truths_after{arguments!r}"),),
        context.names,
        timeout_s=TIMEOUT_S,
        purpose=PURPOSE,
    )
    (outcome,) = context.run([job])
    answer = outcome.answers[0] if outcome.answers else None
    rows: Any = plain(answer) if isinstance(answer, Value) else []
    return list(zip(*rows, strict=True))
