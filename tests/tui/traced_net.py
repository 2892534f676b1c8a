"""The trace of a small net for tests of both front ends, made by a worker or by hand."""

from msgspec.structs import replace

from tests.engine.models import CALL, NET
from torchquiz.engine.models.calls import Call, CallFlow, CallTrace
from torchquiz.engine.models.ways import Trace
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.calls import run_calls

SETUP = NET.partition("if __name__")[0]
ASKED = "shape-without-padding"
"""The item that asks for the output of `features.0`."""


def trace_of_net(pool: Pool) -> Trace:
    """Return the trace, with a question about the first convolution."""
    trace = run_calls((Block(SETUP, "net.py", role="setup"),), CALL, pool.run)
    calls = tuple(map(with_words, trace.calls))
    flow = CallFlow(CALL, replace(trace, calls=calls), "net.py")
    return Trace("Most parameters are in fc1.", (ASKED,), (), SETUP, flow=flow)


def with_words(call: Call) -> Call:
    """Return a call with an explanation, and the first convolution with a question."""
    question = ASKED if call.path == "features.0" else ""
    means = "Eight filters." if call.path == "features.0" else ""
    return replace(call, question=question, means=means)


def module(path: str, code: str, output: str, parameters: int = 0, products: int = 0) -> Call:
    """Return a call of a module that takes and returns one tensor."""
    return Call(
        kind="module",
        path=path,
        type=code.partition("(")[0],
        code=code,
        inputs=("2×3×16×16",),
        depth=path.count(".") + 1 if path else 0,
        file="net.py",
        line=18,
        aliases=(),
        is_layer="(" in code,
        is_repeated=False,
        is_done=True,
        multiply_adds=products,
        layer_products=products,
        output=output,
        shape=tuple(map(int, output.split("×"))),
        dtype="torch.float32",
        numbers=1,
        parameters=parameters,
        trainable=parameters,
        own_parameters=parameters,
    )


def trace_by_hand() -> Trace:
    """Return a handwritten trace for pictures, which are drawn without a worker."""
    calls = (
        module("", "Net", "2×4", 8516, 127104),
        module("features", "Sequential", "2×8×8×8", 240, 110592),
        module("features.0", "Conv2d(3, 8, kernel_size=(3, 3))", "2×8×16×16", 224, 110592),
        module("features.1", "BatchNorm2d(8)", "2×8×16×16", 16),
        module("features.2", "MaxPool2d(kernel_size=2)", "2×8×8×8"),
        replace(module("", "flatten", "2×512"), kind="step", depth=1),
        module("fc1", "Linear(in_features=512, out_features=16)", "2×16", 8208, 16384),
        module("drop", "Dropout(p=0.5)", "2×16"),
        module("fc2", "Linear(in_features=16, out_features=4)", "2×4", 68, 128),
    )
    trace = CallTrace(
        device="cpu",
        phase="done",
        error=None,
        calls=tuple(map(with_words, calls)),
        left_out=0,
        unwatched=(),
        inputs=("2×3×16×16",),
        state={},
    )
    flow = CallFlow(CALL, trace, "net.py")
    return Trace("Most parameters are in `fc1`.", (ASKED,), (), SETUP, flow=flow)
