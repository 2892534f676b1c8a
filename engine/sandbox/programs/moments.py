"""Runs a program and calls a function at every moment: after each statement, also inside loops.

This code runs in a child of its own. Its names begin with an underscore to avoid clashes with the
lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

_MOST_MOMENTS = 300


def _run_with_moments(code: str, look: "Callable[[bool], None]") -> None:
    """Run a program in the global namespace, up to its end or its first exception.

    Args:
        code: the program.
        look: a function that is called after each statement. Its argument says whether the
            statement is inside a loop or another block.
    """
    import ast

    left = [_MOST_MOMENTS]

    def call(is_inside: bool) -> None:
        if left[0] > 0:
            left[0] -= 1
            look(is_inside)

    globals()["_look"] = call
    tree = ast.parse(code)
    tree.body = _with_calls(tree.body, False)
    try:
        exec(compile(ast.fix_missing_locations(tree), "program", "exec"), globals())
    except Exception:
        look(False)


def _with_calls(body: "list[ast.stmt]", is_inside: bool) -> "list[ast.stmt]":
    """Return statements with a call of `_look` after each of them, also inside loops and blocks."""
    import ast

    result: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.For | ast.While | ast.With | ast.If):
            statement.body = _with_calls(statement.body, True)
        ends = isinstance(statement, ast.Break | ast.Continue | ast.Return)
        # `from __future__` must stay at the beginning of a program.
        call = ast.parse(f"_look({is_inside})").body
        result += (
            [statement] if ends or isinstance(statement, ast.ImportFrom) else [statement, *call]
        )
    return result
