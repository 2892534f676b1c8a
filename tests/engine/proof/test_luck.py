"""The prover follows the code to find out whether randomness can affect the requested value."""

import pytest

from torchquiz.engine.proof.luck import luck_in

SETUP = "import torch, random\nfrom torch import nn\nimport torch.nn.functional as F\n"


@pytest.mark.parametrize(
    ("snippet", "ask", "reason"),
    [
        ("x = torch.rand(3)", "x.sum()", "`rand` draws random numbers without a seed"),
        ("x = torch.rand(10000)\nn = (x < 0.9999).all()", "n.item()", "`rand` draws"),
        ("x = torch.zeros(3)\nx.normal_()", "x", "`normal_` draws"),
        ("n = random.randint(1, 6)", "n", "`randint` draws"),
        (
            "load = torch.utils.data.DataLoader([1, 2], shuffle=True)\nx = next(iter(load))",
            "x.item()",
            "`DataLoader` shuffles",
        ),
        ("y = nn.Dropout(0.1)(torch.ones(3))", "y.sum()", "`Dropout` drops values"),
        ("layer = nn.Linear(2, 1)\ny = layer(torch.ones(2))", "y", "`Linear` initialises"),
        ("def f():\n    return torch.rand(2)\ny = f()", "y", "`rand` draws"),
        (
            "class Net(nn.Module):\n    def __init__(self):\n        self.a = nn.Linear(2, 1)\n"
            "net = Net()",
            "net.a.weight",
            "`Linear` initialises",
        ),
        ("x = torch.empty(3)", "x.tolist()", "`empty` does not initialise"),
        ("x = torch.ones(3)", "x.data_ptr() % 64", "`data_ptr` returns an address"),
        ("n = hash('a') % 2", "n", "`hash` returns"),
        ("words = 'a b'.split()\nids = list(set(words))", "ids", "the order of a set"),
        (
            "w = 'a b'.split()\nd = {x: n for n, x in enumerate(set(w))}\ny = [d[x] for x in w]",
            "y",
            "the order of a set",
        ),
        ("s = {'a', 'b'}\nout = []\nfor x in s:\n    out.append(x)", "out", "the order of a set"),
        ("x = torch.rand(2)\nprint(x.mean())", None, "`rand` draws"),
        ("x = torch.zeros(2)\ny = torch.rand(2)\nx += y", "x", "`rand` draws"),
        ("x = torch.zeros(2)\nx.add_(torch.rand(2))", "x", "`rand` draws"),
    ],
)
def test_chance_that_reaches_the_value_is_found(snippet: str, ask: str | None, reason: str) -> None:
    assert reason in luck_in(SETUP, snippet, ask)


@pytest.mark.parametrize(
    ("snippet", "ask"),
    [
        ("x = torch.rand(3, 4)", "x.shape"),
        ("x = torch.rand(3, 4)\nn = x.numel()", "n"),
        ("y = nn.Conv2d(1, 6, 5)(torch.rand(1, 1, 28, 28))", "y.shape"),
        ("torch.manual_seed(0)\nx = torch.rand(3)", "x"),
        ("_ = torch.manual_seed(0)\nx = torch.rand(3)", "x"),
        ("g = torch.Generator().manual_seed(0)\nx = torch.rand(3, generator=g)", "x"),
        ("x = torch.empty(3)\nx.fill_(1)", "x"),
        ("x = torch.empty(3).shape", "x"),
        ("layer = nn.Linear(2, 1)\nnn.init.zeros_(layer.weight)\nw = layer.weight", "w"),
        (
            "layer = nn.Linear(2, 1)\nwith torch.no_grad():\n"
            "    for p in layer.parameters():\n        p.fill_(1)",
            "layer.weight",
        ),
        ("a = torch.rand(2)\nb = a.view(2)", "a.data_ptr() == b.data_ptr()"),
        ("a = torch.rand(2)\nb = a", "b is a"),
        ("words = 'a b'.split()\nids = sorted(set(words))", "ids"),
        ("words = 'a b'.split()\nn = len(set(words))", "n"),
        ("s = set([3, 1])\nout = list(s)", "out"),
        ("x = torch.zeros_like(torch.rand(3))", "x"),
        ("drop = nn.Dropout()\ndrop.eval()\ny = drop(torch.ones(2))", "y"),
        ("x = torch.rand(2)\nprint(x.shape)", None),
        ("torch.manual_seed(0)\ny = Net()(torch.ones(2))", "y"),
        ("no python (", "x"),
    ],
)
def test_a_certain_value_is_not_doubted(snippet: str, ask: str | None) -> None:
    net = "class Net(nn.Module):\n    def __init__(self):\n        self.a = nn.Linear(2, 1)\n"
    assert luck_in(SETUP + net, snippet, ask) == ""


@pytest.mark.parametrize(
    "snippet",
    [
        "x = next(iter(torch.utils.data.DataLoader([1, 2], shuffle=False)))",
        "x = nn.Dropout(0.5).eval()(torch.ones(3))",
    ],
)
def test_a_loader_in_order_and_dropout_in_evaluation_mode_are_certain(snippet: str) -> None:
    assert luck_in(SETUP, snippet, "x.sum()") == ""


MODEL = "model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())\n"


@pytest.mark.parametrize(
    ("snippet", "ask"),
    [
        ("print(list(model.state_dict().keys()))", None),
        ("state = model.state_dict()\nprint(list(state), '0.bias' in state)", None),
        ("for name in model.state_dict():\n    print(name)", None),
        ("for name, p in model.named_parameters():\n    print(name, p.shape)", None),
        ("names = [name for name, _ in model.named_modules()]", "names"),
        ("print(model, model[0])", None),
        ("text = str(model)", "text"),
        ("print(model[0].weight.grad)", None),
        ("x = torch.empty(2, 3).fill_(7)", "x"),
    ],
)
def test_names_and_printed_modules_are_certain(snippet: str, ask: str | None) -> None:
    assert luck_in(SETUP, MODEL + snippet, ask) == ""


@pytest.mark.parametrize(
    ("snippet", "ask"),
    [
        ("print(list(model.state_dict().values()))", None),
        ("for name, p in model.named_parameters():\n    print(name, p)", None),
        ("print(model(torch.ones(1, 2)))", None),
        ("model(torch.ones(1, 2)).sum().backward()\nprint(model[0].weight.grad)", None),
        ("x = torch.ones(3)\nx.grad = torch.rand(3)", "x.grad"),
        ("ids = {w: n for n, w in enumerate(set('a b'.split()))}", "list(ids.keys())"),
    ],
)
def test_values_of_parameters_and_the_order_of_sets_are_not(snippet: str, ask: str | None) -> None:
    assert luck_in(SETUP, MODEL + snippet, ask) != ""
