"""Small programs that the worker runs before it serves, so that its children find everything warm.

The first calls of a function load and look up what later ones find, and the interpreter rewrites code that it has run a few times
(https://peps.python.org/pep-0659/). A child that does this anew copies a page for nearly each such step, in every snippet.
"""

import linecache
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

TIMES = 30
PATH = "rehearsal"
PROGRAMS = (
    """
import torch
from torch import nn
import torch.nn.functional as F

net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
loss = F.cross_entropy(net(torch.rand(2, 1, 8, 8)), torch.tensor([0, 1]))
optimizer.zero_grad()
loss.backward()
optimizer.step()
print(loss.item(), sum(p.numel() for p in net.parameters()))
""",
    """
import torch

x = torch.arange(6.0, requires_grad=True)
y = (x.reshape(2, 3) @ torch.ones(3, 1)).relu().sum()
y.backward()
print(x.grad, x.shape, x.dtype, x.max(dim=0).values, x.mean().item())
""",
    """
import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.rnn, self.out = nn.Embedding(4, 3), nn.LSTM(3, 2, batch_first=True), nn.Linear(2, 1)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.out(self.drop(self.rnn(self.embed(x))[0]))

net = Net()
optimizer = torch.optim.Adam(net.parameters())
y = net(torch.tensor([[0, 1, 2]]))
F.mse_loss(y, torch.zeros_like(y)).backward()
optimizer.step()
net.eval()
with torch.no_grad():
    print(net(torch.tensor([[3]])), net)
""",
)


def rehearse(perform: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Run the programs as jobs are run, in this process; what they print is lost, and so is what they raise."""
    for program in PROGRAMS * TIMES:
        block = {"code": program, "path": PATH, "line": 1, "role": "snippet"}
        asks = [{"code": "torch.ones(2)", "mode": "value", "spec": ""}]
        perform(
            {
                "blocks": [block],
                "asks": asks,
                "names": {},
                "seed": 1,
                "repeat": None,
                "is_watched": False,
            }
        )
    linecache.cache.pop(PATH, None)
    sys.modules["__main__"] = ModuleType("__main__")
