"""Records the calls to a model's modules, and the function calls (steps) between them.

This code runs in a child after the code that defines the model. Its names begin with an underscore
to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import torch

    from torchquiz.engine.sandbox.programs.layouts import _layout, _size, _tensors

_MOST_CALLS = 2000
"""The maximum number of calls to report, so that the report does not become too large."""
_MOST_CODE = 160
"""The maximum number of characters of a module's description."""
_PROGRAMS = ("calls", "layouts", "tracing", "weights")
"""The file names under which the programs that trace a model are compiled."""
_NO_STEPS = {"contiguous", "to", "type_as", "requires_grad_", "register_hook"}
"""Functions that are not recorded as steps, since they usually return their argument unchanged."""


class _Calls:
    """The calls recorded while a model runs once, in the order in which they began."""

    def __init__(self, model: "torch.nn.Module") -> None:
        self._paths = _paths_by_module(model)
        self._open: list[dict[str, Any]] = []
        """The calls that have begun but not ended, from the model itself to the innermost."""
        self._called: set[int] = set()
        self._modules: list[torch.nn.Module | None] = []
        self.records: list[dict[str, Any]] = []
        self.left_out = 0
        self.unwatched: list[str] = []
        """The paths of modules whose calls cannot be observed, because they are compiled."""
        for path, module in model.named_modules():
            self._watch(path, module)

    @property
    def takes_steps(self) -> bool:
        """Whether to record the functions that the currently running module calls.

        Functions called inside PyTorch's own layers are not recorded.
        """
        return bool(self._open) and not self._open[-1]["is_layer"]

    @property
    def open_path(self) -> str:
        """The path of the innermost module that is running.

        It is empty for the model itself.
        """
        return self._open[-1]["path"] if self._open else ""

    def count(self, products: int) -> None:
        """Add a number of multiply-adds to every call that is still running."""
        for record in self._open:
            record["multiply_adds"] += products

    def step(self, name: str, arguments: "list[Any]", call: "Callable[[], Any]") -> "Any":
        """Run a function that the model calls between its modules, and record it as a step."""
        record = _record("step", self.open_path, name, name, arguments, len(self._open))
        record["is_layer"] = True
        self._open.append(record)
        try:
            output = call()
        except BaseException:
            self._add(record, None)
            raise
        self._open.pop()
        if name not in _NO_STEPS and any(True for _ in _tensors(output)):
            self._add(record | _size(output) | {"output": _layout(output), "is_done": True}, None)
        return output

    def finish(self) -> "list[dict[str, Any]]":
        """Count each module's parameters, now that all exist, and return the recorded calls."""
        for record, module in zip(self.records, self._modules, strict=True):
            record |= _parameters(module)
        return self.records

    def _watch(self, path: str, module: "torch.nn.Module") -> None:
        try:
            module.register_forward_pre_hook(self._begin, with_kwargs=True)
            module.register_forward_hook(self._end, with_kwargs=True)
        except (RuntimeError, TypeError):  # a module compiled by TorchScript
            self.unwatched.append(path)

    def _begin(
        self, module: "torch.nn.Module", args: "tuple[Any, ...]", kwargs: "dict[str, Any]"
    ) -> None:
        names = self._paths.get(id(module), [""])
        arguments = [*args, *kwargs.values()]
        name = type(module).__name__
        record = _record("module", names[0], name, _one_line(module), arguments, len(self._open))
        record |= {
            "aliases": names[1:],
            "is_layer": _is_layer(module),
            "is_repeated": id(module) in self._called,
        }
        self._called.add(id(module))
        self._open.append(record)
        self._add(record, module)

    def _end(
        self,
        module: "torch.nn.Module",
        args: "tuple[Any, ...]",
        kwargs: "dict[str, Any]",
        output: object,
    ) -> None:
        record = self._open[-1]
        if record["multiply_adds"] == 0:
            self.count(_recurrent_products(module, args))
        record |= _size(output) | {"output": _layout(output), "is_done": True}
        record["layer_products"] = _layer_products(module, output)
        self._open.pop()

    def _add(self, record: "dict[str, Any]", module: "torch.nn.Module | None") -> None:
        if len(self.records) >= _MOST_CALLS:
            self.left_out += 1
        else:
            self.records.append(record)
            self._modules.append(module)


