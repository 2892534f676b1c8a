"""Finds out without importing PyTorch whether CUDA may be available."""

import os
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

BUILD_LINE = re.compile(r"""^(?:cuda|hip)\b[^=\n]*=\s*["'][\d.]""", re.MULTILINE)
"""Matches a line of `torch/version.py` such as `cuda: Optional[str] = '12.4'`, but not `= None`."""
DEVICES = ("/dev/nvidiactl", "/dev/dxg", "/dev/kfd")
"""Files of the drivers by NVIDIA on Linux, by Microsoft for WSL, and by AMD."""


@cache
def may_have_cuda() -> bool:
    """Return whether the installed PyTorch was built for a GPU and this machine seems to have one.

    PyTorch is not imported. Proofs made with and without a GPU are cached under different keys.
    """
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    file = Path(spec.origin).with_name("version.py")
    is_built = file.is_file() and BUILD_LINE.search(file.read_text()) is not None
    has_device = os.name == "nt" or any(map(os.path.exists, DEVICES))
    is_hidden = os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1")
    return is_built and has_device and not is_hidden
