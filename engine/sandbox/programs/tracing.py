"""Builds a model, runs it once, and returns the trace as JSON.

This code runs in a child after the programs `layouts` and `calls` and the code that defines the
model. Its names begin with an underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    import torch

    from torchquiz.engine.sandbox.programs.calls import _PROGRAMS, _Calls
    from torchquiz.engine.sandbox.programs.layouts import _layout
    from torchquiz.engine.sandbox.programs.weights import _load_weights

_MOST_MESSAGE = 2000
"""The maximum number of characters of an exception's message."""
_MOST_MODULES = 30


def _arguments(*args: object, **kwargs: object) -> "tuple[tuple[Any, ...], dict[str, Any]]":
    """Return the positional and keyword arguments of a call."""
    return args, kwargs


def _trace(
    build: "Callable[[], Any]",
    arguments: "Callable[[], tuple[tuple[Any, ...], dict[str, Any]]]",
    device: str,
    weights: str = "",
) -> str:
    """Build the model, run it without gradients in evaluation mode, and return the trace as JSON.

    Args:
        build: a function that builds the model.
        arguments: a function that creates the arguments of the call.
        device: `cpu`, or `meta` to compute shapes without allocating memory for the values.
        weights: the path of a file with a state dict, which the program `weights` loads. If it is
            empty, the model keeps its initial weights.
    """
    import json

    trace: dict[str, Any] = {"device": device, "phase": "build", "error": None, "calls": []}
    trace |= {"left_out": 0, "unwatched": [], "inputs": [], "state": {}, "loaded": 0}
    try:
        _fill(trace, build, arguments, device, weights)
    except BaseException as error:
        trace["error"] = _described_error(error)
    return json.dumps(trace)


def _fill(
    trace: "dict[str, Any]",
    build: "Callable[[], Any]",
    arguments: "Callable[[], tuple[tuple[Any, ...], dict[str, Any]]]",
    device: str,
    weights: str,
) -> None:
    import torch

    with torch.device(device):
        model = build()
    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"this is not a torch.nn.Module but a {type(model).__name__}")
    if weights:
        trace["phase"] = "weights"
        trace["loaded"] = _load_weights(model, weights, device)
    trace["phase"] = "input"
    with torch.device(device):
        args, kwargs = arguments()
    trace["inputs"] = [_layout(value) for value in [*args, *kwargs.values()]]
    trace["phase"] = "run"
    _run(trace, model.eval(), args, kwargs, device)
    trace["phase"] = "done"
    trace["state"] = _state(model)


def _run(
    trace: "dict[str, Any]",
    model: "torch.nn.Module",
    args: "tuple[Any, ...]",
    kwargs: "dict[str, Any]",
    device: str,
) -> None:
    """Run the model, and add the recorded calls to the trace, even if the run fails."""
    import torch

    calls = _Calls(model)
    # These modules take shortcuts in C++, which call no modules and whose products cannot be
    # counted.
    torch.backends.mha.set_fastpath_enabled(False)
    torch.backends.cuda.enable_flash_sdp(False)
    torch.backends.cuda.enable_mem_efficient_sdp(False)
    try:
        with torch.no_grad(), torch.device(device), _steps(calls), _products(calls):
            model(*args, **kwargs)
    finally:
        trace["calls"] = calls.finish()
        trace["left_out"], trace["unwatched"] = calls.left_out, calls.unwatched


def _steps(calls: "_Calls") -> "torch.overrides.TorchFunctionMode":
    """Return a context manager that records the functions a model calls between its modules."""
    import torch

    class Steps(torch.overrides.TorchFunctionMode):
        def __torch_function__(
            self, function: "Any", types: object, args: "Any" = (), kwargs: "Any" = None
        ) -> object:
            kwargs = kwargs or {}
            name = _function_name(function)
            if not calls.takes_steps or not name:
                return function(*args, **kwargs)
            given = [*args, *kwargs.values()]
            return calls.step(name, given, lambda: function(*args, **kwargs))

    return Steps()


