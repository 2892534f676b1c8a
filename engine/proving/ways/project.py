"""project: the program that falls short and the last step's reference program are both measured, and must differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from torchquiz.engine.models.answers import Fill, Write
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.declared import ProjectModel
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Demo, Gauge, Project
from torchquiz.engine.proving.ways.trial import TIMEOUT_S, Trial
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job
from torchquiz.engine.sandbox.values import plain, same
from torchquiz.engine.variants.blanks import blanks, filled

KINDS = ("write", "complete")
NAMES = "before['…'] and after['…'] with the name of a gauge"


def prove(trial: Trial[ProjectModel]) -> Project:
    """Measure before and after, then compute the texts."""
    model = trial.model
    last = _last_step(trial)
    demo, before = _before(trial)
    after = _after(trial, last)
    if all(same(*pair) for pair in zip(before, after, strict=True)):
        raise trial.refuse(
            "no gauge differs before and after.", "Measure what the project improves.", "gauges"
        )
    names = [gauge.name.strip() for gauge in model.gauges]
    known = {
        side: dict(zip(names, map(_known, values), strict=True))
        for side, values in (("before", before), ("after", after))
    }
    told = trial.texts(("brief",), ("done",), ("gauges",), names=NAMES)
    figures = told.read(trial.run(trial.job(asks=told.asks, names=known), "the setup").answers)
    told.look([*figures, *demo.texts(), *(one.text for one in (*before, *after))])
    gauges = tuple(
        Gauge(
            trial.text("gauges", place, "name"),
            gauge.ask.strip(),
            before[place].text,
            after[place].text,
        )
        for place, gauge in enumerate(model.gauges)
    )
    return Project(trial.text("brief"), demo, gauges, tuple(model.steps), trial.text("done"))


def _last_step(trial: Trial[ProjectModel]) -> Fill | Write:
    """The last step's answer, whose reference program is measured; every step must be code to write."""
    answer: Any = None
    for place, item in trial.asked("steps", trial.model.steps):
        answer = item.variants[0].answer
        if item.kind not in KINDS or not isinstance(answer, Fill | Write):
            raise trial.refuse(
                f"'{item.id}' is no code to write.",
                "Name items of kind write, or complete with 'entry: typed'.",
                "steps",
                place,
            )
        if len(item.variants) > 1:
            message = f"'{item.id}' has {len(item.variants)} variants, and a project has one way."
            raise trial.refuse(message, "Name an item without 'given'.", "steps", place)
    assert isinstance(answer, Fill | Write)
    return answer


def _before(trial: Trial[ProjectModel]) -> tuple[Demo, list[Value]]:
    model = trial.model.before
    count = len(model.show)
    shared = trial.model.setup
    begun = (replace(trial.block(shared, "setup"), role="setup"),) if shared else ()
    block = trial.block(model.code, "before", "code")
    asks = [*map(Ask, model.show), *_asks(trial)]
    outcome = trial.run(trial.job(*begun, block, asks=asks), "the program", "before", "code")
    demo = trial.demo(joined(shared or "", model.code), outcome, model.show, "before", "show")
    return demo, _gauged(trial, outcome.answers[count:], "before the project")


def _after(trial: Trial[ProjectModel], last: Fill | Write) -> list[Value]:
    program = last.program
    fills = last.key if isinstance(last, Fill) else (last.key,)
    code = filled(program.code, dict(zip(blanks(program.code), fills, strict=True)))
    blocks = (Block(program.setup, "setup", role="setup"), Block(code, "program"))
    job = Job(blocks, tuple(_asks(trial)), program.names, timeout_s=TIMEOUT_S)
    outcome = trial.run(job, "the last step's program", "steps", len(trial.model.steps) - 1)
    return _gauged(trial, outcome.answers, "after the last step")


def _asks(trial: Trial[ProjectModel]) -> list[Ask]:
    return [Ask(gauge.ask) for gauge in trial.model.gauges]


def _gauged(trial: Trial[ProjectModel], answers: Sequence[Answered], when: str) -> list[Value]:
    trial.proof.tally.figures.proven += len(answers)
    return [
        trial.value(answer, f"{when} the gauge", "gauges", place, "ask")
        for place, answer in enumerate(answers)
    ]


def _known(value: Value) -> Any:
    """A number as such, so that texts can calculate with it; anything else as it is shown."""
    return plain(value) if value.tag in ("int", "float") else value.text
