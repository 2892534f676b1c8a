"""Trains a small convolutional network for one step of SGD."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 2, 3),
    nn.BatchNorm2d(2),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(18, 2),
)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
loss = F.cross_entropy(net(torch.rand(2, 1, 8, 8)), torch.tensor([0, 1]))
optimizer.zero_grad()
loss.backward()  # type: ignore[no-untyped-call]
optimizer.step()
print(loss.item(), sum(p.numel() for p in net.parameters()))
