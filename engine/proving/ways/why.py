"""why: both sides of a comparison run in children of their own and are measured; what follows is said of the numbers."""

from collections.abc import Sequence

from torchquiz.engine.models.declared import MeasureModel, WhyModel
from torchquiz.engine.models.ways import Demo, Measure, Side, Why
from torchquiz.engine.proving.ways.trial import Trial
from torchquiz.engine.sandbox.job import Answered, Ask, program
from torchquiz.engine.sandbox.values import plain

NAMES = "before['…'] and after['…'] with the name of a measure"
Number = int | float


def prove(trial: Trial[WhyModel]) -> Why:
    """Measure both sides, then compute the texts."""
    model = trial.model
    _check_forms(trial)
    sides = [_side(trial, "before"), _side(trial, "after")]
    names = [one.name.strip() for one in model.measures]
    before, after = (dict(zip(names, numbers, strict=True)) for _, numbers in sides)
    told = trial.texts(
        ("problem",), ("so",), ("before", "name"), ("after", "name"), ("measures",), names=NAMES
    )
    told.read(
        trial.run(
            trial.job(asks=told.asks, names={"before": before, "after": after}), "the setup"
        ).answers
    )
    measures = [
        _measure(trial, place, before[name], after[name]) for place, name in enumerate(names)
    ]
    counted = [f"{one.before} {one.after} {one.factor}" for one in measures if not one.is_time]
    told.look([model.shared or "", *counted, *(text for demo, _ in sides for text in demo.texts())])
    old, new = (
        Side(trial.text(side, "name"), demo)
        for side, (demo, _) in zip(("before", "after"), sides, strict=True)
    )
    shared = (model.shared or "").strip("\n")
    return Why(trial.text("problem"), old, new, tuple(measures), trial.text("so"), shared)


def _check_forms(trial: Trial[WhyModel]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(trial.model.measures):
        if (one.ask is None) == (one.time is None):
            remedy = "Give 'ask', an expression that is a number, or 'time', one that is timed."
            raise trial.refuse("a measure needs either 'ask' or 'time'.", remedy, "measures", place)
        if one.name.strip() in seen:
            raise trial.refuse(
                "two measures have one name.",
                "Give each a name of its own.",
                "measures",
                place,
                "name",
            )
        seen.add(one.name.strip())


def _side(trial: Trial[WhyModel], side: str) -> tuple[Demo, list[Number]]:
    """What one side's code came to, and its measures."""
    model = trial.model.before if side == "before" else trial.model.after
    asks = [
        Ask(f"_median_ms(lambda: ({one.time}))" if one.time else str(one.ask))
        for one in trial.model.measures
    ]
    shared = trial.model.shared
    begun = (trial.block(shared, "shared"),) if shared else ()
    blocks = (program("timer"), *begun, trial.block(model.code, side, "code"))
    outcome = trial.run(trial.job(*blocks, asks=asks), f"the side '{side}'", side, "code")
    answers: Sequence[Answered] = outcome.answers
    numbers = [
        _number(trial, place, side, *pair)
        for place, pair in enumerate(zip(trial.model.measures, answers, strict=True))
    ]
    return trial.demo(model.code, outcome), numbers


def _number(
    trial: Trial[WhyModel], place: int, side: str, model: MeasureModel, answer: Answered
) -> Number:
    where = ("measures", place, "time" if model.time else "ask")
    value = trial.value(answer, f"with the side '{side}' the measure", *where)
    if value.tag not in ("int", "float"):
        raise trial.refuse(
            f"with the side '{side}' the measure is {value.text}, which is no number.",
            "Ask for a number.",
            *where,
        )
    trial.proof.tally.figures.proven += 1
    number: Number = plain(value)
    return number


def _measure(trial: Trial[WhyModel], place: int, before: Number, after: Number) -> Measure:
    is_time = trial.model.measures[place].time is not None
    say = _milliseconds if is_time else _counted
    factor = before / after if before > 0 and after > 0 else None
    return Measure(trial.text("measures", place, "name"), say(before), say(after), factor, is_time)


def _counted(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:.4g}"


def _milliseconds(number: float) -> str:
    """With three digits that count."""
    decimals = next(
        (digits for digits, least in enumerate((100, 10, 1, 0.1)) if number >= least), 4
    )
    return f"{number:,.{decimals}f} ms"
