"""The trace of a small net that tests of both front ends show, made by a real worker."""

from msgspec.structs import replace

from tests.engine.models import CALL, NET
from torchquiz.engine.models.calls import Call, CallFlow
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
