"""Splits an author's code into a setup, a snippet and the expression to ask learners for."""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from torchquiz.engine.authoring.misreadings.calls import called_name
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.variants.parsing import NotPythonError, parse, parse_expression

STANDARD = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
}
"""Names that PyTorch code often uses without importing them, each with its usual import."""
EFFECTS = {"print", "backward", "step", "zero_grad", "train", "eval", "append", "extend", "update"}
"""Functions called for their side effects, in addition to methods with a final underscore."""


@dataclass(frozen=True, slots=True)
class DraftSource:
    """The parts of an author's code from which an item is drafted."""

    setup: str
    """The imports of the code, including usual ones that the author left out."""
    snippet: str
    ask: str
    """The expression that learners evaluate, or an empty string if there is none."""

    @property
    def assigned(self) -> list[str]:
        """The assigned names without duplicates, starting with the last one assigned.

        Names inside functions and classes are left out, and so are the targets of loops.
        """
        names = [
            name for statement in ast.parse(self.snippet).body for name in _assigned(statement)
        ]
        return list(dict.fromkeys(reversed(names)))


def draft_source(code: str, ask: str, setup: str) -> DraftSource:
    """Split an author's code into its parts.

    If the code ends with a bare expression, as in a notebook, learners are asked for its value
    unless the author names another expression.

    Args:
        code: the code.
        ask: the expression to ask learners for, or an empty string if the author named none.
        setup: code that always runs first, such as a lesson's setup.

    Raises:
        TorchquizError: the code or the expression is not valid Python, or the code is empty.
    """
    tree = _parsed(code)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    body = [node for node in tree.body if node not in imports]
    removed: list[ast.stmt] = [*imports]
    if body and _is_bare_value(body[-1]):
        removed.append(body[-1])
        ask = ask or ast.get_source_segment(code, body.pop()) or ""
    if not body:
        raise TorchquizError("The code is empty. Pass statements that compute a value.")
    _check_expression(ask)
    known_names = _defined_names(ast.parse(setup))
    lines = [ast.unparse(node) for node in imports if not _imported_names(node) <= known_names]
    snippet = _without(code, removed)
    known = setup + "\n".join(lines)
    lines += [STANDARD[name] for name in _unknown_names(tree, ask, known) if name in STANDARD]
    usual = list(STANDARD.values())
    lines.sort(key=lambda line: usual.index(line) if line in usual else len(usual))
    return DraftSource("\n".join(lines), snippet, ask)


def _assigned(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement assigns, even in the body of a `with`, `for` or `if`."""
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
    elif isinstance(statement, ast.With | ast.For | ast.If):
        for inner in statement.body:
            yield from _assigned(inner)


def _parsed(code: str) -> ast.Module:
    try:
        return parse(code)
    except NotPythonError as error:
        raise TorchquizError(f"{error.sentence}.") from error


def _check_expression(ask: str) -> None:
    try:
        if ask:
            parse_expression(ask)
    except NotPythonError as error:
        raise TorchquizError(f"--ask is not a Python expression: {error.reason}.") from error


def _is_bare_value(statement: ast.stmt) -> bool:
    """Return whether a statement is an expression that computes a value and changes nothing."""
    if not isinstance(statement, ast.Expr):
        return False
    name = called_name(statement.value)
    return name not in EFFECTS and not name.endswith("_")


def _without(code: str, removed: list[ast.stmt]) -> str:
    """Return the code without these statements and without empty lines at either end."""
    gone = {
        line
        for statement in removed
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    }
    lines = [line.rstrip() for number, line in enumerate(code.split("\n"), 1) if number not in gone]
    return "\n".join(lines).strip("\n").expandtabs(4)


def _imported_names(statement: ast.Import | ast.ImportFrom) -> set[str]:
    return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}


def _unknown_names(tree: ast.Module, ask: str, setup: str) -> list[str]:
    """Return the names that the code uses but nothing defines."""
    defined = {*vars(builtins), *_defined_names(ast.parse(setup)), *_defined_names(tree)}
    nodes = [*ast.walk(tree), *ast.walk(ast.parse(ask or "None"))]
    read = [node.id for node in nodes if isinstance(node, ast.Name)]
    return [name for name in dict.fromkeys(read) if name not in defined]


def _defined_names(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return names
