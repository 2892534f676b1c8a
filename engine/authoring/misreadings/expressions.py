"""Misreadings of operators, indices, shapes and the memory layout of tensors.

Each function returns the misread expression, or None for an expression to which the misreading does
not apply.
"""

import ast

from torchquiz.engine.authoring.misreadings.calls import methods
from torchquiz.engine.authoring.misreadings.rule import Misreading, parsed_expression


def filled_by_columns(node: ast.expr) -> ast.expr | None:
    """Replace a reshape to rows and columns with one that fills the matrix column by column."""
    match node:
        case ast.Call(func=ast.Attribute(attr="reshape" | "view"), args=[rows, columns]):
            return parsed_expression(
                f"{ast.unparse(node.func)}({ast.unparse(columns)}, {ast.unparse(rows)}).T"
            )
    return None


def operator(old: type[ast.operator], new: ast.operator) -> Misreading:
    """Return a misreading that mistakes one operator for another."""

    def take_for_another(node: ast.expr) -> ast.expr | None:
        if isinstance(node, ast.BinOp) and isinstance(node.op, old):
            return ast.BinOp(node.left, new, node.right)
        return None

    return take_for_another


def transposed_factor(node: ast.expr) -> ast.expr | None:
    """Replace the second operand of a matrix product with its transpose."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        right = parsed_expression(f"({ast.unparse(node.right)}).T")
        return ast.BinOp(node.left, node.op, right)
    return None


def without_transpose(node: ast.expr) -> ast.expr | None:
    """Replace the transpose `x.T` with the matrix `x`."""
    return node.value if isinstance(node, ast.Attribute) and node.attr in ("T", "mT") else None


def reshaped(node: ast.expr) -> ast.expr | None:
    """Replace a transpose with a reshape to the same shape."""
    code = ast.unparse(node)
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        return parsed_expression(f"{ast.unparse(node.value)}.reshape({code}.shape)")

    def reshape(tensor: ast.expr) -> ast.expr:
        return parsed_expression(f"{ast.unparse(tensor)}.reshape({code}.shape)")

    return methods({"permute", "transpose", "t"}, reshape)(node)


def not_in_place(node: ast.expr) -> ast.expr | None:
    """Replace `x.add_(1)` with `x.add(1)`, which leaves `x` unchanged."""
    match node:
        case ast.Call(func=ast.Attribute(value=tensor, attr=name)):
            changes_tensor = name.endswith("_") and not name.startswith("_")
            if changes_tensor and name != "requires_grad_":
                method = ast.Attribute(tensor, name.rstrip("_"), ast.Load())
                return ast.Call(method, node.args, node.keywords)
    return None


def aligned_left(node: ast.expr) -> ast.expr | None:
    """Make an arithmetic operation broadcast its right operand along the last axis."""
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult(), right=ast.Name(id=name)):
            return ast.BinOp(node.left, node.op, parsed_expression(f"{name}.unsqueeze(-1)"))
    return None


def longer_slice(node: ast.expr) -> ast.expr | None:
    """Extend a slice by one element."""
    match node:
        case ast.Subscript(slice=ast.Slice(upper=ast.Constant(value=upper)) as taken):
            if type(upper) is int and upper >= 0:
                longer = ast.Slice(taken.lower, ast.Constant(upper + 1), taken.step)
                return ast.Subscript(node.value, longer, ast.Load())
    return None


def index_before(node: ast.expr) -> ast.expr | None:
    """Subtract 1 from an index, as would be correct if indices were counted from 1."""
    match node:
        case ast.Subscript(slice=ast.Constant(value=index)) if type(index) is int and index > 0:
            return ast.Subscript(node.value, ast.Constant(index - 1), ast.Load())
        case ast.Subscript(slice=ast.Tuple(elts=indices)) if all(map(_is_positive, indices)):
            before = ", ".join(f"{ast.unparse(index)} - 1" for index in indices)
            return parsed_expression(f"{ast.unparse(node.value)}[{before}]")
    return None


def _is_positive(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value > 0


def column_before_row(node: ast.expr) -> ast.expr | None:
    """Swap the two indices in the subscript of an element."""
    match node:
        case ast.Subscript(slice=ast.Tuple(elts=[row, column])):
            are_plain = all(isinstance(index, ast.Name | ast.Constant) for index in (row, column))
            if are_plain and ast.unparse(row) != ast.unparse(column):
                return ast.Subscript(node.value, ast.Tuple([column, row], ast.Load()), node.ctx)
    return None


def of_shape(code: str) -> Misreading:
    """Return a misreading of `x.shape`.

    `code` is the code that replaces `x.shape`. Any `{}` in it stands for the original `x.shape`.
    """

    def read(node: ast.expr) -> ast.expr | None:
        if isinstance(node, ast.Attribute) and node.attr == "shape":
            return parsed_expression(code.replace("{}", ast.unparse(node)))
        return None

    return read
