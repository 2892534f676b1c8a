"""The calls inside a model that were recorded while it ran once."""

from typing import Literal

from msgspec import Struct


class Call(Struct, frozen=True):
    """A call to a module, or a step: a function call made between calls to modules."""

    kind: Literal["module", "step"]
    path: str
    """The path of the module, such as `features.3`, or of the module that performs the step."""
    type: str
    """The name of the module's class or of the step's function."""
    code: str
    """A layer with its arguments, such as `Linear(in_features=8, out_features=2, bias=True)`."""
    inputs: tuple[str, ...]
    """The shapes of the arguments that contain tensors, such as `8×3×64×64`."""
    depth: int
    """The number of calls that were running when this one began."""
    file: str
    """The file that contains the call. It is empty if only PyTorch's own code is involved."""
    line: int
    aliases: tuple[str, ...]
    """The other paths of a shared module."""
    is_layer: bool
    """Whether this is a step or one of PyTorch's layers, in which no inner calls are recorded."""
    is_repeated: bool
    """Whether the same module was called before, so that its parameters are not counted again."""
    is_done: bool
    """Whether the call returned. It is false for a call that raised an exception."""
    multiply_adds: int
    """The number of multiply-adds in matrix products and convolutions, including inner calls."""
    layer_products: int
    """The number of multiply-adds of a layer by torchinfo's rule, which includes biases."""
    output: str
    """The shapes of the output, such as `2×8×64` or `(2×8×64, (1×2×64, 1×2×64))`."""
    shape: tuple[int, ...] | None
    """The shape of the output if it is a single tensor."""
    dtype: str
    """The dtype of the output if it is a single tensor."""
    numbers: int
    """The number of elements of all output tensors."""
    parameters: int
    """The number of the module's parameters, including those of its submodules."""
    trainable: int
    own_parameters: int
    """The number of the module's own parameters, without those of its submodules."""
    means: str = ""
    """The author's explanation of this call."""
    question: str = ""
    """The id of an item to answer before the output is shown, or an empty string."""

    @property
    def place(self) -> str:
        """The file and line of the call, such as `net.py:23`, or an empty string if unknown."""
        return _place(self.file, self.line)


class CallError(Struct, frozen=True):
    """An exception that stopped a model."""

    type: str
    lineage: tuple[str, ...]
    """The names of the exception's class and of all its base classes."""
    message: str
    file: str
    line: int
    through: tuple[str, ...]
    """The modules that the exception passed through, innermost first."""

    @property
    def sentence(self) -> str:
        """The exception's class and the first line of its message, such as `RuntimeError: …`."""
        first = next(iter(self.message.strip().splitlines()), "")
        return f"{self.type}: {first}" if first else self.type

    @property
    def place(self) -> str:
        """The file and line of the innermost code outside PyTorch, such as `net.py:23`."""
        return _place(self.file, self.line)


class CallTrace(Struct, frozen=True):
    """Everything that was recorded while a model ran once."""

    device: str
    """`cpu`, or `meta` if only shapes were computed."""
    phase: Literal["build", "weights", "input", "run", "done"]
    """The phase in which the run ended."""
    error: CallError | None
    calls: tuple[Call, ...]
    """The calls in the order in which they began. The first is the call to the model itself."""
    left_out: int
    """The number of calls that were left out because the model made too many to report."""
    unwatched: tuple[str, ...]
    """The paths of compiled modules, whose inner calls cannot be observed."""
    inputs: tuple[str, ...]
    """The shapes of the arguments."""
    state: dict[str, tuple[tuple[int, ...], bool]]
    """The shape of each entry of the state dict, and whether the entry is a parameter."""
    loaded: int = 0
    """The number of entries of the state dict that were loaded from a file of weights."""

    @property
    def is_complete(self) -> bool:
        """Whether the model returned an output."""
        return self.phase == "done"


class CallFlow(Struct, frozen=True):
    """The calls inside a model that a lesson shows, and the code that runs the model."""

    call: str
    """The model and its inputs, such as `Net()(torch.rand(8, 3, 64, 64))`."""
    trace: CallTrace
    file: str = ""
    """The name that the trace uses for the file that contains the setup."""
    line: int = 1
    """The line of the file on which the setup begins."""


def _place(file: str, line: int) -> str:
    """Return a file and line as text, without the folder of installed packages."""
    short = file.rpartition("site-packages/")[2]
    return f"{short}:{line}" if short else ""
