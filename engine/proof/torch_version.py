"""Finds the version of the installed PyTorch without importing it."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

VERSION_LINE = re.compile(r"""^__version__\s*=\s*["']([^"']+)["']""", re.MULTILINE)
"""Matches the version in a line of `torch/version.py` such as `__version__ = '2.13.0+cpu'`."""


@cache
def torch_version() -> str:
    """Return the version of the installed PyTorch, or an empty string if there is none."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return ""
    file = Path(spec.origin).with_name("version.py")
    line = VERSION_LINE.search(file.read_text()) if file.is_file() else None
    return line[1] if line else ""
