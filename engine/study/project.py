"""What a learner built in a project: how far they are, and their own last program, run again and measured."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from torchquiz.engine.grading import form_of
from torchquiz.engine.grading.grade import RunJob
from torchquiz.engine.models.proven import Item
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Project
from torchquiz.engine.progress.store import Attempt
from torchquiz.engine.sandbox.job import Answered, Ask, Job


@dataclass(frozen=True, slots=True)
class Measured:
    """What the gauges say of a learner's program."""

    values: tuple[str, ...]
    """One per gauge; empty when the program did not run."""
    elapsed_ms: float
    failure: str = ""
    """Why there are no values, in one line."""


def done(steps: Sequence[str], attempts: Sequence[Attempt]) -> frozenset[str]:
    """The steps that were got right, at whichever try."""
    return frozenset(one.item for one in attempts if one.item in steps and one.verdict == "right")


def next_step(steps: Sequence[str], finished: Collection[str]) -> int:
    """The place of the first step that is still to be done; how many there are when all are done."""
    return next((place for place, step in enumerate(steps) if step not in finished), len(steps))


def program(item: Item, attempts: Sequence[Attempt]) -> Job | None:
    """The learner's last right program for an item, ready to be run; None when there is none."""
    right = [one for one in attempts if one.item == item.id and one.verdict == "right"]
    variant = next(
        (one for one in item.variants if right and one.params == right[-1].params), item.variants[0]
    )
    if not right:
        return None
    given = json.loads(right[-1].response)
    return form_of(variant.answer).program_job(variant.answer, given, "your code")


def measure(project: Project, item: Item, attempts: Sequence[Attempt], run: RunJob) -> Measured:
    """Run the learner's last program of a project and read its gauges."""
    job = program(item, attempts)
    if job is None:
        return Measured((), 0.0, "its program is not at hand")
    asks = tuple(Ask(gauge.asked) for gauge in project.gauges)
    outcome = run(Job(job.blocks, asks, job.names))
    if outcome.failure:
        return Measured((), outcome.elapsed_ms, outcome.failure)
    return Measured(tuple(map(_text, outcome.answers)), outcome.elapsed_ms)


def _text(answer: Answered) -> str:
    return answer.text if isinstance(answer, Value) else getattr(answer, "sentence", str(answer))
