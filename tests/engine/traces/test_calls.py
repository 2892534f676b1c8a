"""A model's calls are traced with their paths, shapes, parameters and multiply-adds."""

import pytest

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.calls import Call, CallTrace
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Block, Outcome
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.traces.calls import read_calls, run_calls, split_call

pytest_plugins = ["tests.engine.fixtures"]

SETUP = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
SHARED = """
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 4, bias=False)
        self.alias = self.layer
        self.extra = nn.Parameter(torch.zeros(5))
    def forward(self, left, right=None):
        both = torch.cat([self.layer(left), self.alias(right)], dim=1)
        return {"both": both, "pair": (both.flatten(), left + 1)}
"""
STEPS = """
class Steps(nn.Module):
    def forward(self, x):
        y = x.float().contiguous()
        size = y.shape
        return F.relu(y.view(size[0], -1)).T
"""


def traced(pool: Pool, call: str, code: str = "", device: str = "cpu") -> CallTrace:
    setup = Block(SETUP + code, "net.py", role="setup")
    return run_calls((setup,), call, pool.run, device)


def by_path(trace: CallTrace) -> dict[str, Call]:
    return {call.path: call for call in reversed(trace.calls) if call.kind == "module"}


def test_every_module_is_traced_with_its_shapes_parameters_and_multiply_adds(pool: Pool) -> None:
    code = "net = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2), nn.Flatten(), nn.Linear(72, 5))"
    trace = traced(pool, "net(torch.rand(2, 3, 8, 8))", code)
    assert trace.is_complete and trace.inputs == ("2×3×8×8",)
    assert [(call.path, call.type, call.output) for call in trace.calls] == [
        ("", "Sequential", "2×5"),
        ("0", "Conv2d", "2×8×3×3"),
        ("1", "Flatten", "2×72"),
        ("2", "Linear", "2×5"),
    ]
    whole, conv, _, linear = trace.calls
    assert (conv.parameters, conv.multiply_adds) == (3 * 8 * 9 + 8, 2 * 9 * 8 * 27)
    assert (linear.parameters, linear.multiply_adds) == (72 * 5 + 5, 2 * 72 * 5)
    assert whole.parameters == conv.parameters + linear.parameters
    assert whole.multiply_adds == conv.multiply_adds + linear.multiply_adds
    assert conv.layer_products == 2 * 9 * conv.parameters
    assert trace.state["0.weight"] == ((8, 3, 3, 3), True)


def test_functional_steps_between_modules_are_traced_with_their_lines(pool: Pool) -> None:
    trace = traced(pool, "Steps()(torch.ones(2, 3, 4))", STEPS)
    steps = [(call.type, call.output) for call in trace.calls if call.kind == "step"]
    assert steps == [
        ("float", "2×3×4"),
        ("view", "2×12"),
        ("relu", "2×12"),
        ("T", "12×2"),
    ]
    lines = (SETUP + STEPS).split("\n")
    relu = next(call for call in trace.calls if call.type == "relu")
    assert relu.file == "net.py" and "F.relu" in lines[relu.line - 1]


def test_several_inputs_dicts_and_shared_modules_are_described(pool: Pool) -> None:
    trace = traced(pool, "Twice()(torch.rand(2, 4), right=torch.rand(2, 4))", SHARED)
    assert trace.inputs == ("2×4", "2×4")
    assert trace.calls[0].output == "{both: 2×8, pair: (16, 2×4)}"
    first, second = [call for call in trace.calls if call.path == "layer"]
    assert first.aliases == ("alias",) and not first.is_repeated and second.is_repeated
    assert trace.calls[0].parameters == 16 + 5 and trace.calls[0].own_parameters == 5
    cat = next(call for call in trace.calls if call.type == "cat")
    assert cat.inputs == ("(2×4, 2×4)",)


def test_attention_and_recurrent_layers_have_their_products_counted(pool: Pool) -> None:
    layer = traced(
        pool, "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)(torch.rand(1, 3, 8))"
    )
    attention = by_path(layer)["self_attn"]
    projections, products = 3 * 8 * 32, 2 * 3 * 3 * 8
    assert attention.multiply_adds == projections + products
    lstm = traced(pool, "nn.LSTM(4, 5)(torch.rand(7, 2, 4))").calls[0]
    assert lstm.output == "(7×2×5, (1×2×5, 1×2×5))"
    assert lstm.multiply_adds == 7 * 2 * 4 * 5 * (4 + 5)


def test_a_model_that_breaks_keeps_the_calls_before_and_names_the_line(pool: Pool) -> None:
    code = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(4, 8), nn.Linear(9, 2)
    def forward(self, x):
        x = self.first(x)
        return self.last(x)
"""
    trace = traced(pool, "Net()(torch.rand(3, 4))", code)
    assert trace.phase == "run" and [call.is_done for call in trace.calls] == [False, True, False]
    assert trace.error is not None and "3x8 and 9x2" in trace.error.message
    assert "self.last(x)" in (SETUP + code).split("\n")[trace.error.line - 1]


def test_a_model_that_cannot_be_built_says_where(pool: Pool) -> None:
    code = "def net():\n    raise ValueError('no size')\n"
    trace = traced(pool, "net()(torch.rand(1))", code)
    assert trace.phase == "build" and trace.error is not None
    assert (trace.error.sentence, trace.error.place) == ("ValueError: no size", "net.py:5")


def test_a_model_too_big_for_memory_is_traced_on_the_meta_device(pool: Pool) -> None:
    trace = traced(pool, "nn.Linear(100000, 100000)(torch.rand(2, 100000))")
    assert trace.device == "meta" and trace.is_complete
    assert trace.calls[0].parameters == 100000 * 100000 + 100000


def test_lazy_layers_have_the_parameters_that_their_first_input_makes(pool: Pool) -> None:
    trace = traced(pool, "nn.Sequential(nn.LazyLinear(3))(torch.rand(2, 5))")
    assert trace.calls[0].parameters == 5 * 3 + 3


def test_a_call_is_split_into_the_model_and_its_arguments() -> None:
    assert split_call("Net(2)(torch.rand(1, 2), mask=None)") == (
        "Net(2)",
        "torch.rand(1, 2), mask=None",
    )
    for wrong, part in (("Net", "does not call a model"), ("Net(", "not valid Python")):
        with pytest.raises(ValueError, match=part):
            split_call(wrong)


@pytest.mark.parametrize("data", ["[]", "{", '{"device": 1}', "null"])
def test_a_forged_trace_is_refused(data: str) -> None:
    forged = Outcome("finished", answers=(Value("str", data, data),))
    with pytest.raises(TorchquizError, match="not valid"):
        read_calls(forged)


def test_control_codes_in_names_are_made_visible(pool: Pool) -> None:
    code = "net = nn.Sequential()\nnet.add_module('a\\x1b[31m', nn.ReLU())"
    trace = traced(pool, "net(torch.rand(2))", code)
    assert not any("\x1b" in call.path for call in trace.calls)
