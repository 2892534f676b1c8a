"""Mistakes with copies, such as a tensor that is shared instead of copied, or changed in place."""

import ast
from collections.abc import Iterator

from torchquiz.engine.proof.mutants.program import Slip, SourceTree, called_name, parameters

COPYING_METHODS = {"clone", "copy"}
COPYING_FUNCTIONS = {"deepcopy", "copy", "list", "dict"}
IN_PLACE = {
    "abs", "add", "clamp", "div", "exp", "fill", "log", "mul", "relu", "round", "sigmoid", "sort",
    "sqrt", "square", "sub", "tanh", "masked_fill",
}  # fmt: skip
"""Methods of tensors that also have an in-place version, whose name ends with an underscore."""
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def missing_copies(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that use a tensor or another object directly instead of a copy of it."""
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        if isinstance(node.func, ast.Attribute) and name in COPYING_METHODS and not node.args:
            yield Slip(program.suffix_span(node), "", "the original instead of a copy")
        elif name in COPYING_FUNCTIONS and len(node.args) == 1:
            inner = program.text(program.span(node.args[0]))
            yield Slip(program.span(node), f"({inner})", "the original instead of a copy")


def changes_in_place(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that overwrite an argument, or that no longer overwrite a tensor."""
    for function in program.functions():
        names = parameters(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                yield from _method_in_place(program, node, names)
            elif isinstance(node, ast.Assign):
                yield from _assignment_in_place(program, node, names)
    for node in ast.walk(program.tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            operator = OPERATORS.get(type(node.op))
            if operator and not _is_number_in(program.tree, name):
                value = program.text(program.span(node.value))
                new = f"{name} = {name} {operator} ({value})"
                yield Slip(program.span(node), new, "a new tensor instead of a change in place")


def _method_in_place(program: SourceTree, call: ast.Call, names: set[str]) -> Iterator[Slip]:
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in IN_PLACE:
        return
    if isinstance(function.value, ast.Name) and function.value.id in names:
        new = f"{function.attr}_"
        yield Slip(program.name_span(function), new, "a change of the argument in place")


def _assignment_in_place(program: SourceTree, node: ast.Assign, names: set[str]) -> Iterator[Slip]:
    """Yield `x -= y` for `x = x - y` if `x` is an argument."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=left), op=op, right=right)
        ) if name == left and name in names and type(op) in OPERATORS:
            new = f"{name} {OPERATORS[type(op)]}= {program.text(program.span(right))}"
            yield Slip(program.span(node), new, "a change of the argument in place")


def _is_number_in(tree: ast.Module, name: str) -> bool:
    """Return whether a name is assigned a number somewhere, and so is not a tensor."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant()):
                if target == name:
                    return True
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for part, value in zip(targets, values, strict=False):
                    if ast.unparse(part) == name and isinstance(value, ast.Constant):
                        return True
    return False
