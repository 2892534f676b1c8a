"""What code that is being judged must leave alone: the names that its setup gives, with which its checks look at it.

A learner who defines `accuracy` anew is told so before anything runs. It is no wall: a program that goes out of its way can
change what it shares a process with.
"""

import ast
import symtable
from collections.abc import Iterator


def changed(setup: str, code: str, key: str) -> str:
    """The first name of the setup to which the code gives another value, or whose part it replaces; empty when there is none.

    What the key gives a value to, the code may as well; and it may import what the setup imports. All three must be Python; code
    that only its compiler refuses changes nothing.
    """
    try:
        return _changed({one.get_name(): one for one in _bound(setup)}, code, key)
    except (SyntaxError, RecursionError):
        return ""


def _changed(given: dict[str, symtable.Symbol], code: str, key: str) -> str:
    kept = given.keys() - {one.get_name() for one in _bound(key)}
    for symbol in _bound(code):
        name = symbol.get_name()
        if name in kept and not (symbol.is_imported() and given[name].is_imported()):
            return name
    fixed = {name for name in kept if given[name].is_imported() or given[name].is_namespace()}
    fixed |= {one.get_name() for one in _bound(code) if one.is_imported()}
    return next((ast.unparse(node) for node in _replaced(code) if _root(node) in fixed), "")


def _bound(code: str) -> Iterator[symtable.Symbol]:
    """What gets a value among the names of the module, in functions too."""
    tables = [symtable.symtable(code, "code", "exec")]
    for table in tables:
        tables += table.get_children()
        for symbol in table.get_symbols():
            is_shared = table.get_type() == "module" or symbol.is_declared_global()
            if is_shared and (symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()):
                yield symbol


def _replaced(code: str) -> Iterator[ast.Attribute]:
    """The attributes that get a value or are deleted."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
