"""The engine of torchquiz: loads banks, proves them on PyTorch, and runs sessions over what is proven. Knows no screen."""

__version__ = "0.1.0"
