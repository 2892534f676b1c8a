"""Runs the stages of a model one after another in one child process, and collects their results.

If a stage raises an exception, the results of the earlier stages are kept, so a learner who changed
a number can see which stage fails.
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
"""The number of rows and of columns in the corner of a tensor that is shown for a stage."""
NAMES = "x, before, layer, parameters"
"""The names available to an expression about a stage."""


@dataclass(frozen=True, slots=True)
class StageRun:
    """The results of running one stage of a data flow."""

    before: tuple[int, ...]
    """The shape of the input, or an empty tuple for the first stage, which creates the input."""
    after: tuple[int, ...]
    parameters: int
    memory: int
    """The size of the output in bytes."""
    elapsed_ms: float
    window_before: tuple[tuple[float, ...], ...]
    window_after: tuple[tuple[float, ...], ...]
    figures: tuple[str, ...] = ()
    """The current text of each computed number in the author's explanation.

    A number is an empty string if computing it failed.
    """


@dataclass(frozen=True, slots=True)
class Flow:
    """The results of running a data flow, up to the first stage that failed."""

    stages: tuple[StageRun, ...]
    """The stages that ran without an error."""
    failure: str = ""
    """The error raised by the next stage, or an empty string if all stages ran."""


def flow_job(setup: str, codes: Sequence[str], figures: Iterable[Figure] = ()) -> Job:
    """Return a job that runs the stages of a data flow and evaluates the figures in their texts.

    The code of the first stage creates the input.
    """
    stages = [Block(code, f"stage {number}") for number, code in enumerate(codes, start=1)]
    asks = [Ask(figure.ask, "text", figure.spec) for figure in figures]
    return flow_of(Block(setup, "setup", role="setup"), stages, asks)


def run_flow(
    setup: str, own: Sequence[Stage], codes: Sequence[str], run: Callable[[Job], Outcome]
) -> Flow:
    """Run the stages of a data flow with the given code, and return the results.

    The code of the first stage creates the input. If the worker itself fails, its message is
    reported as the failure of the first stage.
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
    """Return a computed value as text, or an empty string if computing it failed."""
    return answer if isinstance(answer, str) else ""


def flow_of(
    setup: Block, stages: Sequence[Block], asks: Iterable[Ask] = (), timeout_s: float = TIMEOUT_S
) -> Job:
    """Return a job that runs the stages of a data flow and then evaluates the expressions."""
    blocks = [setup, program("stages")]
    for number, stage in enumerate(stages):
        # A newline comes before the bracket, because the code may end in a comment.
        code = f"({stage.code.strip()}\n)"
        call = f"run({code}, _x, {WINDOW})" if number else f"begin({code}, {WINDOW})"
        blocks.append(Block(f"_x = _stages.{call}", stage.path, stage.line))
    records = [Ask(f"_stages.records[{number}]") for number in range(len(stages))]
    return Job(tuple(blocks), (*records, *asks), timeout_s=timeout_s)


def about(number: int) -> str:
    """Return a code template that evaluates an expression about a stage.

    The expression takes the place of `{}` in the template, and may use the names in `NAMES`.
    """
    return f"(lambda {NAMES}: ({{}}))(*_stages.inputs[{number}])"


def read_flow(outcome: Outcome, count: int) -> Flow:
    """Read the results of up to `count` stages from the outcome of a job."""
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
