"""Small programs, as a bank has them: shapes, layers, losses, an optimiser's step, a little recurrence, a loop of training."""

SETUP = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"

TEMPLATES = (
    "conv = nn.Conv2d(3, {n}, kernel_size=3)\ny = conv(torch.randn(1, 3, 16, 16))\nprint(y.shape)",
    "x = torch.arange({n}).reshape(1, -1).float()\nprint((x @ x.T).item())",
    "pool = nn.MaxPool2d(2)\nprint(pool(torch.randn(1, {n}, 8, 8)).shape)",
    "w = torch.ones({n}, requires_grad=True)\n(w * w).sum().backward()\nprint(w.grad.sum().item())",
    "print(sum(p.numel() for p in nn.Linear({n}, 10).parameters()))",
    "logits = torch.zeros(4, {n})\nprint(round(F.cross_entropy(logits, torch.zeros(4, dtype=torch.long)).item(), 4))",
    "layer = nn.Linear({n}, 1)\nopt = torch.optim.SGD(layer.parameters(), lr=0.1)\nlayer(torch.ones(2, {n})).sum().backward()\n"
    "opt.step()\nprint(layer.weight.shape)",
    "rnn = nn.RNN({n}, 4, batch_first=True)\nout, h = rnn(torch.randn(2, 3, {n}))\nprint(out.shape, h.shape)",
    "net = nn.Sequential(nn.Flatten(), nn.Linear({n} * 4, 3), nn.ReLU())\nprint(net(torch.randn(2, {n}, 2, 2)).shape)",
    "net, x = nn.Sequential(nn.Linear({n}, 8), nn.ReLU(), nn.Linear(8, 1)), torch.randn(16, {n})\n"
    "opt = torch.optim.Adam(net.parameters())\nfor step in range(5):\n    opt.zero_grad()\n"
    "    loss = F.mse_loss(net(x), x[:, :1])\n    loss.backward()\n    opt.step()\nprint(loss.item() > 0)",
    "x = torch.randn({n}, 3)\nprint(x.mean(dim=0).shape, x.max(dim=1).values.shape)",
)


def programs(count: int = 200) -> list[str]:
    """Distinct programs, the same at every call."""
    return [
        TEMPLATES[number % len(TEMPLATES)].format(n=2 + number // len(TEMPLATES))
        for number in range(count)
    ]
