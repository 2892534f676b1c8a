"""Computes a gradient, and performs operations on tensors that are common in snippets."""

import torch

x = torch.arange(6.0, requires_grad=True)
y = (x.reshape(2, 3) @ torch.ones(3, 1)).relu().sum()
y.backward()  # type: ignore[no-untyped-call]
print(x.grad, x.shape, x.dtype, x.max(dim=0).values, x.mean().item())