def _function_name(function: "Any") -> str:
    """Return a function's usual name, such as `add` for `Tensor.__iadd__`.

    Return an empty string for access to an attribute such as `x.shape`, which is not a step.
    """
    name = str(getattr(function, "__name__", ""))
    if name == "__get__":
        owner = str(getattr(getattr(function, "__self__", None), "__name__", ""))
        return owner if owner in ("T", "mT", "H", "mH") else ""
    if name in ("__set__", "__delete__"):
        return ""
    if name.startswith("__") and name.endswith("__"):
        plain = name.strip("_")
        names = {"getitem": "index", "setitem": "assign", "truediv": "divide", "iadd": "add"}
        return names.get(plain, plain[1:] if plain in ("radd", "rmul", "rsub") else plain)
    return name


def _products(calls: "_Calls") -> "Any":
    """Return a context manager that counts multiply-adds of matrix products and convolutions."""
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils.flop_counter import flop_registry

    class Products(TorchDispatchMode):  # type: ignore[no-untyped-call]
        @classmethod
        def _should_skip_dynamo(cls) -> bool:
            # Without this, PyTorch would import its compiler here, which takes two seconds.
            return False

        def __torch_dispatch__(
            self, function: "Any", types: object, args: "Any" = (), kwargs: "Any" = None
        ) -> object:
            output = function(*args, **(kwargs or {}))
            formula = flop_registry.get(function._overloadpacket)
            if formula is not None:
                # PyTorch counts a multiplication and an addition as two operations.
                calls.count(int(formula(*args, **(kwargs or {}), out_val=output)) // 2)
            return output

    return Products()  # type: ignore[no-untyped-call]


def _state(model: "torch.nn.Module") -> "dict[str, Any]":
    """Return, for each name in the state dict, its shape and whether it is a parameter."""
    names = {name for name, _ in model.named_parameters(remove_duplicate=False)}
    return {
        name: [list(getattr(value, "shape", [])), name in names]
        for name, value in list(model.state_dict().items())[:_MOST_STATE]
    }


_MOST_STATE = 1500


def _described_error(error: BaseException) -> "dict[str, Any]":
    """Return an exception's class, base classes and message, and the line that raised it."""
    frames = list(_frames(error))
    own = [frame for frame in frames if frame[0] not in _PROGRAMS]
    return {
        "type": type(error).__name__,
        "lineage": [_class_name(kind) for kind in type(error).__mro__],
        "message": str(error)[:_MOST_MESSAGE],
        **_innermost_place(own),
        "through": list(dict.fromkeys(name for _, _, name in reversed(frames)))[:_MOST_MODULES],
    }


def _class_name(kind: type) -> str:
    name = kind.__qualname__
    return name if kind.__module__ == "builtins" else f"{kind.__module__}.{name}"


def _frames(error: BaseException) -> "Iterator[tuple[str, int, str]]":
    """Yield the file, line and module of each frame in a traceback, from the outermost inwards."""
    trace = error.__traceback__
    while trace is not None:
        code, names = trace.tb_frame.f_code, trace.tb_frame.f_globals
        yield code.co_filename, trace.tb_lineno, str(names.get("__name__", ""))
        trace = trace.tb_next


def _innermost_place(frames: "list[tuple[str, int, str]]") -> "dict[str, Any]":
    """Return the file and line of the innermost frame outside PyTorch and the standard library."""
    import os
    import sysconfig

    import torch

    standard = sysconfig.get_path("stdlib")
    packages = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    for path, line, _ in reversed(frames):
        is_standard = path.startswith(standard) and not path.startswith(packages)
        if not is_standard and not path.startswith((os.path.dirname(torch.__file__), "<")):
            return {"file": path, "line": line}
    return {"file": "", "line": 0}
