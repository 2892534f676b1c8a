"""Proves the activity `why`, which compares two programs, by running and measuring both.

The programs run in separate processes. The texts are computed from the measurements.
"""

from torchquiz.engine.models.declared import MeasureModel, SideModel, WhyModel
from torchquiz.engine.models.ways import Demo, Measure, Side, Why
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Answered, Ask, program
from torchquiz.engine.sandbox.values import plain

NAMES = "before['…'] and after['…'] with the name of a measure"
Number = int | float


def prove(context: WayContext[WhyModel]) -> Why:
    """Prove `why`: run and measure the programs before and after, then render the texts."""
    model = context.model
    _check_measures(context)
    old, before = _measured_side(context, model.before, "before")
    new, after = _measured_side(context, model.after, "after")
    templates = context.templates(
        *(("problem",), ("so",), ("before", "name"), ("after", "name"), ("measures",)), names=NAMES
    )
    job = context.job(asks=templates.asks, names={"before": before, "after": after})
    templates.render(context.run_successfully(job, "the setup").answers)
    measures = [
        _measure(context, number, before[name], after[name]) for number, name in enumerate(before)
    ]
    counted = [
        f"{measure.before} {measure.after} {measure.factor}"
        for measure in measures
        if not measure.is_time
    ]
    templates.check_figures([model.shared or "", *counted, *old.texts(), *new.texts()])
    return Why(
        context.text("problem"),
        Side(context.text("before", "name"), old),
        Side(context.text("after", "name"), new),
        tuple(measures),
        context.text("so"),
        (model.shared or "").strip("\n"),
    )


def _check_measures(context: WayContext[WhyModel]) -> None:
    """Require that each measure has a unique name and either an expression or code to time.

    Raises:
        ProofStopped: a measure has neither or both, or two measures have the same name.
    """
    seen: set[str] = set()
    for number, measure in enumerate(context.model.measures):
        where = ("measures", number)
        if (measure.ask is None) == (measure.time is None):
            remedy = "Add `ask`, whose value must be a number, or `time`, an expression to time."
            raise context.stop("a measure needs either `ask` or `time`.", remedy, *where)
        if measure.name.strip() in seen:
            remedy = "Give each measure its own name."
            raise context.stop("two measures have the same name.", remedy, *where, "name")
        seen.add(measure.name.strip())


def _measured_side(
    context: WayContext[WhyModel], model: SideModel, side: str
) -> tuple[Demo, dict[str, Number]]:
    """Run one of the two programs. Return its code and output, and its measurements by name."""
    blocks = [program("timer")]
    if context.model.shared:
        blocks.append(context.block(context.model.shared, "shared"))
    blocks.append(context.block(model.code, side, "code"))
    measures = context.model.measures
    job = context.job(*blocks, asks=map(_ask, measures))
    outcome = context.run_successfully(job, f"the side '{side}'", side, "code")
    numbers = {}
    for number, (measure, answer) in enumerate(zip(measures, outcome.answers, strict=True)):
        numbers[measure.name.strip()] = _number(context, number, side, answer)
    return context.demo(model.code, outcome), numbers


def _ask(measure: MeasureModel) -> Ask:
    if measure.time:
        return Ask(f"_median_ms(lambda: ({measure.time}))")
    return Ask(str(measure.ask))


def _number(context: WayContext[WhyModel], number: int, side: str, answer: Answered) -> Number:
    measure = context.model.measures[number]
    where = ("measures", number, "time" if measure.time else "ask")
    what = f"under `{side}`, the measure"
    value = context.value(answer, what, *where)
    if value.tag not in ("int", "float"):
        message = f"{what} is {value.text}, which is not a number."
        raise context.stop(message, "Write an expression whose value is a number.", *where)
    context.tally.figures.proven += 1
    measured: Number = plain(value)
    return measured


def _measure(context: WayContext[WhyModel], number: int, before: Number, after: Number) -> Measure:
    is_time = context.model.measures[number].time is not None
    wording = _milliseconds if is_time else _counted
    factor = before / after if before > 0 and after > 0 else None
    name = context.text("measures", number, "name")
    return Measure(name, wording(before), wording(after), factor, is_time)


def _counted(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:.4g}"


def _milliseconds(number: float) -> str:
    """Format a time in milliseconds with about three significant digits."""
    decimals = sum(number < least for least in (100, 10, 1, 0.1))
    return f"{number:,.{decimals}f} ms"
