"""Proves the activity `learn`, in which each step runs all code so far and shows results."""

from torchquiz.engine.models.declared import LearnModel
from torchquiz.engine.models.ways import Learn, Step
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Ask, Block


def prove(context: WayContext[LearnModel]) -> Learn:
    """Prove `learn` by running each step after all earlier ones."""
    steps: list[Step] = []
    blocks: list[Block] = []
    printed = ""
    for number, model in enumerate(context.model.steps):
        if model.code is not None:
            blocks.append(context.block(model.code, "steps", number, "code"))
        step, printed = _step(context, number, blocks, steps, printed)
        steps.append(step)
    return Learn(tuple(steps))


def _step(
    context: WayContext[LearnModel],
    number: int,
    blocks: list[Block],
    earlier: list[Step],
    printed: str,
) -> tuple[Step, str]:
    """Prove one step. Return it with the output of all code up to and including the step.

    `printed` is the output of the earlier steps.
    """
    model = context.model.steps[number]
    templates = context.templates(("steps", number))
    job = context.job(*blocks, asks=[*map(Ask, model.show), *templates.asks])
    outcome = context.run_successfully(job, "the step", "steps", number)
    own = outcome.output.removeprefix(printed)
    field = ("steps", number, "show")
    demo = context.demo(model.code or "", outcome, model.show, *field, output=own)
    figures = templates.render(outcome.answers[len(model.show) :])
    shown = [*figures, *demo.texts()]
    for step in earlier:
        shown += step.demo.texts() if step.demo else ()
    templates.check_figures(shown)
    step = Step(
        context.text("steps", number, "title"),
        context.text("steps", number, "text"),
        demo if model.code or model.show else None,
        model.check or "",
    )
    return step, outcome.output
