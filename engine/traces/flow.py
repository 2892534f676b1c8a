"""Data flow: runs the stages of a model one after another in one child, and reads what each of them made of its input.

When a stage raises, those before it are whole, so that a learner who changed a number sees how far the data still comes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Figure, Stage
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome
from torchquiz.engine.sandbox.values import plain

TIMEOUT_S = 20.0
WINDOW = 4
"""Rows and columns of the corner of numbers that a stage shows."""
NAMES = "x, before, layer, parameters"
"""What an expression about a stage may use."""

KEEP = f"""\
_stages, _seen = [], []

def _stage(layer, before):
    import time, torch
    began = time.perf_counter()
    x = layer if before is None else layer(before)
    taken = (time.perf_counter() - began) * 1000
    if not torch.is_tensor(x):
        raise TypeError(f"the stage gives {{type(x).__name__}}, not one tensor")
    module = layer if isinstance(layer, torch.nn.Module) and before is not None else None
    parameters = sum(one.numel() for one in module.parameters()) if module is not None else 0
    _stages.append((x, before, None if before is None else layer, parameters))
    window = _corner(x, before, {WINDOW})
    _seen.append((x.shape, parameters, x.numel() * x.element_size(), taken, *window))
    return x

def _corner(x, before, size):
    if before is None:
        return [], _rows(x, size)
    shrinks = x.shape[-1] / before.shape[-1] if x.dim() == before.dim() == 4 and before.shape[-1] else 1
    return _rows(before, size), _rows(x, max(1, min(size, round(size * shrinks))))

def _rows(x, size):
    if x.dim() < 2 or x.is_complex() or not x.numel():
        return []
    sheet = x[0, 0, :size, :size] if x.dim() == 4 else x.reshape(x.shape[0], -1)[:1, : 2 * size]
    return [[round(float(one), 3) for one in row] for row in sheet]
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """A stage that ran."""

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
    """What the figures of the lesson's texts about it are now; empty for one that cannot be computed any longer."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How far the data came."""

    stages: tuple[Ran, ...]
    """Those that ran."""
    failure: str = ""
    """What PyTorch says of the stage after them; empty when all ran."""


def flow_job(setup: str, codes: Sequence[str], figures: Iterable[Figure] = ()) -> Job:
    """The job that runs the stages whose codes these are, the input first, and then asks for figures."""
    stages = [Block(code, f"stage {number}") for number, code in enumerate(codes, start=1)]
    return flow_of(
        Block(setup, "setup", role="setup"),
        stages,
        [Ask(one.ask, "text", one.spec) for one in figures],
    )


def run_flow(
    setup: str, own: Sequence[Stage], codes: Sequence[str], run: Callable[[Job], Outcome]
) -> Flow:
    """Run a lesson's stages with these codes, the input first.

    A worker that fails is told as what keeps the first from running.
    """
    try:
        outcome = run(flow_job(setup, codes, [figure for stage in own for figure in stage.figures]))
    except TorchquizError as error:
        return Flow((), str(error))
    flow = read_flow(outcome, len(codes))
    answers = iter(outcome.answers[len(codes) :])
    figures = [tuple(_said(next(answers, None)) for _ in stage.figures) for stage in own]
    ran = [
        replace(stage, figures=texts) for stage, texts in zip(flow.stages, figures, strict=False)
    ]
    return Flow(tuple(ran), flow.failure)


def _said(answer: object) -> str:
    return answer if isinstance(answer, str) else ""


def flow_of(
    setup: Block, stages: Sequence[Block], asks: Iterable[Ask] = (), timeout_s: float = TIMEOUT_S
) -> Job:
    """The same for code that has a place in a file, with questions to be answered after all stages."""
    blocks = [setup, Block(KEEP, "stages", role="setup")]
    for number, stage in enumerate(stages):
        before = "_x" if number else "None"
        blocks.append(
            Block(f"_x = _stage(({stage.code.strip()}\n), {before})", stage.path, stage.line)
        )
    seen = [Ask(f"_seen[{number}]") for number in range(len(stages))]
    return Job(tuple(blocks), (*seen, *asks), timeout_s=timeout_s)


def about(number: int) -> str:
    """The expression in which one about a stage stands, for `{}`; it may use what `NAMES` lists."""
    return f"(lambda {NAMES}: ({{}}))(*_stages[{number}])"


def read_flow(outcome: Outcome, count: int) -> Flow:
    """What came of a job of so many stages."""
    stages: list[Ran] = []
    for answer in outcome.answers[:count]:
        if not isinstance(answer, Value):
            break
        shape, parameters, memory, elapsed_ms, window_before, window_after = plain(answer)
        before = stages[-1].after if stages else ()
        stages.append(
            Ran(before, shape, parameters, memory, elapsed_ms, window_before, window_after)
        )
    return Flow(tuple(stages), outcome.failure)
