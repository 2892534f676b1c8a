"""Finds answers that are facts about the machine or the version of PyTorch."""

import ast
from collections.abc import Iterator, Mapping

from torchquiz.engine.models.authored import Item
from torchquiz.engine.proving.environment import full_name, imported_names
from torchquiz.engine.yaml.positions import Where

OF_VERSION = ("torch.__version__", "torch.version")
OF_CUDA = ("torch.cuda.is_available", "torch.cuda.device_count", "torch.cuda.get_device_name")
OF_MACHINE = (
    "torch.mps",
    "torch.backends.mps.is_available",
    "torch.get_num_threads",
    "torch.get_num_interop_threads",
    "torch.seed",
    "os.cpu_count",
    "os.getpid",
    "platform",
    "uuid",
)
CONVERSIONS = frozenset({"str", "int", "bool", "float", "repr", "round"})
"""Functions whose result is a fact about the machine if their argument is one."""


def machine_answers(item: Item, setup: str) -> Iterator[tuple[Where, str]]:
    """Yield each expression whose value differs between machines or versions, with its field.

    What merely uses such a fact, such as the shape of a tensor on a device that was found, is left
    out. So are the facts that the item's `torch` or `needs` determines.
    """
    snippet = item.snippet or ""
    try:
        trees = (ast.parse(setup), ast.parse(snippet))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    imports = {name: full for tree in trees for name, full in imported_names(tree)}
    facts = _facts(item)
    known = _assigned(trees[1])
    for where, code in _asked(item, trees[1]):
        try:
            node = ast.parse(code.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if _is_fact(node, imports, known, facts, depth=0):
            yield where, " ".join(code.split())


def _facts(item: Item) -> tuple[str, ...]:
    """Return the names whose values the item does not determine."""
    of_version = OF_VERSION if item.torch is None else ()
    of_cuda = OF_CUDA if item.needs != "cuda" else ()
    return (*OF_MACHINE, *of_version, *of_cuda)


def _asked(item: Item, snippet: ast.Module) -> Iterator[tuple[Where, str]]:
    """Yield the expressions whose values the item asks for or tests."""
    if item.kind == "predict" and getattr(item, "ask", None) is None:
        for node in ast.walk(snippet):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
                yield from ((("snippet",), ast.unparse(argument)) for argument in node.args)
    elif ask := getattr(item, "ask", None):
        yield ("ask",), str(ask)
    for row_number, row in enumerate(getattr(item, "rows", [])):
        for number, cell in enumerate(row.cells):
            if hasattr(cell, "ask"):
                yield ("rows", row_number, "cells", number, "ask"), str(cell.ask)
    for statement in getattr(item, "right_statements", []):
        if statement.holds is not None:
            yield ("key",), str(statement.holds)


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the values that the names of a program are assigned, by name."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def _is_fact(
    node: ast.expr,
    imports: dict[str, str],
    known: Mapping[str, ast.expr],
    facts: tuple[str, ...],
    depth: int,
) -> bool:
    """Return whether an expression is such a fact, or is computed from one alone."""
    name = full_name(node, imports)
    if depth > 20:
        return False
    if name:
        return any(name == fact or name.startswith(f"{fact}.") for fact in facts)
    if isinstance(node, ast.Name):
        value = known.get(node.id)
        parts = [value] if value is not None else []
    else:
        parts = _parts(node, imports)
    return any(_is_fact(part, imports, known, facts, depth + 1) for part in parts)


def _parts(node: ast.expr, imports: dict[str, str]) -> list[ast.expr]:
    """Return the parts of an expression that determine its value."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=args):
            return args if name in CONVERSIONS else [node.func]
        case ast.Call(func=ast.Attribute(value=owner) as function):
            return [function if full_name(function, imports) else owner]
        case ast.Compare(left=left, comparators=others):
            return [left, *others]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.BoolOp(values=values):
            return values
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.Subscript(value=value) | ast.Attribute(value=value):
            return [value]
        case ast.JoinedStr(values=values):
            return [part.value for part in values if isinstance(part, ast.FormattedValue)]
    return []
