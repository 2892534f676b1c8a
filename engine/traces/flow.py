"""Runs the stages of a model one after another in one child and reads what each did to its input.

When a stage raises, those before it are complete, so a learner who changed a number sees how far
the data still gets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Figure, Stage
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome, program
from torchquiz.engine.sandbox.values import plain

TIMEOUT_S = 20.0
WINDOW = 4
"""Rows and columns of the corner of numbers that a stage shows."""
NAMES = "x, before, layer, parameters"
"""What an expression about a stage may use."""


@dataclass(frozen=True, slots=True)
class StageRun:
    """What a stage did to its input."""

    before: tuple[int, ...]
    """The shape that came in; empty for the input."""
    after: tuple[int, ...]
    parameters: int
    memory: int
    """Bytes of the tensor that came out."""
    elapsed_ms: float
    window_before: tuple[tuple[float, ...], ...]
    window_after: tuple[tuple[float, ...], ...]
    figures: tuple[str, ...] = ()
    """The current figures in the lesson's texts about it; empty for one that has no value now."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How far the data got."""

    stages: tuple[StageRun, ...]
    """The stages that ran."""
    failure: str = ""
    """PyTorch's message about the stage after them; empty when all ran."""


def flow_job(setup: str, codes: Sequence[str], figures: Iterable[Figure] = ()) -> Job:
    """Return the job that runs these stages, the input first, and then evaluates the figures."""
    stages = [Block(code, f"stage {number}") for number, code in enumerate(codes, start=1)]
    asks = [Ask(figure.ask, "text", figure.spec) for figure in figures]
    return flow_of(Block(setup, "setup", role="setup"), stages, asks)


def run_flow(
    setup: str, own: Sequence[Stage], codes: Sequence[str], run: Callable[[Job], Outcome]
) -> Flow:
    """Run a lesson's stages with these codes, the input first.

    If the worker itself fails, its message is reported as the failure of the first stage.
    """
    try:
        outcome = run(flow_job(setup, codes, [figure for stage in own for figure in stage.figures]))
    except TorchquizError as error:
        return Flow((), str(error))
    flow = read_flow(outcome, len(codes))
    answers = iter(outcome.answers[len(codes) :])
    figures = [tuple(_text(next(answers, None)) for _ in stage.figures) for stage in own]
    stages = [
        replace(stage, figures=texts) for stage, texts in zip(flow.stages, figures, strict=False)
    ]
    return Flow(tuple(stages), flow.failure)


def _text(answer: object) -> str:
    """Return a figure's text; empty when it could not be computed."""
    return answer if isinstance(answer, str) else ""


def flow_of(
    setup: Block, stages: Sequence[Block], asks: Iterable[Ask] = (), timeout_s: float = TIMEOUT_S
) -> Job:
    """Return the same job for code from a lesson's file, with asks to evaluate at the end."""
    blocks = [setup, program("stages")]
    for number, stage in enumerate(stages):
        # A newline before the bracket, because the code may end in a comment.
        code = f"({stage.code.strip()}\n)"
        call = f"run({code}, _x, {WINDOW})" if number else f"begin({code}, {WINDOW})"
        blocks.append(Block(f"_x = _stages.{call}", stage.path, stage.line))
    records = [Ask(f"_stages.records[{number}]") for number in range(len(stages))]
    return Job(tuple(blocks), (*records, *asks), timeout_s=timeout_s)


def about(number: int) -> str:
    """Return the code around an expression about a stage, which replaces `{}` and uses `NAMES`."""
    return f"(lambda {NAMES}: ({{}}))(*_stages.inputs[{number}])"


def read_flow(outcome: Outcome, count: int) -> Flow:
    """Read the outcome of a job of `count` stages."""
    stages: list[StageRun] = []
    for answer in outcome.answers[:count]:
        if not isinstance(answer, Value):
            break
        shape, parameters, memory, elapsed_ms, window_before, window_after = plain(answer)
        before = stages[-1].after if stages else ()
        stages.append(
            StageRun(before, shape, parameters, memory, elapsed_ms, window_before, window_after)
        )
    return Flow(tuple(stages), outcome.failure)
