"""Explains in one sentence why a model cannot be built or run, with the file and line."""

from collections.abc import Callable

from msgspec import structs

from torchquiz.engine.models.calls import Call, CallError, CallTrace
from torchquiz.engine.sandbox import boundaries
from torchquiz.engine.traces.calls import CALL

NEEDS = {
    boundaries.DEVICE: "it needs a GPU or another device, but models run only on the CPU here;"
    " choose the device with torch.cuda.is_available()",
    boundaries.NETWORK: "it needs network access, which models do not have here; build it without"
    " downloading anything, for example with weights=None",
    boundaries.FILES: "it needs a file that it cannot use here; it may read the files in its own"
    " folder if only the trace is printed (with --format), but it may not read other files"
    " or write any",
    boundaries.PROCESSES: "it starts processes, which models may not do here",
    boundaries.LOADER: "it starts processes, which models may not do here",
    boundaries.COMPILER: "it uses a compiler, which does not run here; leave out torch.compile",
    boundaries.EXTENSIONS: "it builds a C++ extension, which needs a compiler that does not run"
    " here",
    boundaries.GROUPS: "it joins a process group, which needs a network that models do not have"
    " here",
    boundaries.SHARED: "it shares memory with other processes, which is not possible here",
    boundaries.LOOP: "it uses asyncio, which needs sockets that models do not have here",
    boundaries.SYSTEM: "it starts processes, opens sockets or changes the system, which models may"
    " not do here",
    boundaries.TYPING: "it waits for keyboard input, which is not available here",
    boundaries.MEMORY: "it needs more memory than is available here; make it or its input smaller",
}
"""Clauses about things that a model needs but lacks here, by the sandbox's own explanation."""
WEIGHTS_ERROR = "_WeightsError"
"""The exception that the program `weights` raises, whose message can be shown to the user."""
DOES = {
    "build": "the model cannot be built",
    "weights": "the weights cannot be loaded",
    "input": "the input cannot be created",
    "run": "the model cannot be run",
}


def failure_sentence(
    trace: CallTrace, shown: str, locate: Callable[[str], str] = lambda file: file
) -> str:
    """Return a sentence that says why a trace ended early, or an empty string if it did not.

    Args:
        trace: the trace.
        shown: the model, or the file of weights that cannot be loaded, as the user named it. The
            sentence names it if the exception has no line of its own.
        locate: a function that returns the path at which the user can open a file named in the
            trace.
    """
    if trace.error is None:
        return ""
    error = trace.error
    where = shown
    if error.file not in ("", CALL):
        where = structs.replace(error, file=locate(error.file)).place
    what = DOES.get(trace.phase, DOES["run"])
    failed = failed_call(trace)
    if failed is not None and failed.path:
        what = f"{what}, because `{failed.path}` fails"
    return f"{where}: {what}: {reason(trace.error)}."


def reason(error: CallError) -> str:
    """Return the reason for an error: what the sandbox does not allow, or the exception itself."""
    if error.type == WEIGHTS_ERROR:
        return error.message
    note = boundaries.boundary(error.lineage, error.message, error.through)
    needs = NEEDS.get(note)
    sentence = error.sentence.rstrip(".")
    return f"{needs} ({sentence})" if needs else sentence


def failed_call(trace: CallTrace) -> Call | None:
    """Return the innermost call that did not return, or None if all calls returned."""
    unfinished = [call for call in trace.calls if not call.is_done]
    return unfinished[-1] if unfinished else None
