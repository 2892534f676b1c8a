"""Answers that stand in a snippet as they are, so that running it proves nothing.

Whether changing a number moves the answer would be the stricter test, but no number moves a dtype, `x.dim()` or the sum of a
softmax, and those are good questions.
"""

import ast


def is_constant(code: str, asked: str | None) -> bool:
    """Whether what is asked for, or else what is printed, is a constant of the snippet."""
    tree = ast.parse(code)
    if asked is not None:
        return _is_literal(ast.parse(asked.strip(), mode="eval").body, _bindings(tree))
    printed = [node for node in ast.walk(tree) if _is_print(node)]
    at_top = [one.value for one in tree.body if isinstance(one, ast.Expr) and _is_print(one.value)]
    bindings = _bindings(tree)
    return (
        bool(printed)
        and len(printed) == len(at_top)
        and all(
            _is_literal(argument, bindings)
            for call in at_top
            if isinstance(call, ast.Call)
            for argument in call.args
        )
    )


def _is_print(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


def _bindings(tree: ast.Module) -> dict[str, ast.expr]:
    """The values of names that one statement at the top gives a value to, and nothing else."""
    stored = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    ]
    found: dict[str, ast.expr] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if stored.count(name) == 1:
                found[name] = value
    return found


def _is_literal(node: ast.expr, bindings: dict[str, ast.expr]) -> bool:
    """Whether it is a number, a text or a tuple of such, or a name for one."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case ast.Tuple(elts=elements):
            return all(_is_literal(element, bindings) for element in elements)
        case ast.Name(id=name) if name in bindings:
            return _is_literal(
                bindings[name], {one: value for one, value in bindings.items() if one != name}
            )
    return False
