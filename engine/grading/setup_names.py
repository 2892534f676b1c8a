"""What code that is being judged must leave alone: the names that its setup gives, with which its checks look at it.

A learner who defines `accuracy` anew is told so before anything runs. It is no wall: a program that goes out of its way can
change what it shares a process with.
"""

import ast
from collections.abc import Collection, Iterator
from typing import Literal

Sort = Literal["import", "definition", "value"]
Bound = tuple[str, Sort]
"""A name among those of the module, and what gives it a value."""


def changed(setup: str, code: str, key: str) -> str:
    """The first name of the setup to which the code gives another value, or whose part it replaces; empty when there is none.

    What the key gives a value to, the code may as well; and it may import what the setup imports. All three must be Python; what
    is nested too deeply to be looked through is let be.
    """
    try:
        return _changed(dict(_bound(ast.parse(setup))), ast.parse(code), ast.parse(key))
    except RecursionError:
        return ""


def _changed(given: dict[str, Sort], code: ast.Module, key: ast.Module) -> str:
    kept = given.keys() - dict(_bound(key)).keys()
    for name, sort in _bound(code):
        if name in kept and not sort == given[name] == "import":
            return name
    fixed = {name for name in kept if given[name] != "value"} | {
        name for name, sort in _bound(code) if sort == "import"
    }
    return next((ast.unparse(node) for node in _replaced(code) if _root(node) in fixed), "")


def _bound(node: ast.AST, shared: Collection[str] | None = None) -> Iterator[Bound]:
    """What gets a value among the names of the module; within a function these are the `shared` ones, else all."""
    inner: list[ast.AST] = list(ast.iter_child_nodes(node))
    names: list[Bound] = []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            names = [(node.name, "definition")]
            declared = {
                name for one in ast.walk(node) if isinstance(one, ast.Global) for name in one.names
            }
            for statement in node.body:
                yield from _bound(statement, declared)
            inner = [one for one in inner if one not in node.body]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            inner = [one.target for one in ast.walk(node) if isinstance(one, ast.NamedExpr)]
        case ast.Lambda():
            inner = []
        case ast.Import() | ast.ImportFrom():
            names = [(one.asname or one.name.partition(".")[0], "import") for one in node.names]
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
    yield from (one for one in names if shared is None or one[0] in shared)
    for child in inner:
        yield from _bound(child, shared)


def _replaced(code: ast.Module) -> Iterator[ast.Attribute]:
    """The attributes that get a value or are deleted."""
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
