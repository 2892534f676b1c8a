"""Proves the activity `project` by measuring the first program and the finished program.

The finished program is the reference solution of the last step. At least one measurement must
differ between the two programs.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from torchquiz.engine.grading import form_of
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.declared import ProjectModel
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Demo, Gauge, Project
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Answered, Ask, Job
from torchquiz.engine.sandbox.values import plain, same

NAMES = "before['…'] and after['…'] with the name of a gauge"


def prove(context: WayContext[ProjectModel]) -> Project:
    """Prove `project`: measure the first and the finished program, then render the texts."""
    model = context.model
    last = _last_program(context)
    demo, before = _measure_before(context)
    after = _measure_after(context, last)
    if all(same(*pair) for pair in zip(before, after, strict=True)):
        message = "every gauge has the same value before and after."
        raise context.stop(message, "Measure something that the project improves.", "gauges")
    templates = context.templates(("brief",), ("done",), ("gauges",), names=NAMES)
    names = {"before": _by_name(model, before), "after": _by_name(model, after)}
    job = context.job(asks=templates.asks, names=names)
    figures = templates.render(context.run_successfully(job, "the setup").answers)
    measured = [value.text for value in (*before, *after)]
    templates.check_figures([*figures, *demo.texts(), *measured])
    gauges = tuple(
        Gauge(
            context.text("gauges", number, "name"),
            gauge.ask.strip(),
            before[number].text,
            after[number].text,
        )
        for number, gauge in enumerate(model.gauges)
    )
    return Project(context.text("brief"), demo, gauges, tuple(model.steps), context.text("done"))


def _last_program(context: WayContext[ProjectModel]) -> Job:
    """Return a job that runs the reference solution of the last step.

    Raises:
        ProofStopped: a step does not ask for code, or its item has several variants.
    """
    job: Job | None = None
    for number, item in context.named_items(context.model.steps):
        answer = item.variants[0].answer
        job = form_of(answer).program_job(answer, answer.key_texts, "program")
        if job is None:
            remedy = "Use items of kind `write`, or `complete` with `entry: typed`."
            raise context.stop(f"'{item.id}' does not ask for code.", remedy, "steps", number)
        if len(item.variants) > 1:
            message = (
                f"'{item.id}' has {len(item.variants)} variants, but a step must have exactly one."
            )
            raise context.stop(message, "Use an item without `given`.", "steps", number)
    assert job is not None
    return job


def _measure_before(context: WayContext[ProjectModel]) -> tuple[Demo, list[Value]]:
    model, shared = context.model.before, context.model.setup
    blocks = [context.block(model.code, "before", "code")]
    if shared:
        blocks.insert(0, replace(context.block(shared, "setup"), role="setup"))
    asks = [*map(Ask, model.show), *_asks(context)]
    job = context.job(*blocks, asks=asks)
    outcome = context.run_successfully(job, "the program", "before", "code")
    code = joined(shared or "", model.code)
    demo = context.demo(code, outcome, model.show, "before", "show")
    answers = outcome.answers[len(model.show) :]
    return demo, _values(context, answers, "before the project")


def _measure_after(context: WayContext[ProjectModel], program: Job) -> list[Value]:
    job = replace(program, asks=tuple(_asks(context)), timeout_s=context.timeout_s)
    number = len(context.model.steps) - 1
    outcome = context.run_successfully(job, "the last step's program", "steps", number)
    return _values(context, outcome.answers, "after the last step")


def _asks(context: WayContext[ProjectModel]) -> list[Ask]:
    return [Ask(gauge.ask) for gauge in context.model.gauges]


def _values(
    context: WayContext[ProjectModel], answers: Sequence[Answered], when: str
) -> list[Value]:
    """Return the values of a program's measurements, and count them as proven."""
    context.tally.figures.proven += len(answers)
    what = f"the gauge {when}"
    return [
        context.value(answer, what, "gauges", number, "ask")
        for number, answer in enumerate(answers)
    ]


def _by_name(model: ProjectModel, values: list[Value]) -> dict[str, Any]:
    """Return the measured values by name, for use in texts.

    Numbers remain numbers, so that texts can calculate with them. Other values become strings.
    """
    return {
        gauge.name.strip(): plain(value) if value.tag in ("int", "float") else value.text
        for gauge, value in zip(model.gauges, values, strict=True)
    }
