"""Finds the operations and statements that a program uses, without running it."""

import ast
import symtable
from collections.abc import Collection, Iterator

GROUPS: dict[str, tuple[type[ast.AST], ...]] = {
    "arithmetic": (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.USub),
    "comparison": (ast.Compare,),
    "logic": (ast.BoolOp, ast.Not, ast.BitAnd, ast.BitOr, ast.BitXor, ast.Invert),
    "indexing": (ast.Subscript,),
    "if": (ast.If, ast.IfExp, ast.Match),
    "loops": (
        ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
        ast.AsyncFor,
    ),
    "lambda": (ast.Lambda,),
}  # fmt: skip
"""Groups of operations, by name. Functions, methods and attributes have their own names."""
SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.USub: "-", ast.BitAnd: "&", ast.BitOr: "|",
    ast.BitXor: "^", ast.Invert: "~", ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
DETOURS = {
    "eval", "exec", "compile", "getattr", "globals", "locals", "vars", "attrgetter", "methodcaller",
    "import_module",
}  # fmt: skip
"""Functions through which a program can use an operation without writing its name."""
SUBMODULES = {"nn", "functional", "linalg", "special", "fft"}
"""Names of torch's modules, which do not count as operations."""
UNCOUNTED = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Global,
    ast.Nonlocal,
)  # fmt: skip
"""Statements that are not counted, because they only introduce names."""

Use = tuple[int, tuple[str, ...]]
"""A use of an operation: its line, and the names by which limits may allow or forbid it."""


def uses(code: str) -> Iterator[Use]:
    """Yield every operation in a program: operators, calls, attributes and free names.

    Names that the program defines, modules that it imports, annotations and `super().__init__` do
    not count.

    Args:
        code: valid Python.
    """
    tree = _without_annotations(ast.parse(code))
    free = _free_names(symtable.symtable(code, "code", "exec")) - {"torch"}
    uncounted = {part for node in ast.walk(tree) for part in _parts_of_initialiser(node)}
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            names = () if node in uncounted else tuple(_names_of(node, free))
            if names:
                # An operator has no line of its own.
                line = getattr(node, "lineno", getattr(parent, "lineno", 0))
                yield line, names


def is_detour(names: Collection[str]) -> bool:
    """Return whether an operation could hide a different one, as `getattr(x, "sum")` does."""
    return any(name in DETOURS or name.startswith("__") for name in names)


def statement_count(code: str) -> int:
    """Return the number of statements, not counting definitions, imports and docstrings.

    Args:
        code: valid Python.
    """
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)]
    return sum(not isinstance(node, UNCOUNTED) and not _is_docstring(node) for node in nodes)


def _is_docstring(node: ast.stmt) -> bool:
    """Return whether a statement consists only of a string."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return False
    return isinstance(node.value.value, str)


def _names_of(node: ast.AST, free: set[str]) -> Iterator[str]:
    for group, types in GROUPS.items():
        if isinstance(node, types):
            yield group
    if type(node) in SIGNS:
        yield SIGNS[type(node)]
    match node:
        case ast.Attribute(attr=name) if name not in SUBMODULES:
            yield name
        case ast.Name(id=name, ctx=ast.Load()) if name in free:
            yield name
        case ast.ImportFrom(names=aliases):
            yield from (alias.name for alias in aliases if alias.name not in SUBMODULES)


def _parts_of_initialiser(node: ast.AST) -> tuple[ast.AST, ...]:
    """Return the attribute and the name in `super().__init__`, which every module must call.

    Return an empty tuple for anything else.
    """
    match node:
        case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super") as name)):
            return node, name
    return ()


def _free_names(table: symtable.SymbolTable) -> set[str]:
    """Return the names that a program uses without defining or importing them."""
    symbols = table.get_symbols()
    if table.get_type() == "module":
        free = {symbol.get_name() for symbol in symbols if not _is_defined(symbol)}
    else:
        free = {symbol.get_name() for symbol in symbols if symbol.is_global()}
    for child in table.get_children():
        free |= _free_names(child)
    if table.get_type() == "module":
        free -= {symbol.get_name() for symbol in symbols if _is_defined(symbol)}
    return free


def _is_defined(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _without_annotations(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return tree
