"""Proves the trace of a model's calls by running the model and checking the author's shapes."""

from collections.abc import Iterator

from msgspec.structs import replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.calls import Call, CallFlow, CallTrace
from torchquiz.engine.models.declared import CallModel, TraceModel
from torchquiz.engine.proof.filling import RUN_FILL
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.traces.calls import run_calls
from torchquiz.engine.wording import did_you_mean
from torchquiz.engine.yaml.scalars import HOLE


def prove_calls(context: WayContext[TraceModel], call: str) -> CallFlow:
    """Run the model as the trace specifies, and compare its calls with the author's description.

    Raises:
        ProofStopped: the model does not run, or a module that the author describes is not called.
    """
    trace = _run(context, call)
    templates = context.templates(("insight",), ("calls",))
    outcome = context.run_successfully(context.job(asks=templates.asks), "the setup")
    texts = templates.render(outcome.answers)
    stated = [_stated(context, trace, number) for number in range(len(context.model.calls))]
    templates.check_figures([*texts, call.strip(), *_figures(trace)])
    kept = dict(stated)
    calls = tuple(
        _with_words(context, number, each, kept) for number, each in enumerate(trace.calls)
    )
    setup = context.setup
    return CallFlow(call.strip(), replace(trace, calls=calls), setup.path, setup.line)


def _run(context: WayContext[TraceModel], call: str) -> CallTrace:
    try:
        trace = run_calls((context.setup,), call, context.workers.run)
    except ValueError as error:
        remedy = "Call the model with its inputs, as in Net()(torch.rand(8, 3, 64, 64))."
        raise context.stop(str(error), remedy, "call") from None
    except TorchquizError as error:
        raise context.stop(str(error), "Correct the model or its input.", "call") from None
    context.tally.snippets += 1
    if trace.error is not None:
        place = f" ({trace.error.place})" if trace.error.file else ""
        message = f"the model does not run: {trace.error.sentence}{place}."
        raise context.stop(message, "Correct the model or its input.", "call")
    return trace


def _stated(
    context: WayContext[TraceModel], trace: CallTrace, number: int
) -> tuple[int, tuple[int, CallModel]]:
    """Find the call to which one of the author's descriptions refers.

    Return the index of the call, and the description with its own index in the lesson.

    Raises:
        ProofStopped: the model never calls the module that the description names.
    """
    model = context.model.calls[number]
    where = ("calls", number)
    paths = {
        call.path: at for at, call in reversed(list(enumerate(trace.calls))) if _has_path(call)
    }
    if model.path not in paths:
        meant = did_you_mean(model.path, paths)
        remedy = f"{meant[:1].upper()}{meant[1:]}" or "Use the path of a module that is called."
        raise context.stop(f"no call has the path '{model.path}'.", remedy, *where, "path")
    at = paths[model.path]
    _check_shape(context, model, trace.calls[at].output, number)
    return at, (number, model)


def _has_path(call: Call) -> bool:
    return call.kind == "module"


def _check_shape(
    context: WayContext[TraceModel], model: CallModel, actual: str, number: int
) -> None:
    """Compare the author's shape with the actual one, ignoring spaces and accepting `x` for `×`."""
    where = ("calls", number, "shape")
    amendment = context.amendment(actual, *where)
    if model.shape.strip() == HOLE:
        message = f"the shape is still `?`; PyTorch computes {actual}."
        context.note_fault(message, RUN_FILL, *where, amendment=amendment)
    elif _plain(model.shape) == _plain(actual):
        context.tally.stages.proven += 1
    else:
        context.tally.stages.wrong += 1
        remedy = f"shape:   {model.shape}\nPyTorch: {actual}"
        message = "the output does not have this shape in PyTorch."
        context.note_fault(message, remedy, *where, amendment=amendment)


def _plain(shape: str) -> str:
    return shape.replace(" ", "").replace("x", "×").replace("X", "×")


def _figures(trace: CallTrace) -> Iterator[str]:
    """Yield the strings that the trace displays. The trace's texts may state numbers from them."""
    for call in trace.calls:
        yield f"{call.path} {call.code} {call.output} {call.parameters} {call.own_parameters}"


def _with_words(
    context: WayContext[TraceModel],
    at: int,
    call: Call,
    stated: dict[int, tuple[int, CallModel]],
) -> Call:
    """Return a call, with the author's explanation and question if there are any."""
    if at not in stated:
        return call
    number, model = stated[at]
    means = context.text("calls", number, "means") if model.means is not None else ""
    return replace(call, means=means, question=model.question or "")
