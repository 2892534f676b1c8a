"""Finds parts of PyTorch that are outdated, by name or by the warnings that they print."""

import re
from collections.abc import Iterator

OUTDATED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bVariable\(", "tensors"),
        (r"\bvolatile=", "`torch.no_grad()`"),
        (r"\bsize_average=", "`reduction`"),
        (r"\breduce=(?:True|False)\b", "`reduction`"),
        (r"\btorch\.range\(", "`torch.arange`"),
        (r"\binit\.(?:xavier|kaiming)_(?:uniform|normal)\(", "the function with an underscore"),
        (r"\binit\.(?:uniform|normal|constant|orthogonal)\(", "the function with an underscore"),
        (r"\bF\.(?:tanh|sigmoid)\(", "the function in `torch`"),
        (r"\btorch\.cuda\.amp\.(?:autocast|GradScaler)\b", "`torch.amp`"),
        (r"\bset_default_tensor_type\(", "`torch.set_default_dtype`"),
        (r"\btorch\.norm\(", "`torch.linalg.vector_norm`"),
        (r"\btorch\.(?:symeig|eig|lstsq|solve|qr|cholesky)\(", "`torch.linalg`"),
        (r"\btorch\.(?:rfft|irfft|stft_old)\(", "`torch.fft`"),
        (r"\btorch\.jit\.(?:script|trace)\(", "`torch.compile` or `torch.export`"),
    )
)
"""Calls that are outdated, and what has replaced them."""
WARNING = re.compile(
    r"^.*?(?P<kind>\w*Warning): (?P<text>.*(?:deprecat|will be removed|is going to be removed"
    r"|no longer supported).*)$",
    re.MULTILINE,
)
"""Matches a warning about a deprecated name, such as `x.py:1: FutureWarning: … is deprecated`."""


def outdated_names(code: str) -> Iterator[str]:
    """Yield a reason for each outdated call in code."""
    for pattern, instead in OUTDATED:
        if match := pattern.search(code):
            name = match[0].rstrip("(=")
            yield f"`{name}` is outdated; use {instead}, or say in `torch` for which versions it is"


def deprecations(warnings: str) -> Iterator[str]:
    """Yield a reason for each warning that says that something is deprecated."""
    for match in WARNING.finditer(warnings):
        yield f"PyTorch warns: “{match['text'][:100].strip()}”; use what replaces it"
