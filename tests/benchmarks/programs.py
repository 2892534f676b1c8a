"""Generates small programs like those in a bank.

They print shapes, use layers, compute losses, take an optimiser's step, run a small recurrent net,
and train in a loop.
"""

SETUP = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"

TEMPLATES = (
    """\
conv = nn.Conv2d(3, {n}, kernel_size=3)
y = conv(torch.randn(1, 3, 16, 16))
print(y.shape)
""",
    """\
x = torch.arange({n}).reshape(1, -1).float()
print((x @ x.T).item())
""",
    """\
pool = nn.MaxPool2d(2)
print(pool(torch.randn(1, {n}, 8, 8)).shape)
""",
    """\
w = torch.ones({n}, requires_grad=True)
(w * w).sum().backward()
print(w.grad.sum().item())
""",
    """\
print(sum(p.numel() for p in nn.Linear({n}, 10).parameters()))
""",
    """\
logits = torch.zeros(4, {n})
print(round(F.cross_entropy(logits, torch.zeros(4, dtype=torch.long)).item(), 4))
""",
    """\
layer = nn.Linear({n}, 1)
opt = torch.optim.SGD(layer.parameters(), lr=0.1)
layer(torch.ones(2, {n})).sum().backward()
opt.step()
print(layer.weight.shape)
""",
    """\
rnn = nn.RNN({n}, 4, batch_first=True)
out, h = rnn(torch.randn(2, 3, {n}))
print(out.shape, h.shape)
""",
    """\
net = nn.Sequential(nn.Flatten(), nn.Linear({n} * 4, 3), nn.ReLU())
print(net(torch.randn(2, {n}, 2, 2)).shape)
""",
    """\
net, x = nn.Sequential(nn.Linear({n}, 8), nn.ReLU(), nn.Linear(8, 1)), torch.randn(16, {n})
opt = torch.optim.Adam(net.parameters())
for step in range(5):
    opt.zero_grad()
    loss = F.mse_loss(net(x), x[:, :1])
    loss.backward()
    opt.step()
print(loss.item() > 0)
""",
    """\
x = torch.randn({n}, 3)
print(x.mean(dim=0).shape, x.max(dim=1).values.shape)
""",
)


def programs(count: int = 200) -> list[str]:
    """Return distinct programs, the same ones at every call."""
    return [
        TEMPLATES[number % len(TEMPLATES)].format(n=2 + number // len(TEMPLATES))
        for number in range(count)
    ]
