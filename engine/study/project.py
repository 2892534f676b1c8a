"""A learner's progress in a project: the finished steps and the latest measurements."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.grade import RunJob
from torchquiz.engine.models.proven import Item, Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Project
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.sandbox.job import Answered, Ask, Job


@dataclass(frozen=True, slots=True)
class Measurement:
    """Measurements of the learner's program in a project, or the reason it was not measured."""

    values: tuple[str, ...]
    """One value per measured quantity, or an empty tuple if the program could not be run."""
    elapsed_ms: float
    failure: str = ""
    """The reason why there are no values, in one line, or an empty string if there are values."""


def done_steps(steps: Sequence[str], attempts: Sequence[Attempt]) -> frozenset[str]:
    """Return the steps that the learner has solved, no matter on which try."""
    right = {attempt.item for attempt in attempts if attempt.verdict == "right"}
    return frozenset(right.intersection(steps))


def steps_left(steps: Sequence[str], done: Collection[str]) -> list[str]:
    """Return the steps that are not done yet, in order."""
    return [step for step in steps if step not in done]


def first_step_left(steps: Sequence[str], done: Collection[str]) -> int:
    """Return the index of the first step that is not done, or `len(steps)` if all are done."""
    return next((index for index, step in enumerate(steps) if step not in done), len(steps))


def last_program(item: Item, attempts: Sequence[Attempt]) -> Job | None:
    """Return a job that runs the learner's last correct program, or None if there is none."""
    right = [
        attempt for attempt in attempts if attempt.item == item.id and attempt.verdict == "right"
    ]
    if not right:
        return None
    answer = _variant_of(item, right[-1]).answer
    given = json.loads(right[-1].response)
    return form_of(answer).program_job(answer, given, "your code")


def measure(project: Project, item: Item, attempts: Sequence[Attempt], run: RunJob) -> Measurement:
    """Run the learner's last correct program in a project and measure it."""
    job = last_program(item, attempts)
    if job is None:
        return Measurement((), 0.0, "its program is not available")
    asks = tuple(Ask(gauge.asked) for gauge in project.gauges)
    outcome = run(Job(job.blocks, asks, job.names))
    if outcome.failure:
        return Measurement((), outcome.elapsed_ms, outcome.failure)
    return Measurement(tuple(map(_text, outcome.answers)), outcome.elapsed_ms)


def _variant_of(item: Item, attempt: Attempt) -> Variant:
    """Return the variant that the learner attempted, or the first one if it no longer exists."""
    same = (variant for variant in item.variants if variant.params == attempt.params)
    return next(same, item.variants[0])


def _text(answer: Answered) -> str:
    return answer.text if isinstance(answer, Value) else getattr(answer, "sentence", str(answer))
