"""Records which names in a program are sets, dictionaries, modules or tensors with gradients."""

import ast

from torchquiz.engine.proof.luck_names import (
    CONTAINERS,
    DICTIONARIES,
    DRAWING_LAYERS,
    NAMED_PAIRS,
)
from torchquiz.engine.proof.luck_syntax import (
    defines_module,
    has_keyword,
    holds_numbers,
    is_number,
    last_name,
)


class NameKinds:
    """The kinds of value that names are bound to, as far as the syntax of their values shows."""

    def __init__(self) -> None:
        self.leaves: set[str] = set()
        """Names of tensors that collect gradients."""
        self._sets: set[str] = set()
        self._dictionaries: set[str] = set()
        self._modules: set[str] = set()
        """Names of modules, whose printed form does not contain their parameters."""
        self._module_makers = DRAWING_LAYERS | CONTAINERS
        """Names of classes of modules."""

    def note_definition(self, definition: ast.FunctionDef | ast.ClassDef) -> None:
        """Record a class or function that makes modules."""
        if defines_module(definition):
            self._module_makers |= {definition.name}

    def note_value(self, name: str, value: ast.expr) -> None:
        """Record the kind of value that is assigned to a name."""
        for names in (self._sets, self._dictionaries, self._modules):
            names.discard(name)
        if self.is_module(value):
            self._modules.add(name)
        is_made = isinstance(value, ast.Call) and last_name(value.func) in DICTIONARIES
        if is_made or isinstance(value, ast.Dict):
            self._dictionaries.add(name)
        if self.is_set(value):
            self._sets.add(name)
        if isinstance(value, ast.Call) and has_keyword(value, "requires_grad"):
            self.leaves.add(name)

    def is_dictionary(self, node: ast.AST) -> bool:
        """Return whether an expression is certainly a dictionary."""
        if isinstance(node, ast.Call):
            return last_name(node.func) == "state_dict"
        return isinstance(node, ast.Name) and node.id in self._dictionaries

    def is_module(self, node: ast.AST) -> bool:
        """Return whether an expression is certainly a module, or a part of a container."""
        if isinstance(node, ast.Subscript):
            return self.is_module(node.value)
        if isinstance(node, ast.Call):
            return last_name(node.func) in self._module_makers
        return isinstance(node, ast.Name) and node.id in self._modules

    def is_set(self, node: ast.AST) -> bool:
        """Return whether an expression is a set whose order may vary between runs.

        The order of a set of strings varies; that of a set of numbers does not.
        """
        if isinstance(node, ast.Name):
            return node.id in self._sets
        if isinstance(node, ast.Set):
            return not all(is_number(element) for element in node.elts)
        if isinstance(node, ast.SetComp):
            return not is_number(node.elt)
        if isinstance(node, ast.BinOp):
            return self.is_set(node.left) or self.is_set(node.right)
        if isinstance(node, ast.Call) and last_name(node.func) in ("set", "frozenset"):
            return bool(node.args) and not holds_numbers(node.args[0])
        return False

    def yields_named_pairs(self, iterable: ast.expr) -> bool:
        """Return whether an iterable yields pairs whose first part is a name, such as `items()`."""
        if not isinstance(iterable, ast.Call) or not isinstance(iterable.func, ast.Attribute):
            return False
        is_items = iterable.func.attr == "items" and self.is_dictionary(iterable.func.value)
        return iterable.func.attr in NAMED_PAIRS or is_items
