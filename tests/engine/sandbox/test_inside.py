"""The code that learners practise produces the same values in the worker as in a plain process.

The cases are in the folder `inside`. Each has a name, code, an expression and its expected text.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Ask, Block, Job
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

FILES = sorted((Path(__file__).with_name("inside")).glob("*.yaml"))
ROWS: list[dict[str, Any]] = [row for file in FILES for row in yaml.safe_load(file.read_text())]

TRAINED = """
torch.manual_seed(0)
w = nn.Linear(1, 1)
optimizer = make(w.parameters())
x = torch.linspace(-1, 1, 16)[:, None]
losses = []
def closure():
    optimizer.zero_grad()
    loss = F.mse_loss(w(x), 3 * x + 1)
    loss.backward()
    return loss
for _ in range(5):
    losses.append(optimizer.step(closure).item())
"""

OPTIMISERS = [
    "SGD(p, lr=0.1, momentum=0.9, nesterov=True)",
    "Adam(p, lr=0.1)",
    "AdamW(p, lr=0.1, amsgrad=True)",
    "Adamax(p, lr=0.1)",
    "NAdam(p, lr=0.1)",
    "RAdam(p, lr=0.1)",
    "Adagrad(p, lr=0.1)",
    "Adadelta(p, lr=1.0)",
    "RMSprop(p, lr=0.1)",
    "Rprop(p, lr=0.1)",
    "ASGD(p, lr=0.1)",
    "LBFGS(p, lr=0.1)",
    "Adafactor(p, lr=0.1)",
    "Adam(p, lr=0.1, foreach=True)",
    "SGD(p, lr=0.1, fused=True)",
]

SCHEDULERS = {
    "StepLR(o, 2, 0.5)": "[1.0, 0.5, 0.5, 0.25]",
    "MultiStepLR(o, [1, 3], 0.1)": "[0.1, 0.1, 0.01, 0.01]",
    "ExponentialLR(o, 0.5)": "[0.5, 0.25, 0.125, 0.0625]",
    "LambdaLR(o, lambda epoch: 1 / (epoch + 1))": "[0.5, 0.3333, 0.25, 0.2]",
    "CosineAnnealingLR(o, 4)": "[0.8536, 0.5, 0.1464, 0.0]",
    "CosineAnnealingWarmRestarts(o, 2)": "[0.5, 1.0, 0.5, 1.0]",
    "LinearLR(o, 0.5, total_iters=2)": "[0.75, 1.0, 1.0, 1.0]",
    "ConstantLR(o, 0.5, 2)": "[0.5, 1.0, 1.0, 1.0]",
    "PolynomialLR(o, 4)": "[0.75, 0.5, 0.25, 0.0]",
    "OneCycleLR(o, 1.0, total_steps=6)": "[0.9944, 0.8117, 0.4626, 0.1335]",
    "CyclicLR(o, 0.1, 1.0, step_size_up=2, cycle_momentum=False)": "[0.55, 1.0, 0.55, 0.1]",
    "SequentialLR(o, [s.ConstantLR(o, 0.5, 2), s.ExponentialLR(o, 0.5)], [2])": (
        "[0.5, 1.0, 0.5, 0.25]"
    ),
}

IMPORTS = """
import torch
import torch.nn.functional as F
import torch.utils.data as D
from torch import nn
class Given: pass
"""


def answered(pool: Pool, code: str, ask: str) -> Value:
    blocks = (Block(IMPORTS, "imports", role="setup"), Block(code))
    outcome = pool.run(Job(blocks, (Ask(ask),)))
    assert not outcome.failure, (outcome.failure, outcome.warnings)
    (answer,) = outcome.answers
    assert isinstance(answer, Value), answer
    return answer


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_what_learners_practise_works_in_the_worker(pool: Pool, row: dict[str, str]) -> None:
    assert answered(pool, row["code"], row["ask"]).text == row["expected"]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_every_optimiser_lowers_the_loss(pool: Pool, optimiser: str) -> None:
    code = f"make = lambda p: torch.optim.{optimiser}\n" + TRAINED
    assert answered(pool, code, "losses[-1] < losses[0]").data is True


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_every_scheduler_changes_the_learning_rate_as_documented(
    pool: Pool, scheduler: str
) -> None:
    code = f"""
s = torch.optim.lr_scheduler
o = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
schedule = s.{scheduler}
rates = []
for _ in range(4):
    o.step()
    schedule.step()
    rates.append(round(o.param_groups[0]["lr"], 4))
"""
    assert answered(pool, code, "rates").text == SCHEDULERS[scheduler]


def test_a_plateau_lowers_the_learning_rate(pool: Pool) -> None:
    code = """
o = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=1)
for _ in range(4):
    schedule.step(1.0)
"""
    assert answered(pool, code, "o.param_groups[0]['lr']").text == "0.1"