def _record(
    kind: str, path: str, name: str, code: str, arguments: "list[Any]", depth: int
) -> "dict[str, Any]":
    """Create the record of a call that has just begun."""
    return {
        "kind": kind,
        "path": path,
        "type": name,
        "code": code,
        "inputs": [text for text in map(_layout, arguments) if text],
        "depth": depth,
        **_place(),
        "aliases": [],
        "is_layer": False,
        "is_repeated": False,
        "is_done": False,
        "multiply_adds": 0,
        "layer_products": 0,
        "output": "",
        "shape": None,
        "dtype": "",
        "numbers": 0,
    }


def _paths_by_module(model: "torch.nn.Module") -> "dict[int, list[str]]":
    """Return the paths of each module, by the module's `id`. A shared module has several paths."""
    paths: dict[int, list[str]] = {}
    for path, module in model.named_modules(remove_duplicate=False):
        paths.setdefault(id(module), []).append(path)
    return paths


def _is_layer(module: "torch.nn.Module") -> bool:
    """Return whether a module is one of PyTorch's layers, and not just a container of others."""
    home = type(module).__module__
    combines = ("torch.nn.modules.container", "torch.nn.modules.transformer")
    return home.startswith("torch.") and not home.startswith(combines)


def _one_line(module: "torch.nn.Module") -> str:
    """Return a layer's constructor call on one line, or the class name of any other module."""
    name = type(module).__name__
    if next(module.children(), None) is not None:
        return name
    try:
        arguments = " ".join(module.extra_repr().split())
    except Exception:
        return name
    return f"{name}({arguments})" if len(arguments) <= _MOST_CODE else name


def _place() -> "dict[str, Any]":
    """Return the file and line of the innermost stack frame that does not belong to PyTorch.

    The file is empty if only PyTorch's code is running.
    """
    import os
    import sys

    import torch

    inside_torch = os.path.dirname(torch.__file__)
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_name != "_run":
        path = frame.f_code.co_filename
        if path not in _PROGRAMS and not path.startswith((inside_torch, "<")):
            return {"file": path, "line": frame.f_lineno}
        frame = frame.f_back  # type: ignore[assignment]  # None after the outermost frame
    return {"file": "", "line": 0}


def _parameters(module: "torch.nn.Module | None") -> "dict[str, int]":
    """Count a module's parameters: all of them, the trainable ones, and those outside submodules.

    A parameter that two submodules share is counted once.
    """
    if module is None:
        return {"parameters": 0, "trainable": 0, "own_parameters": 0}
    known = [one for one in module.parameters() if not _is_uninitialized(one)]
    own = [one for one in module.parameters(recurse=False) if not _is_uninitialized(one)]
    return {
        "parameters": sum(one.numel() for one in known),
        "trainable": sum(one.numel() for one in known if one.requires_grad),
        "own_parameters": sum(one.numel() for one in own),
    }


def _is_uninitialized(parameter: "torch.nn.Parameter") -> bool:
    import torch

    return isinstance(parameter, torch.nn.parameter.UninitializedParameter)


def _recurrent_products(module: "torch.nn.Module", args: "tuple[Any, ...]") -> int:
    """Return the number of multiply-adds of a recurrent layer.

    PyTorch runs the layer as one operation. Every weight is used once for each time step of each
    example in the batch.
    """
    import torch

    if not isinstance(module, torch.nn.RNNBase) or not args:
        return 0
    x = args[0].data if isinstance(args[0], torch.nn.utils.rnn.PackedSequence) else args[0]
    if not isinstance(x, torch.Tensor) or not module.input_size:
        return 0
    weights = sum(one.numel() for one in module.parameters() if one.dim() == 2)
    return weights * (x.numel() // module.input_size)


def _layer_products(module: "torch.nn.Module", output: object) -> int:
    """Return a layer's number of multiply-adds, counted in the same way as torchinfo 1.8 does.

    torchinfo counts biases like weights. Each parameter counts once per output position in a
    convolution, once per element of the first two axes in a recurrent layer, and once per example
    in all other layers.
    """
    import math

    import torch

    first = next(_tensors(output), None)
    if next(module.children(), None) is not None or first is None or not first.dim():
        return 0
    shape = first.shape
    count = sum(one.numel() for one in module.parameters() if not _is_uninitialized(one))
    if "Conv" in type(module).__name__:
        return int(count * shape[0] * math.prod(shape[2:]))
    if isinstance(module, torch.nn.RNNBase | torch.nn.RNNCellBase):
        return int(count * math.prod(shape[:2]))
    return int(count * shape[0])
