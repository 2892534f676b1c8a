"""Shows parameters as values: `padding=padding` becomes `padding=2`, and comments and layout stay.

Names are found in the syntax tree and replaced in the text, from the end to the beginning.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


class SubstitutionError(Exception):
    """Code in which a parameter cannot be shown as its value; the text says why, `line` where (from 1)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a piece of code does with names, whatever the parameters are."""

    refused: tuple[tuple[str, str, int], ...]
    """Names that are no parameter's, why, and the line; in the order in which they are told."""
    read: tuple[tuple[ast.Name, ast.AST], ...]
    """Names that are read, the last one first, each with the node around it."""
    lead: int
    """How far the first line was moved to the right."""


def substituted(code: str, values: Mapping[str, Any], *, is_fragment: bool = False) -> str:
    """The code with every parameter replaced by its value; a fragment may be a piece of an argument list.

    Raises:
        SubstitutionError: the code is no Python, gives a parameter another value, or uses one inside an f-string.
    """
    seen = _look(code, is_fragment)
    for name, reason, line in seen.refused:
        if name in values:
            raise SubstitutionError(reason, line)
    found = [(node, around) for node, around in seen.read if node.id in values]
    if not found:
        return code
    lines = [line.encode() for line in code.split("\n")]
    for node, around in found:
        at = node.lineno - 1
        start = node.col_offset - (seen.lead if at == 0 else 0)
        text = _bracketed(values[node.id], around).encode()
        lines[at] = lines[at][:start] + text + lines[at][start + len(node.id.encode()) :]
    return b"\n".join(lines).decode()


def parsed(code: str) -> ast.Module:
    """The syntax tree of a snippet.

    Raises:
        SubstitutionError: it is no Python.
    """
    try:
        return ast.parse(code)
    except SyntaxError as error:
        raise SubstitutionError(
            f"it cannot be read as Python: {error.msg}", error.lineno or 1
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SubstitutionError(f"it cannot be read as Python: {error}", 1) from error


def _parsed_fragment(code: str) -> tuple[ast.Module, int]:
    """The tree of arguments as they stand in a call, or else of statements; and how far the first line was moved to the right."""
    call = "_("  # a name that no parameter can have
    for end in (")", "\n)"):
        try:
            return ast.parse(call + code + end), len(call)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return parsed(code), 0


def written(value: Any) -> str:
    """A parameter's value as a learner would write it."""
    return repr(value)


def _bracketed(value: Any, around: ast.AST) -> str:
    """The value in brackets where it would not be read as one: `(-1) ** 2`, `(3).bit_length()`."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_split = isinstance(around, ast.Attribute) or (
        isinstance(around, ast.BinOp | ast.UnaryOp) and is_number and value < 0
    )
    return f"({written(value)})" if is_number and is_split else written(value)


@lru_cache(maxsize=512)
def _look(code: str, is_fragment: bool) -> _Seen:
    """Looked at once for all variants of an item."""
    tree, lead = _parsed_fragment(code) if is_fragment else (parsed(code), 0)
    refused: list[tuple[str, str, int]] = []
    read: list[tuple[ast.Name, ast.AST]] = []
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 1)
        refused += [
            (name, f"it gives the parameter '{name}' another value", line) for name in _bound(node)
        ]
        if isinstance(node, ast.JoinedStr):
            names = [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]
            refused += [
                (name, f"it uses the parameter '{name}' inside an f-string", line) for name in names
            ]
        read += [
            (child, node) for child in ast.iter_child_nodes(node) if isinstance(child, ast.Name)
        ]
    read.sort(key=lambda pair: (pair[0].lineno, pair[0].col_offset), reverse=True)
    return _Seen(tuple(refused), tuple(read), lead)


def _bound(node: ast.AST) -> list[str]:
    """The names to which this node gives a value: a parameter must not be among them."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case (
            ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
        ):
            return [name]
        case ast.MatchMapping(rest=str(name)):
            return [name]
        case ast.alias(name=name, asname=other):
            return [other or name.split(".")[0]]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
    return []
