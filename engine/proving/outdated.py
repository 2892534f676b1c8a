"""Finds parts of PyTorch that are outdated, by name or by the warnings that they print."""

import re
from collections.abc import Iterator

OUTDATED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bVariable\(", "a tensor"),
        (r"\bvolatile=", "`torch.no_grad()`"),
        (r"\btorch\.norm\(", "`torch.linalg.vector_norm`"),
        (r"\btorch\.jit\.(?:script|trace)\(", "`torch.compile` or `torch.export`"),
    )
)
"""Calls that PyTorch's documentation calls deprecated, but that print no warning by default."""
WARNING = re.compile(
    r"^.*?\w*Warning: (?P<text>.*(?:deprecat|will be removed|is going to be removed"
    r"|no longer supported).*)$",
    re.MULTILINE,
)
"""Matches a warning about a deprecated name, such as `x.py:1: FutureWarning: … is deprecated`."""


def outdated_names(code: str) -> Iterator[str]:
    """Yield a reason for each outdated call in code."""
    for pattern, instead in OUTDATED:
        if match := pattern.search(code):
            name = match[0].rstrip("(=")
            yield f"`{name}` is outdated; use {instead}, or limit the item to versions with `torch`"


def deprecations(warnings: str) -> Iterator[str]:
    """Yield a reason for each warning that says that something is deprecated."""
    for match in WARNING.finditer(warnings):
        yield f"PyTorch warns: “{match['text'][:100].strip()}”; use what replaces it"
