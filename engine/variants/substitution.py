"""Replaces parameters with their values in code: `padding=padding` becomes `padding=2`.

Names are found in the syntax tree but replaced in the source, so that layout and comments stay the
same.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from torchquiz.engine.variants.blanks import blanks
from torchquiz.engine.variants.parsing import NotPythonError, parse

CALL = "_("
"""The start of a call that makes a fragment valid Python. No parameter can be named `_`."""
INDEX = "_["
"""The start of an index that makes a fragment with a slice valid Python."""
PLAIN_NAME = "Use the parameter as a plain variable name."
BLANK_FIRST = "Put the blank before the first keyword argument."


class SubstitutionError(Exception):
    """Raised when a parameter in a piece of code cannot be replaced with its value.

    The message explains why. `line` is the line of the code, from 1, and `remedy` says what to
    change.
    """

    def __init__(self, reason: str, line: int, remedy: str) -> None:
        super().__init__(reason)
        self.line, self.remedy = line, remedy


@dataclass(frozen=True, slots=True)
class _Misuse:
    """A use of a name that is forbidden if the name is a parameter, such as an assignment."""

    name: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class _NameUses:
    """Every use of a name in a piece of code, whether or not the name is a parameter."""

    misuses: tuple[_Misuse, ...]
    reads: tuple[tuple[ast.Name, ast.AST], ...]
    """The nodes that read a name, last one first, each with its parent node."""
    shift: int
    """The number of columns by which the first line was shifted to the right for parsing."""


def substituted(code: str, values: Mapping[str, Any], *, is_fragment: bool = False) -> str:
    """Return the code with every parameter replaced with its value.

    Args:
        code: statements, or a fragment such as part of an argument list.
        values: the values of the parameters, by name.
        is_fragment: whether the code is a fragment.

    Raises:
        SubstitutionError: the code is not valid Python, assigns a parameter, or uses one inside an
            f-string.
    """
    uses = _name_uses(code, is_fragment)
    for misuse in uses.misuses:
        if misuse.name in values:
            raise SubstitutionError(misuse.reason, misuse.line, PLAIN_NAME)
    reads = [(node, around) for node, around in uses.reads if node.id in values]
    if not reads:
        return code
    lines = [line.encode() for line in code.split("\n")]  # columns in the tree count bytes
    for node, around in reads:  # last first, so that earlier columns stay valid
        index = node.lineno - 1
        start = node.col_offset - (uses.shift if index == 0 else 0)
        end = start + len(node.id.encode())
        text = _with_brackets(values[node.id], around).encode()
        lines[index] = lines[index][:start] + text + lines[index][end:]
    return b"\n".join(lines).decode()


def parsed(code: str) -> ast.Module:
    """Parse a snippet, and return its syntax tree.

    Raises:
        SubstitutionError: the snippet is not valid Python.
    """
    try:
        return parse(code)
    except NotPythonError as error:
        message = f"it is not valid Python: {error.reason}"
        is_late_blank = bool(blanks(code)) and "follows keyword argument" in error.reason
        remedy = BLANK_FIRST if is_late_blank else "Correct the code."
        raise SubstitutionError(message, error.line or 1, remedy) from error


def _parsed_fragment(code: str) -> tuple[ast.Module, int]:
    """Parse a fragment as the arguments of a call, as statements, or as an index such as `:, -1`.

    The closing bracket is put on its own line, because a fragment may end with a comment.

    Returns:
        The syntax tree, and the number of columns by which the first line was shifted.
    """
    for before, after in ((CALL, ")"), (CALL, "\n)"), ("", ""), (INDEX, "]"), (INDEX, "\n]")):
        try:
            return parse(before + code + after), len(before)
        except NotPythonError:
            continue
    return parsed(code), 0  # which raises the error for statements


def written(value: Any) -> str:
    """Return the Python source of a parameter's value."""
    return repr(value)


def _with_brackets(value: Any, around: ast.AST) -> str:
    """Return the Python source of a value, in brackets where it needs them, as in `(-1) ** 2`."""
    text = written(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text
    is_operand = isinstance(around, ast.BinOp | ast.UnaryOp)
    needs_brackets = isinstance(around, ast.Attribute) or (is_operand and value < 0)
    return f"({text})" if needs_brackets else text


@lru_cache(maxsize=512)
def _name_uses(code: str, is_fragment: bool) -> _NameUses:
    """Find all uses of names in code. The result is cached, because variants share the code."""
    tree, shift = _parsed_fragment(code) if is_fragment else (parsed(code), 0)
    misuses: list[_Misuse] = []
    reads: list[tuple[ast.Name, ast.AST]] = []
    for node in ast.walk(tree):
        misuses += _misuses(node)
        children = ast.iter_child_nodes(node)
        reads += [(child, node) for child in children if isinstance(child, ast.Name)]
    reads.sort(key=lambda pair: (pair[0].lineno, pair[0].col_offset), reverse=True)
    return _NameUses(tuple(misuses), tuple(reads), shift)


def _misuses(node: ast.AST) -> Iterator[_Misuse]:
    line = getattr(node, "lineno", 1)
    for name in _bound_names(node):
        yield _Misuse(name, f"it assigns to the parameter `{name}`", line)
    if isinstance(node, ast.JoinedStr):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                reason = f"it uses the parameter `{inner.id}` inside an f-string"
                yield _Misuse(inner.id, reason, line)


def _bound_names(node: ast.AST) -> list[str]:
    """Return the names that a node assigns, defines, imports, deletes or declares."""
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
