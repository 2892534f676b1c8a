"""Finds names from the setup that the learner's code redefines although the checks use them.

For example, a learner who redefines `accuracy` gets a message before any code runs. This is not a
security measure: a determined program can change anything in its own process.
"""

import ast
from collections.abc import Collection, Iterator
from typing import Literal

Sort = Literal["import", "definition", "value"]
Bound = tuple[str, Sort]
"""A module-level name, and the type of the statement that binds it."""


def first_changed_name(setup: str, code: str, key: str) -> str:
    """Return the first name from the setup that the learner's code changes but must not change.

    A change is a new binding of the name or of one of its attributes. The code may rebind names
    that the reference solution also rebinds, and it may repeat imports of the setup. Code that is
    too deeply nested to be searched is accepted.

    Args:
        setup: the code that runs first, which must be valid Python.
        code: the learner's code, which must be valid Python.
        key: the reference solution, which must be valid Python.

    Returns:
        The name or attribute, or an empty string if the code changes none.
    """
    try:
        return _first_change(dict(_bindings(ast.parse(setup))), ast.parse(code), ast.parse(key))
    except RecursionError:
        return ""


def _first_change(given: dict[str, Sort], code: ast.Module, key: ast.Module) -> str:
    kept = given.keys() - dict(_bindings(key)).keys()
    for name, sort in _bindings(code):
        if name in kept and not sort == given[name] == "import":
            return name
    defined = {name for name in kept if given[name] != "value"}
    imported = {name for name, sort in _bindings(code) if sort == "import"}
    fixed = defined | imported
    return next(
        (ast.unparse(node) for node in _assigned_attributes(code) if _root(node) in fixed), ""
    )


def _bindings(node: ast.AST, shared: Collection[str] | None = None) -> Iterator[Bound]:
    """Yield the module-level names that are bound inside a node.

    `shared` contains the names that the enclosing function declares as global. It is None for a
    node at module level.
    """
    inner: list[ast.AST] = list(ast.iter_child_nodes(node))
    names: list[Bound] = []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            names = [(node.name, "definition")]
            declared = set(_global_names(node))
            for statement in node.body:
                yield from _bindings(statement, declared)
            inner = [child for child in inner if child not in node.body]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            inner = [part.target for part in ast.walk(node) if isinstance(part, ast.NamedExpr)]
        case ast.Lambda():
            inner = []
        case ast.Import() | ast.ImportFrom():
            names = [
                (alias.asname or alias.name.partition(".")[0], "import") for alias in node.names
            ]
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            names = [(name, "value")]
        case (
            ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
        ):
            names = [(name, "value")]
        case ast.MatchMapping(rest=str(name)):
            names = [(name, "value")]
    yield from (bound for bound in names if shared is None or bound[0] in shared)
    for child in inner:
        yield from _bindings(child, shared)


def _global_names(function: ast.AST) -> Iterator[str]:
    """Yield the names that a function declares as global, at any depth."""
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield from node.names


def _assigned_attributes(code: ast.Module) -> Iterator[ast.Attribute]:
    """Yield the attributes that the code assigns or deletes."""
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
