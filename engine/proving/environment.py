"""Finds code that reads the clock or alters PyTorch, so that its result may differ elsewhere.

A proof runs on one machine, at one time, with the installed PyTorch. Code that visibly depends on
any of these is reported as a doubt.
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
"""Modules that provide access to the clock, the machine or the user."""
OF_TORCH = frozenset(
    {
        "torch.cuda",
        "torch.mps",
        "torch.get_num_threads",
        "torch.__version__",
        "torch.__config__",
        "torch.version",
        "torch.seed",
    }
)
OF_THE_PROCESS = frozenset({"id", "hash"})
GLOBAL_SETTINGS = frozenset(
    {
        "torch.set_default_dtype",
        "torch.set_default_device",
        "torch.set_default_tensor_type",
        "torch.set_grad_enabled",
    }
)
"""Functions that change how later calls behave. In a setup, a learner may overlook them."""
SETTINGS = ("torch.backends",)
"""Modules that have settings in the form of attributes, which code may assign."""
USUAL_NAMES = frozenset({"torch", "nn", "F", "np"})
"""Names by which code about PyTorch calls its modules."""
REPLACING_CALLS = frozenset({"setattr", "delattr", "vars"})
"""Calls that change the attributes of their first argument, or give access to all of them."""
RUNNING_CALLS = frozenset({"exec", "eval"})
NAMESPACES = frozenset({"globals()", "locals()", "vars()"})
"""Calls that give access to the names that code has defined or imported."""
REPLACED = "the code replaces `{name}`, so the result is not PyTorch's own"
MAY_DIFFER = "`{name}` may differ on another machine or at another time"
READS_CUDA = MAY_DIFFER.format(name="torch.cuda")
Imports = dict[str, str]
"""The full name for each name under which code imports something."""


def environment_doubts(
    setup: str, snippet: str, needs: str | None = None, torch: str | None = None
) -> list[str]:
    """Return the reasons why a snippet's result may differ elsewhere, without full stops.

    An item that needs CUDA is shown only where there is a GPU, so it may use `torch.cuda`; an item
    for certain versions of PyTorch may ask what differs between versions.
    """
    try:
        trees = (_parsed(setup), ast.parse(snippet))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    imports = {name: full for tree in trees for name, full in imported_names(tree)}
    doubts: dict[str, None] = {}
    for tree in trees:
        doubts |= dict.fromkeys(_doubts(tree, imports))
    if torch is not None:
        doubts = {reason: None for reason in doubts if "versions of PyTorch" not in reason}
    if needs == "cuda":
        doubts.pop(READS_CUDA, None)
    for name in _settings(trees[0], imports):
        doubts[f"the setup calls `{name}`, which changes what the snippet does"] = None
    return list(doubts)


@lru_cache(maxsize=8)
def _parsed(setup: str) -> ast.Module:
    return ast.parse(setup)


def _doubts(tree: ast.Module, imports: Imports) -> Iterator[str]:
    for name in _reads(tree, imports):
        yield MAY_DIFFER.format(name=name)
    for name in _version_tests(tree, imports):
        yield (
            f"{name} differs between versions of PyTorch; say in `torch` for which versions the key"
            " holds"
        )
    for name in _changes(tree, imports):
        yield REPLACED.format(name=name)
    for name in _hidden_code(tree):
        yield f"`{name}` runs code that cannot be read here"


def _version_tests(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """Yield what code asks that depends on the version of PyTorch."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="hasattr" | "dir"), args=[owner, *_]):
                if full_name(owner, imports).startswith("torch"):
                    yield f"`{ast.unparse(node)}`"


def imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each imported name and its full name, such as `F` and `torch.nn.functional`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _reads(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """Yield the names through which code reads the clock, the machine or the process."""
    compared = _compared_nodes(tree)
    for node in ast.walk(tree):
        full = full_name(node, imports)
        if full in OF_TORCH or (full.split(".")[0] in OUTSIDE and "." in full):
            yield ".".join(full.split(".")[:2])
        if isinstance(node, ast.Call) and node not in compared:
            name = ast.unparse(node.func)
            if name in OF_THE_PROCESS:
                yield f"{name}()"


def _compared_nodes(tree: ast.Module) -> set[ast.expr]:
    """Return the operands of all comparisons, such as both sides of `id(a) == id(b)`."""
    nodes: set[ast.expr] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            nodes |= {node.left, *node.comparators}
    return nodes


def _settings(setup: ast.Module, imports: Imports) -> Iterator[str]:
    """Yield the names of functions with global effects that the setup calls."""
    for node in setup.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            full = full_name(node.value.func, imports)
            # On the meta device shapes are as everywhere, and no value is computed.
            is_meta = [ast.unparse(argument) for argument in node.value.args] == ["'meta'"]
            if full in GLOBAL_SETTINGS and not is_meta:
                yield full


def _changes(tree: ast.Module, imports: Imports) -> Iterator[str]:
    """Yield the attributes of imported modules that code assigns or deletes.

    This includes `setattr`, the dictionary of a module as `vars` returns it, and a class or
    function whose name is usually that of an import.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name in USUAL_NAMES:
            yield node.name
        if isinstance(node, ast.Call) and ast.unparse(node.func) in REPLACING_CALLS:
            owner = full_name(node.args[0], imports) if node.args else ""
            if owner and not owner.startswith(SETTINGS):
                yield owner
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            full = full_name(node, imports)
            if full and not full.startswith(SETTINGS):
                yield full
        yield from _changed_dictionary(node, imports)


def _changed_dictionary(node: ast.AST, imports: Imports) -> Iterator[str]:
    """Yield what a node changes through a dictionary of names, such as `torch.__dict__`."""
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        owner = full_name(node.value, imports)
        yield from [owner] if owner else []
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        yield from [ast.unparse(node)] if ast.unparse(node.value) in NAMESPACES else []


def _hidden_code(tree: ast.Module) -> Iterator[str]:
    """Yield the built-in functions with which code runs a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in RUNNING_CALLS:
            yield ast.unparse(node.func)


def full_name(node: ast.AST, imports: Imports) -> str:
    """Return the full name of a dotted expression, such as `torch.nn.functional.relu` for `F.relu`.

    Return an empty string if the expression does not begin with an imported name.
    """
    if isinstance(node, ast.Attribute):
        before = full_name(node.value, imports)
        return f"{before}.{node.attr}" if before else ""
    return imports.get(node.id, "") if isinstance(node, ast.Name) else ""
