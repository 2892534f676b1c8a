"""start: the first example, really run, and what is said of it."""

from torchquiz.engine.models.declared import StartModel
from torchquiz.engine.models.ways import Start
from torchquiz.engine.proving.ways.trial import Trial
from torchquiz.engine.sandbox.job import Ask


def prove(trial: Trial[StartModel]) -> Start:
    """Run the example; both texts may use its names."""
    model = trial.model.example
    told = trial.texts(("what",), ("when",))
    block = trial.block(model.code, "example", "code")
    outcome = trial.run(
        trial.job(block, asks=[*map(Ask, model.show), *told.asks]), "the example", "example", "code"
    )
    example = trial.demo(model.code, outcome, model.show, "example", "show")
    told.look([*told.read(outcome.answers[len(model.show) :]), *example.texts()])
    return Start(trial.text("what"), trial.text("when"), example)
