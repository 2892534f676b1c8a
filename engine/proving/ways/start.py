"""Proves the activity `start`, which consists of a first example and texts about it."""

from torchquiz.engine.models.declared import StartModel
from torchquiz.engine.models.ways import Start
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Ask


def prove(context: WayContext[StartModel]) -> Start:
    """Prove `start`: run its example, and render both texts with values from the example."""
    model = context.model.example
    templates = context.templates(("what",), ("when",))
    asks = [*map(Ask, model.show), *templates.asks]
    job = context.code_job(model.code, "example", "code", asks=asks)
    outcome = context.run_successfully(job, "the example", "example", "code")
    example = context.demo(model.code, outcome, model.show, "example", "show")
    figures = templates.render(outcome.answers[len(model.show) :])
    templates.check_figures([*figures, *example.texts()])
    return Start(context.text("what"), context.text("when"), example)
