"""Defines a network with an LSTM, trains it for one step of Adam, and evaluates it."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


class RecurrentNet(nn.Module):
    """A network that consists of an embedding, an LSTM and a linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(4, 3)
        self.rnn = nn.LSTM(3, 2, batch_first=True)
        self.out = nn.Linear(2, 1)
        self.drop = nn.Dropout(0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return outputs of shape `(batch, steps, 1)` for indices of shape `(batch, steps)`."""
        states, _ = self.rnn(self.embed(x))
        output: torch.Tensor = self.out(self.drop(states))
        return output


net = RecurrentNet()
optimizer = torch.optim.Adam(net.parameters())
y = net(torch.tensor([[0, 1, 2]]))
F.mse_loss(y, torch.zeros_like(y)).backward()  # type: ignore[no-untyped-call]
optimizer.step()
net.eval()
with torch.no_grad():
    print(net(torch.tensor([[3]])), net)
