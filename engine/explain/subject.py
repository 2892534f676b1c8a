"""Defines a model to ask questions about, with its trace, its code and runs with other inputs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from torchquiz.engine.explain.questions.layers import Layer
from torchquiz.engine.models.calls import Call, CallTrace
from torchquiz.engine.traces.calls import split_call

MOST_LINES = 24
"""The maximum number of lines of a class that a question shows."""
MANY_PARAMETERS, MANY_PRODUCTS = 20_000_000, 20_000_000_000
"""Numbers of parameters and multiply-adds above which the questions compute only shapes."""
META = 'torch.set_default_device("meta")  # the model is large, so only shapes are computed'
"""The line of the setup that makes PyTorch build and run a large model without real weights."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A run of the model with a different input, and the trace of that run."""

    call: str
    """The call with the other input."""
    trace: CallTrace
    what: str
    """A description of the other input, such as `an input of 8×3×32×32`."""

    @property
    def arguments(self) -> str:
        """The code of the arguments with which the model was called."""
        return split_call(self.call)[1]


@dataclass(frozen=True, slots=True)
class Subject:
    """A traced model about which questions can be generated."""

    name: str
    """The name of the model's class or function."""
    call: str
    """The call to the model, such as `Net()(torch.rand(8, 3, 64, 64))`."""
    trace: CallTrace
    source: str = ""
    """The code of the model's class if it is known, otherwise an empty string."""
    file: str = ""
    """The file of the class, as in the trace."""
    first_line: int = 0
    """The line of the file on which the class begins."""
    tried: tuple[Tried, ...] = ()
    loss: str = ""
    """An expression for a loss from the output `y`. It is empty if the output has no gradient."""
    without_gradient: tuple[str, ...] = field(default=())
    """The parameters that no gradient reaches."""

    @property
    def is_large(self) -> bool:
        """Whether the model is so large that the questions compute only shapes, not values."""
        return is_large(self.trace)

    @property
    def calls(self) -> Sequence[Call]:
        """All calls in the trace."""
        return self.trace.calls

    @property
    def is_short(self) -> bool:
        """Whether the code of the model's class is known and short enough to show in a question."""
        return bool(self.source) and self.source.count("\n") < MOST_LINES

    @property
    def build(self) -> str:
        """The code that builds the model, such as `Net()`."""
        return split_call(self.call)[0]

    @property
    def arguments(self) -> str:
        """The arguments with which the model is called, such as `torch.rand(8, 3, 64, 64)`."""
        return split_call(self.call)[1]

    @property
    def layers(self) -> list[Call]:
        """The first call to each layer that has parameters of its own."""
        return [
            call
            for call in self.calls
            if call.kind == "module"
            and (call.path or call.is_layer)
            and call.is_done
            and call.own_parameters
            and not call.is_repeated
        ]

    def introduce(self, layer: Layer) -> str:
        """Return a sentence that introduces a layer in a question."""
        if not layer.call.path:
            return f"The model is `{layer.code}`."
        return f"In `{self.name}`, the layer `{layer.call.path}` is `{layer.code}`."


def is_large(trace: CallTrace) -> bool:
    """Return whether a model is too large to be built again for every question."""
    model = trace.calls[0]
    is_meta = trace.device == "meta"
    return is_meta or model.parameters > MANY_PARAMETERS or model.multiply_adds > MANY_PRODUCTS
