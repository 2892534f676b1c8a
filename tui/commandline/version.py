"""`torchquiz --version`: prints the versions of torchquiz, Python and PyTorch."""

import platform

from torchquiz.engine.cli.statuses import ALL_WELL


def print_version() -> int:
    """Print the versions of torchquiz, Python and PyTorch, and return the exit status."""
    from torchquiz import __version__
    from torchquiz.engine.proof.torch_version import torch_version

    torch = torch_version()
    pytorch = f"PyTorch {torch}" if torch else "no PyTorch"
    print(f"torchquiz {__version__}, Python {platform.python_version()}, {pytorch}")
    return ALL_WELL
