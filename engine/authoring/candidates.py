"""Rewrites an item's code as learners with common misconceptions would read it.

This module does not run the rewritten code, which may become a wrong option.
"""

import ast
import copy
import re
from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.misreadings.gradients import ABOUT_GRADIENTS
from torchquiz.engine.authoring.misreadings.layers import ABOUT_LAYERS
from torchquiz.engine.authoring.misreadings.rule import Rule
from torchquiz.engine.authoring.misreadings.settings import ABOUT_SETTINGS
from torchquiz.engine.authoring.misreadings.tensors import ABOUT_TENSORS
from torchquiz.engine.models.authored import Code, Edit, Replacement
from torchquiz.engine.variants.edits import EditError, edited

RULES = (*ABOUT_SETTINGS, *ABOUT_LAYERS, *ABOUT_TENSORS, *ABOUT_GRADIENTS)
CHANGED_STATEMENTS = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr


def changes(rule: Rule, snippet: str, ask: str | None) -> Iterator[Edit]:
    """Yield the edits that a misconception makes to the evaluated expression or to a statement.

    Args:
        rule: the misconception.
        snippet: the code that learners see.
        ask: the expression to evaluate, or None if the question is about the printed output.
    """
    if not re.search(rule.asks, ask or ""):
        return
    if ask is not None and _is_about(rule, _statements_behind(ask, snippet)):
        for node in _misread_trees(_expression(ask), rule):
            yield Code(ast.unparse(node))
    if not rule.in_ask:
        yield from _changed_statements(snippet, rule)


def _is_about(rule: Rule, code: str) -> bool:
    """Return whether a misconception is about the code that computes the correct answer."""
    is_excluded = rule.excludes and re.search(rule.excludes, code)
    return not is_excluded and re.search(rule.needs, code) is not None


def _changed_statements(snippet: str, rule: Rule) -> Iterator[Edit]:
    for statement in ast.walk(ast.parse(snippet)):
        if isinstance(statement, ast.With):
            yield from _changed_contexts(snippet.strip("\n"), statement, rule)
        if isinstance(statement, CHANGED_STATEMENTS):
            for node in _misread_trees(statement, rule):
                edit = _edit(snippet.strip("\n"), statement, ast.unparse(node))
                if edit is not None:
                    yield edit


def _changed_contexts(snippet: str, statement: ast.With, rule: Rule) -> Iterator[Edit]:
    """Yield the edits that a misconception makes to the header of a `with` statement."""
    for item in statement.items:
        old = ast.get_source_segment(snippet, item.context_expr) or ""
        for node in _misread_trees(item.context_expr, rule):
            replacement = Replacement(replace=Code(f"with {old}"), by=f"with {ast.unparse(node)}")
            if _fits(snippet, replacement):
                yield replacement


def _edit(snippet: str, statement: ast.stmt, new: str) -> Edit | None:
    """Return an edit that replaces a statement with new code, or None if no edit can do that.

    A new assignment replaces the only statement that assigns the same name. Any other statement is
    replaced as plain source code.
    """
    if isinstance(statement, ast.Expr) and new == "None":
        new = "pass"  # A call whose effect is overlooked.
    statement_edit = Code(new)
    if not isinstance(statement, ast.Expr) and _fits(snippet, statement_edit):
        return statement_edit
    old = ast.get_source_segment(snippet, statement) or ""
    replacement = Replacement(replace=Code(old), by=new)
    return replacement if _fits(snippet, replacement) else None


def _fits(snippet: str, edit: Edit) -> bool:
    try:
        return edited(snippet, edit).code != snippet
    except EditError:
        return False


def _statements_behind(ask: str, snippet: str) -> str:
    """Return the statements of a snippet that affect the value of an expression."""
    wanted = _names(_expression(ask))
    statements: list[str] = []
    for statement in reversed(ast.parse(snippet).body):
        is_assignment = isinstance(statement, ast.Assign | ast.AnnAssign)
        affected = _names(statement, ast.Store) if is_assignment else _names(statement)
        if affected & wanted:
            wanted |= _names(statement)
            statements.append(ast.unparse(statement))
    return "\n".join(reversed(statements))


def _expression(code: str) -> ast.expr:
    return ast.parse(code.strip(), mode="eval").body


def _names(tree: ast.AST, context: type[ast.expr_context] = ast.expr_context) -> set[str]:
    """Return the names of the variables, functions and classes in a syntax tree.

    A variable is included only where it occurs in the given context, such as `ast.Store`.
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def _misread_trees(tree: ast.AST, rule: Rule) -> Iterator[ast.AST]:
    """Yield copies of a syntax tree, each with one expression replaced by its misreading."""
    for index, node in enumerate(ast.walk(tree)):
        if not isinstance(node, ast.expr):
            continue
        new = rule.misread(node)
        if new is None:
            continue
        if node is tree:
            yield ast.fix_missing_locations(new)
        else:
            whole = copy.deepcopy(tree)
            old = list(ast.walk(whole))[index]
            yield ast.fix_missing_locations(_ReplaceExpression(old, new).visit(whole))


class _ReplaceExpression(ast.NodeTransformer):
    """A transformer that replaces one expression of a syntax tree with another."""

    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else super().visit(node)
