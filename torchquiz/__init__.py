"""Practise PyTorch in the terminal. Every answer is proven by running it."""

import os
from importlib import import_module

__version__ = "0.1.0"

_HERE = os.path.dirname(__file__)
if not os.path.isdir(os.path.join(_HERE, "engine")):
    # In the repository, links in this folder lead to `engine`, `tui` and `quizzes`, which are
    # beside it. An sdist has no links, and git on Windows may write them as text files.
    __path__.append(os.path.dirname(_HERE))


def load_ipython_extension(shell: object) -> None:
    """Add the magic `%torchquiz` to IPython; `%load_ext torchquiz` calls this function."""
    import_module("torchquiz.tui.notebook.magic").register(shell)
