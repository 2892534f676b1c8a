"""Changes of a snippet, written as the statements that take the place of its own.

`conv = nn.Conv2d(3, 6, 5, padding=2)` replaces the one statement that assigns `conv`; so the author writes the line as a mistaken
learner reads it, or as it should be, and nothing else.
"""

import ast
from dataclasses import dataclass

from torchquiz.engine.models.authored import Code, Edit, Replacement


class EditError(Exception):
    """A change that fits nothing in the snippet, or more than one thing; the text says which."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A changed snippet, and what says the change."""

    code: str
    statements: str
    """The statements as they were written; empty for a replaced text."""
    lines: tuple[int, int] = (0, 0)
    """First and last line of a replaced text in `code`, the last one not included."""


def expression(edit: Edit) -> str | None:
    """The expression that stands for the whole change; None when it is made of statements.

    Raises:
        EditError: the change is no Python.
    """
    if isinstance(edit, Replacement):
        return None
    body = _statements(edit)
    return edit.strip() if len(body) == 1 and isinstance(body[0], ast.Expr) else None


def edited(snippet: str, edit: Edit) -> Edited:
    """The snippet with the change made.

    Raises:
        EditError: a statement, or the text to replace, is not found exactly once.
    """
    if isinstance(edit, Replacement):
        return _replaced(snippet, edit)
    code = snippet
    for statement in _statements(edit):
        code = _with_statement(code, statement, _source(edit, statement))
    return Edited(code, edit.strip())


def _replaced(snippet: str, edit: Replacement) -> Edited:
    old, new = edit.replace.strip("\n"), edit.by.strip("\n")
    if (times := snippet.count(old)) != 1:
        raise EditError(
            f"the text to replace stands {times} times in the snippet, not once: {old.strip()!r}"
        )
    at = snippet.index(old)
    code = snippet[:at] + new + snippet[at + len(old) :]
    first = snippet.count("\n", 0, at)
    return Edited(code, "", (first, first + new.count("\n") + 1))


def _statements(edit: Code) -> list[ast.stmt]:
    try:
        return ast.parse(edit.strip("\n")).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise EditError(f"the change cannot be read as Python: {reason}") from error


def _source(edit: Code, statement: ast.stmt) -> str:
    return "\n".join(
        edit.strip("\n").split("\n")[_first_line(statement) - 1 : statement.end_lineno]
    )


def _first_line(statement: ast.stmt) -> int:
    """Of its decorators, if it has any."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _with_statement(code: str, new: ast.stmt, source: str) -> str:
    if isinstance(new, ast.Import | ast.ImportFrom):
        return f"{source}\n{code}"
    name = _names(new)
    if not name:
        raise EditError(
            f"'{source.strip()}' assigns and defines nothing, so it fits no statement; say it with replace and by"
        )
    old = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt) and _names(node) == name
    ]
    if len(old) != 1:
        raise EditError(
            f"{len(old) or 'no'} statements of the snippet give '{name}', not one; say it with replace and by"
        )
    return _swapped(code, old[0], source)


def _names(statement: ast.stmt) -> str:
    """What a statement gives a value to, or `return`; empty when it does neither."""
    match statement:
        case ast.Assign(targets=targets):
            return ", ".join(ast.unparse(target) for target in targets)
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return ast.unparse(target)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.Return():
            return "return"
    return ""


def _swapped(code: str, old: ast.stmt, source: str) -> str:
    assert old.end_lineno is not None and old.end_col_offset is not None
    lines = code.split("\n")
    before = lines[old.lineno - 1].encode()[: old.col_offset].decode()
    behind = lines[old.end_lineno - 1].encode()[old.end_col_offset :].decode()
    new = source.replace("\n", "\n" + " " * len(before)) if not before.strip() else source
    return "\n".join(
        [*lines[: _first_line(old) - 1], before + new + behind, *lines[old.end_lineno :]]
    )
