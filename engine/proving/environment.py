"""Code that may come to something else elsewhere: it looks at the clock or the machine, or changes PyTorch before it asks it.

A proof runs on one machine at one time with PyTorch as it is installed. What it cannot show for others is told as unproven. Code
that hides what it looks at is not found out; the learner sees it, and a setup can be unfolded.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache

OUTSIDE = frozenset(
    {
        "time",
        "datetime",
        "os",
        "platform",
        "socket",
        "uuid",
        "secrets",
        "getpass",
        "locale",
        "tempfile",
    }
)
"""Modules that tell of the clock, the machine or the user."""
OF_TORCH = frozenset(
    {"torch.cuda", "torch.mps", "torch.get_num_threads", "torch.__version__", "torch.seed"}
)
OF_THE_PROCESS = frozenset({"id", "hash"})
SETTINGS = ("torch.backends",)
"""What is there to be set."""


def reasons(setup: str, snippet: str) -> list[str]:
    """Why what a snippet comes to after its setup may be otherwise elsewhere, as sentences without a full stop; each once."""
    try:
        before, after = _parsed(setup), ast.parse(snippet)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    imported = dict(_imported(before)) | dict(_imported(after))
    return list(dict.fromkeys(one for tree in (before, after) for one in _reasons(tree, imported)))


@lru_cache(maxsize=8)
def _parsed(setup: str) -> ast.Module:
    return ast.parse(setup)


def _reasons(tree: ast.Module, imported: dict[str, str]) -> list[str]:
    found = [
        f"`{name}` may be something else on another machine or day"
        for name in _looks(tree, imported)
    ]
    found += [
        f"the code gives `{name}` another value, so what comes out is not its own"
        for name in _changes(tree, imported)
    ]
    return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names and what they stand for, with its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield (one.asname, one.name) if one.asname else (one.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            yield from ((one.asname or one.name, f"{node.module}.{one.name}") for one in node.names)


def _looks(tree: ast.Module, imported: dict[str, str]) -> Iterator[str]:
    compared = {
        one
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for one in (node.left, *node.comparators)
    }
    for node in ast.walk(tree):
        full = _full(node, imported)
        if full in OF_TORCH or (full.split(".")[0] in OUTSIDE and "." in full):
            yield ".".join(full.split(".")[:2])
        if (
            isinstance(node, ast.Call)
            and node not in compared
            and (name := ast.unparse(node.func)) in OF_THE_PROCESS
        ):
            yield f"{name}()"


def _changes(tree: ast.Module, imported: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            full = _full(node, imported)
            if full and not full.startswith(SETTINGS):
                yield full


def _full(node: ast.AST, imported: dict[str, str]) -> str:
    """What a dotted name stands for; empty when it does not begin with something imported."""
    if isinstance(node, ast.Attribute):
        before = _full(node.value, imported)
        return f"{before}.{node.attr}" if before else ""
    return imported.get(node.id, "") if isinstance(node, ast.Name) else ""
