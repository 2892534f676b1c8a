"""Counting mistakes, such as being off by one, rounding up, or using `<` instead of `<=`."""

import ast
from collections.abc import Iterator

from torchquiz.engine.proof.mutants.program import Slip, SourceTree, called_name

OFF_BY_ONE = "off by one"
LARGEST = 99
"""The largest number that learners may miscount. Others, such as 10000, are known by heart."""
OTHER_COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def off_by_one(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that flip a boolean, or that make a number, a range or a slice off by one."""
    axes = set(_axes(program.tree))
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Constant) and type(node.value) is int and node not in axes:
            if node.value > LARGEST:
                continue
            yield Slip(program.span(node), str(node.value + 1), OFF_BY_ONE)
            if node.value > 1:
                yield Slip(program.span(node), str(node.value - 1), OFF_BY_ONE)
        elif isinstance(node, ast.Constant) and type(node.value) is bool:
            other = str(not node.value)
            yield Slip(program.span(node), other, f"`{other}` instead of `{node.value}`")
        elif isinstance(node, ast.Call) and called_name(node) == "range":
            yield from _other_ranges(program, node)
        elif isinstance(node, ast.Slice):
            yield from _shorter_slices(program, node)


def other_rounding(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that round up instead of down, or that use `<` instead of `<=` for integers."""
    for node in ast.walk(program.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
            left, right = ast.unparse(node.left), ast.unparse(node.right)
            new = f"(-(-({left}) // ({right})))"
            yield Slip(program.span(node), new, "rounding up instead of down")
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and _counts(node):
            other = OTHER_COMPARISONS.get(type(node.ops[0]))
            if other is not None:
                new = ast.unparse(ast.Compare(node.left, [other()], node.comparators))
                yield Slip(program.span(node), new, OFF_BY_ONE)


def _axes(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes of axes passed by keyword, which `other_axes` already changes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("dim", "axis"):
            yield from ast.walk(node.value)


def _other_ranges(program: SourceTree, call: ast.Call) -> Iterator[Slip]:
    if not call.args or isinstance(call.args[:2][-1], ast.Constant):
        return
    last = call.args[:2][-1]
    yield _less(program, last)
    if len(call.args) == 1:
        begin, _ = program.span(last)
        yield Slip((begin, begin), "1, ", OFF_BY_ONE)


def _shorter_slices(program: SourceTree, node: ast.Slice) -> Iterator[Slip]:
    if node.upper is not None and not isinstance(node.upper, ast.Constant):
        yield _less(program, node.upper)


def _less(program: SourceTree, node: ast.expr) -> Slip:
    span = program.span(node)
    return Slip(span, f"{program.text(span)} - 1", OFF_BY_ONE)


def _counts(node: ast.Compare) -> bool:
    """Return whether a comparison seems to compare integers, for which `<` and `<=` differ."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and type(part.value) is int:
            return True
        if isinstance(part, ast.Attribute) and part.attr == "shape":
            return True
        if isinstance(part, ast.Call) and called_name(part) in ("len", "size", "arange"):
            return True
    return False
