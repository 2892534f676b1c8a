"""Edits a snippet by replacing its statements.

`conv = nn.Conv2d(3, 6, 5, padding=2)` replaces the only statement that assigns `conv`. Therefore an
author writes only the corrected line, or the line as a mistaken learner would read it.
"""

import ast
from dataclasses import dataclass

from torchquiz.engine.models.authored import Code, Edit, Replacement
from torchquiz.engine.variants.parsing import NotPythonError, parse


class EditError(Exception):
    """Raised when an edit cannot be applied to the snippet. The message explains why."""


@dataclass(frozen=True, slots=True)
class EditedSnippet:
    """A snippet after an edit, with the changed statements and their line numbers."""

    code: str
    statements: str
    """The new statements as the author wrote them.

    The string is empty if the edit replaced only text.
    """
    lines: tuple[int, int] = (0, 0)
    """The indices in `code` of the replacement's first line and of the line after its last."""


def expression(edit: Edit) -> str | None:
    """Return the edit as code if it is a single expression, or None otherwise.

    Raises:
        EditError: the edit is not valid Python.
    """
    if isinstance(edit, Replacement):
        return None
    match _statements(edit):
        case [ast.Expr()]:
            return edit.strip()
    return None


def edited(snippet: str, edit: Edit) -> EditedSnippet:
    """Apply an edit to a snippet, and return the result.

    Raises:
        EditError: the edit is not valid Python, or the code to replace does not occur exactly once.
    """
    if isinstance(edit, Replacement):
        return _with_text_replaced(snippet, edit)
    code = snippet
    for statement in _statements(edit):
        code = _with_statement(code, statement, _source(edit, statement))
    return EditedSnippet(code, edit.strip())


def _with_text_replaced(snippet: str, edit: Replacement) -> EditedSnippet:
    old, new = edit.replace.strip("\n"), edit.by.strip("\n")
    times = snippet.count(old)
    if times != 1:
        raise EditError(
            f"the text to replace occurs {times} times in the snippet instead of once:"
            f" {old.strip()!r}"
        )
    before, _, after = snippet.partition(old)
    first = before.count("\n")
    return EditedSnippet(before + new + after, "", (first, first + new.count("\n") + 1))


def _statements(edit: Code) -> list[ast.stmt]:
    try:
        return parse(edit.strip("\n")).body
    except NotPythonError as error:
        raise EditError(f"it is not valid Python: {error.reason}") from error


def _source(edit: Code, statement: ast.stmt) -> str:
    lines = edit.strip("\n").split("\n")
    return "\n".join(lines[_first_line(statement) - 1 : statement.end_lineno])


def _first_line(statement: ast.stmt) -> int:
    """Return the number of a statement's first line, which may be that of a decorator."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _with_statement(code: str, new: ast.stmt, source: str) -> str:
    """Replace the statement that assigns or defines the same name as `new`.

    An import replaces nothing; it is added at the beginning of the code.
    """
    if isinstance(new, ast.Import | ast.ImportFrom):
        return f"{source}\n{code}"
    name = _defined_name(new)
    if not name:
        raise EditError(
            f"`{source.strip()}` does not assign or define anything, so it cannot replace a"
            " statement; use `replace` and `by`"
        )
    statements = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)]
    old = [statement for statement in statements if _defined_name(statement) == name]
    # `total += x` replaces the only `+=`, even if `total = 0` comes before it.
    alike = [statement for statement in old if type(statement) is type(new)]
    old = alike if len(alike) == 1 else old
    if len(old) != 1:
        raise EditError(
            f"the snippet must have one statement that assigns or defines `{name}`, but has"
            f" {len(old) or 'none'}; use `replace` and `by`"
        )
    return _replace_statement(code, old[0], source)


def _defined_name(statement: ast.stmt) -> str:
    """Return the name that a statement assigns or defines.

    Return `return` for a return statement, and an empty string for a statement without a name.
    """
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


def _replace_statement(code: str, old: ast.stmt, source: str) -> str:
    """Return the code with a statement replaced by `source`, which gets the same indentation."""
    assert old.end_lineno is not None and old.end_col_offset is not None
    lines = code.split("\n")
    # Columns in the syntax tree count bytes of UTF-8.
    before = lines[old.lineno - 1].encode()[: old.col_offset].decode()
    after = lines[old.end_lineno - 1].encode()[old.end_col_offset :].decode()
    is_indent = not before.strip()
    new = source.replace("\n", "\n" + before) if is_indent else source
    lines_before, lines_after = lines[: _first_line(old) - 1], lines[old.end_lineno :]
    return "\n".join([*lines_before, before + new + after, *lines_after])
