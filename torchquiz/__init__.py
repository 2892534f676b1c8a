"""Practise PyTorch in the terminal, on questions whose every answer is proven by running it."""

__version__ = "0.1.0"
