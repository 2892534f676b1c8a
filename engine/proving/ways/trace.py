"""Proves the activity `trace`: the stages of a data flow, the training and the prediction.

The stages run one after another, and their shapes are compared with those that the author wrote.
"""

from collections.abc import Sequence
from contextlib import suppress

from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.grading.typed_value import read
from torchquiz.engine.models.calls import CallFlow
from torchquiz.engine.models.declared import StageModel, TraceModel
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Figure, Prediction, Stage, Trace, Training
from torchquiz.engine.proof.filling import RUN_FILL
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.texts import Templates
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.proving.ways import training
from torchquiz.engine.proving.ways.calls import prove_calls
from torchquiz.engine.proving.ways.prediction import PredictionProof
from torchquiz.engine.sandbox.job import Answered, Block
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.traces.flow import NAMES, StageRun, about, flow_of, read_flow
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.scalars import HOLE

TIMEOUT_S = 120.0
STAGES = "data_flow"


def prove(context: WayContext[TraceModel]) -> Trace:
    """Prove the data flow and the training, and report the faults of both together."""
    stages: list[Stage] = []
    trained: tuple[Training | None, Prediction | None] = (None, None)
    flow: CallFlow | None = None
    with suppress(ProofStopped):
        if context.model.call is None:
            stages = _prove_stages(context)
        else:
            flow = prove_calls(context, context.model.call)
    with suppress(ProofStopped):
        trained = _prove_training(context)
    if context.proof.faults:
        raise ProofStopped
    quiz = tuple(context.model.quiz)
    return Trace(
        context.text("insight"), quiz, tuple(stages), context.setup.code, *trained, flow=flow
    )


def _prove_training(
    context: WayContext[TraceModel],
) -> tuple[Training | None, Prediction | None]:
    model = context.model
    if model.training is None:
        if model.prediction is not None:
            message = "the prediction needs a trained model."
            raise context.stop(message, "Add 'training' to the trace.", "prediction")
        return None, None
    prediction = PredictionProof(context, model.prediction) if model.prediction else None
    trained = training.prove(context, model.training, prediction)
    return trained, prediction.prediction if prediction else None


def _prove_stages(context: WayContext[TraceModel]) -> list[Stage]:
    """Run the stages, and return them. The insight's text may use names from the last stage."""
    models = context.model.data_flow
    templates = [
        context.templates((STAGES, number), names=NAMES, around=about(number))
        for number in range(len(models))
    ]
    insight = context.templates(("insight",), names=NAMES, around=about(len(models) - 1))
    blocks = [_block(context, number, model) for number, model in enumerate(models)]
    asks = [ask for each in (*templates, insight) for ask in each.asks]
    job = flow_of(context.setup, blocks, asks, TIMEOUT_S)
    outcome = context.run_successfully(job, "the stage", STAGES)
    answers = iter(outcome.answers[len(models) :])
    stages = []
    shown: list[str] = []
    for number, ran in enumerate(read_flow(outcome, len(models)).stages):
        own = [next(answers) for _ in templates[number].asks]
        stages.append(_stage(context, number, ran, templates[number], own))
        shown += _shown(stages[-1])
    insight.check_figures([*insight.render(answers), *shown])
    return stages


def _block(context: WayContext[TraceModel], number: int, model: StageModel) -> Block:
    """Return the code of a stage: its input for the first stage, and its layer for any other.

    Raises:
        ProofStopped: the stage has an input instead of a layer, a layer instead of an input, or
            both.
    """
    wanted, other = ("layer", "input") if number else ("input", "layer")
    code = getattr(model, wanted)
    if code is None or getattr(model, other) is not None:
        message = f"stage {number + 1} needs `{wanted}`, not `{other}`."
        remedy = "Use `input` in the first stage and `layer` in all others."
        raise context.stop(message, remedy, STAGES, number)
    return context.block(code, STAGES, number, wanted)


def _stage(
    context: WayContext[TraceModel],
    number: int,
    ran: StageRun,
    templates: Templates,
    answers: Sequence[Answered],
) -> Stage:
    model = context.model.data_flow[number]
    _check_shape(context, model, ran.after, (STAGES, number, "shape"))
    figures = templates.render(answers)
    stage = Stage(
        name=context.text(STAGES, number, "name"),
        code=str(model.layer or model.input).strip(),
        before=ran.before,
        after=ran.after,
        parameters=ran.parameters,
        means=context.text(STAGES, number, "means"),
        window_before=ran.window_before,
        window_after=ran.window_after,
        memory=ran.memory,
        elapsed_ms=ran.elapsed_ms,
        figures=tuple(
            # `figures` leaves out literals such as `{5}`, so it may be shorter than the answers.
            Figure(ask.code, ask.spec, str(answer))
            for ask, answer in zip(templates.asks, answers, strict=True)
        ),
    )
    templates.check_figures([*figures, *_shown(stage)])
    return stage


def _check_shape(
    context: WayContext[TraceModel], model: StageModel, shape: tuple[int, ...], where: Where
) -> None:
    """Compare the shape that the author wrote with the actual one.

    Raises:
        ProofStopped: the author's shape is not valid.
    """
    written = model.shape if isinstance(model.shape, str) else str(model.shape)
    is_bracketed = written.startswith(("(", "["))
    sizes = str(shape) if is_bracketed else "×".join(map(str, shape))
    amendment = context.amendment(sizes, *where)
    if written.strip() == HOLE:
        message = f"the shape is still `?`; PyTorch computes {sizes}."
        context.note_fault(message, RUN_FILL, *where, amendment=amendment)
        return
    stated = read(written, _shape_value(shape))
    if isinstance(stated, Unreadable):
        remedy = "Write it like 1000×16×32×32 or (1000, 16, 32, 32)."
        raise context.stop(f"the shape is not valid: {model.shape}.", remedy, *where)
    if plain(stated) == shape:
        context.tally.stages.proven += 1
        return
    context.tally.stages.wrong += 1
    message = "the stage's output does not have this shape in PyTorch."
    remedy = f"shape:   {stated.text}\nPyTorch: {shape}"
    context.note_fault(message, remedy, *where, amendment=amendment)


def _shape_value(shape: tuple[int, ...]) -> Value:
    """Convert a shape to the value that a worker would report for it."""
    sizes = [{"tag": "int", "data": size, "text": str(size)} for size in shape]
    return Value("shape", sizes, str(shape))


def _shown(stage: Stage) -> tuple[str, ...]:
    """Return the code and values that are shown next to a stage's texts."""
    counts = f"{stage.parameters} {stage.memory}"
    return (stage.code, str(stage.before), str(stage.after), counts)
