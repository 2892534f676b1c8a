"""trace: runs the stages one after another and compares the shapes with those that are stated; then training and prediction."""

from collections.abc import Sequence
from contextlib import suppress

from torchquiz.engine.errors import Amendment
from torchquiz.engine.grading.grade import Unreadable
from torchquiz.engine.grading.typed import read
from torchquiz.engine.models.declared import StageModel, TraceModel
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Figure, Prediction, Stage, Trace, Training
from torchquiz.engine.proof.filling import RUN_FILL
from torchquiz.engine.proving.ways import training
from torchquiz.engine.proving.ways.prediction import Following
from torchquiz.engine.proving.ways.proof import Broken
from torchquiz.engine.proving.ways.trial import Told, Trial
from torchquiz.engine.sandbox.job import Answered, Block
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.traces.flow import NAMES, StageRun, about, flow_of, read_flow
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.scalars import HOLE

TIMEOUT_S = 120.0
STAGES = "data_flow"


def prove(trial: Trial[TraceModel]) -> Trace:
    """Prove the three parts, each whatever comes of the others."""
    stages: list[Stage] = []
    trained: tuple[Training | None, Prediction | None] = (None, None)
    with suppress(Broken):
        stages = _flow(trial)
    with suppress(Broken):
        trained = _trained(trial)
    if trial.proof.faults:
        raise Broken
    return Trace(
        trial.text("insight"), tuple(trial.model.quiz), tuple(stages), trial.stand.setup, *trained
    )


def _trained(trial: Trial[TraceModel]) -> tuple[Training | None, Prediction | None]:
    model = trial.model
    if model.training is None:
        if model.prediction is not None:
            raise trial.refuse(
                "there is no trained model to predict with.",
                "Add 'training' to the trace.",
                "prediction",
            )
        return None, None
    following = Following(trial, model.prediction) if model.prediction else None
    trained = training.prove(trial, model.training, following)
    return trained, following.prediction if following else None


def _flow(trial: Trial[TraceModel]) -> list[Stage]:
    """The stages as they ran; the insight knows the names of the last."""
    models = trial.model.data_flow
    told = [
        trial.texts((STAGES, place), names=NAMES, around=about(place))
        for place in range(len(models))
    ]
    insight = trial.texts(("insight",), names=NAMES, around=about(len(models) - 1))
    blocks = [_block(trial, place, stage) for place, stage in enumerate(models)]
    asks = [ask for one in (*told, insight) for ask in one.asks]
    outcome = trial.run(flow_of(trial.setup, blocks, asks, TIMEOUT_S), "the stage", STAGES)
    left = iter(outcome.answers[len(models) :])
    stages = [
        _stage(trial, place, ran, told[place], [next(left) for _ in told[place].asks])
        for place, ran in enumerate(read_flow(outcome, len(models)).stages)
    ]
    insight.look([*insight.read(left), *(text for stage in stages for text in _shown(stage))])
    return stages


def _block(trial: Trial[TraceModel], place: int, stage: StageModel) -> Block:
    """The first stage has an input, the others a layer."""
    wanted, other = ("layer", "input") if place else ("input", "layer")
    code = getattr(stage, wanted)
    if code is None or getattr(stage, other) is not None:
        message = f"stage {place + 1} needs '{wanted}' and no '{other}'."
        raise trial.refuse(
            message, "The first stage has 'input', the others 'layer'.", STAGES, place
        )
    return trial.block(code, STAGES, place, wanted)


def _stage(
    trial: Trial[TraceModel], place: int, ran: StageRun, told: Told, answers: Sequence[Answered]
) -> Stage:
    model = trial.model.data_flow[place]
    _compare(trial, model, ran.after, (STAGES, place, "shape"))
    texts = told.read(answers)
    stage = Stage(
        name=trial.text(STAGES, place, "name"),
        code=str(model.layer or model.input).strip(),
        before=ran.before,
        after=ran.after,
        parameters=ran.parameters,
        means=trial.text(STAGES, place, "means"),
        window_before=ran.window_before,
        window_after=ran.window_after,
        memory=ran.memory,
        elapsed_ms=ran.elapsed_ms,
        figures=tuple(
            Figure(ask.code, ask.spec, text) for ask, text in zip(told.asks, texts, strict=True)
        ),
    )
    told.look([*texts, *_shown(stage)])
    return stage


def _compare(
    trial: Trial[TraceModel], model: StageModel, shape: tuple[int, ...], where: Where
) -> None:
    """Compare the stated shape with the one that came out."""
    written = model.shape if isinstance(model.shape, str) else str(model.shape)
    sizes = str(shape) if written.startswith(("(", "[")) else "×".join(map(str, shape))
    mended = Amendment((trial.stand.name, *where), sizes)
    if written.strip() == HOLE:
        trial.fault(
            f"the shape is to be filled in: it is {sizes}.", RUN_FILL, *where, amendment=mended
        )
        return
    stated = read(written, _as_value(shape))
    if isinstance(stated, Unreadable):
        remedy = "Write it like 1000×16×32×32 or (1000, 16, 32, 32)."
        raise trial.refuse(f"the shape cannot be read: {model.shape}.", remedy, *where)
    if plain(stated) == shape:
        trial.proof.tally.stages.proven += 1
        return
    trial.proof.tally.stages.wrong += 1
    remedy = f"shape:   {stated.text}\nPyTorch: {shape}"
    trial.fault("the stage's shape is not what PyTorch gives.", remedy, *where, amendment=mended)


def _as_value(shape: tuple[int, ...]) -> Value:
    return Value(
        "shape", [{"tag": "int", "data": size, "text": str(size)} for size in shape], str(shape)
    )


def _shown(stage: Stage) -> tuple[str, ...]:
    """What stands beside a stage's texts."""
    return (stage.code, str(stage.before), str(stage.after), f"{stage.parameters} {stage.memory}")
