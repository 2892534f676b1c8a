"""learn: the steps' code adds up; each step runs all code so far, and shows what its own came to."""

from torchquiz.engine.models.declared import LearnModel, StepModel
from torchquiz.engine.models.ways import Demo, Learn, Step
from torchquiz.engine.proving.ways.trial import Trial
from torchquiz.engine.sandbox.job import Ask, Block


def prove(trial: Trial[LearnModel]) -> Learn:
    """Run step by step."""
    steps: list[Step] = []
    blocks: list[Block] = []
    output = ""
    for place, model in enumerate(trial.model.steps):
        if model.code is not None:
            blocks.append(trial.block(model.code, "steps", place, "code"))
        step, output = _step(
            trial, place, model, blocks, [one.demo for one in steps if one.demo], output
        )
        steps.append(step)
    return Learn(tuple(steps))


def _step(
    trial: Trial[LearnModel],
    place: int,
    model: StepModel,
    blocks: list[Block],
    earlier: list[Demo],
    printed: str,
) -> tuple[Step, str]:
    """A step, and what all code up to it printed; `printed` is what the code before it did."""
    told = trial.texts(("steps", place))
    job = trial.job(*blocks, asks=[*map(Ask, model.show), *told.asks])
    outcome = trial.run(job, "the step", "steps", place)
    own = outcome.output.removeprefix(printed)
    shown = trial.demo(model.code or "", outcome, model.show, "steps", place, "show", output=own)
    demo = shown if model.code or model.show else None
    told.look(
        [
            *told.read(outcome.answers[len(model.show) :]),
            *shown.texts(),
            *(text for one in earlier for text in one.texts()),
        ]
    )
    title, text = trial.text("steps", place, "title"), trial.text("steps", place, "text")
    return Step(title, text, demo, model.check or ""), outcome.output
