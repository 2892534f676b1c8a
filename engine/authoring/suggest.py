"""Suggests distractors: applies common misconceptions to an item's snippet, and keeps what runs and gives another value."""

import ast
import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from torchquiz.engine.authoring.suggest_changes import Rule
from torchquiz.engine.authoring.suggest_layers import ABOUT_LAYERS
from torchquiz.engine.authoring.suggest_tensors import ABOUT_TENSORS
from torchquiz.engine.models.authored import Code, Edit, Item, Replacement, Text
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.asked_value import Asked, ValueDistractor, ValueItem, printed
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.formulas import formula, stated_values
from torchquiz.engine.proof.item_context import ItemContext, ItemScope
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.wrong_values import misreading_job
from torchquiz.engine.sandbox.job import Ask, Job, Outcome
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.edits import EditError, edited
from torchquiz.engine.variants.grid import draws
from torchquiz.engine.yaml.positions import Where

RULES = (*ABOUT_LAYERS, *ABOUT_TENSORS)


@dataclass(slots=True)
class Suggestion:
    """A wrong option that a misconception leads to."""

    rule: Rule
    instead: Edit
    where: Where
    """The cell that it is about; empty for a predict."""
    values: list[Value] = field(default_factory=list)
    """One for each variant."""

    @property
    def cell(self) -> dict[str, int]:
        """The row and the column, counted from 1 as a distractor names them; empty for a predict."""
        return (
            {"row": int(self.where[1]) + 1, "column": int(self.where[3]) + 1} if self.where else {}
        )

    def __str__(self) -> str:
        """What it gives, in a line: `row 2, column 1, padding-overlooked: (1, 8, 26, 26)`."""
        place = "".join(f"{name} {number}, " for name, number in self.cell.items())
        return f"{place}{self.rule.misconception}: {' | '.join(dict.fromkeys(value.text for value in self.values))}"


def suggestions(item: ValueItem, scope: ItemScope, workers: Workers) -> list[Suggestion]:
    """Wrong options that run and differ from the key, the item's own distractors and each other, in every variant."""
    found = [one for asked in item.asked() for one in _candidates(item, asked)]
    for draw in draws(item):
        case: ItemContext[Any] = ItemContext(item=item, draw=draw, scope=scope, workers=workers)
        taken: dict[Where, list[Value]] = {
            asked.where: _taken(case, asked) for asked in item.asked()
        }
        found = [one for one in found if _differs(case, one, taken[one.where], workers)]
    return found


def room_for(item: ValueItem) -> int:
    """How many distractors more the item may have."""
    (most,) = (
        int(one.max_length)
        for one in type(item).model_fields["distractors"].metadata
        if hasattr(one, "max_length")
    )
    return most - len(item.distractors)


def _candidates(item: ValueItem, asked: Asked) -> Iterator[Suggestion]:
    for rule in RULES:
        for change in _changes(rule, item.snippet, asked.code):
            yield Suggestion(rule, change, asked.where)


def _changes(rule: Rule, snippet: str, ask: str | None) -> Iterator[Edit]:
    """What a rule makes of what is asked, or else of each statement of the snippet."""
    if ask is not None and re.search(rule.needs, _behind(ask, snippet)):
        for node in _readings(ast.parse(ask.strip(), mode="eval").body, rule):
            yield Code(ast.unparse(node))
    if not rule.in_ask:
        for statement in ast.walk(ast.parse(snippet)):
            if isinstance(
                statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr
            ):
                yield from _statements(statement, rule, snippet.strip("\n"))


def _behind(ask: str, snippet: str) -> str:
    """The statements that what is asked comes from: of a table's cell, its own stage and those before it."""
    wanted = _names(ast.parse(ask.strip(), mode="eval"))
    found: list[str] = []
    for statement in reversed(ast.parse(snippet).body):
        is_plain = isinstance(statement, ast.Assign | ast.AnnAssign)
        given = _names(statement, ast.Store) if is_plain else _names(statement)
        if given & wanted:
            wanted |= _names(statement)
            found.append(ast.unparse(statement))
    return "\n".join(reversed(found))


def _names(tree: ast.AST, context: type[ast.expr_context] = ast.expr_context) -> set[str]:
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    } | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _statements(statement: ast.stmt, rule: Rule, snippet: str) -> Iterator[Edit]:
    for node in _readings(statement, rule):
        edit: Edit = Code(ast.unparse(node))
        if isinstance(statement, ast.Expr) or not _fits(snippet, edit):
            old = ast.get_source_segment(snippet, statement) or ""
            edit = Replacement(replace=Code(old), by=ast.unparse(node))
        if _fits(snippet, edit):
            yield edit


def _fits(snippet: str, edit: Edit) -> bool:
    try:
        return edited(snippet, edit).code != snippet
    except EditError:
        return False


def _readings(tree: ast.AST, rule: Rule) -> Iterator[ast.AST]:
    """The tree with one of its expressions read as the rule does, for each that it changes."""
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.expr) and (new := rule.change(node)) is not None:
            if node is tree:
                yield ast.fix_missing_locations(new)
                continue
            whole = copy.deepcopy(tree)
            old = list(ast.walk(whole))[place]
            yield ast.fix_missing_locations(_Swap(old, new).visit(whole))


class _Swap(ast.NodeTransformer):
    """Puts one expression in the place of another."""

    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else super().visit(node)


def _taken(case: ItemContext[Any], asked: Asked) -> list[Value]:
    """What is the key's, or a distractor's already."""
    shown = Asked(
        case.with_values(asked.code) if asked.code else None, asked.where, asked.tolerance
    )
    asks = (Ask(shown.code),) if shown.code else ()
    outcomes = [_outcome(case, case.code_job(case.snippet, "snippet", asks=asks))]
    own = [
        number for number, one in enumerate(case.item.distractors) if _is_about(one, asked.where)
    ]
    outcomes += [
        _outcome(case, misreading_job(case, number, shown))
        for number in own
        if case.item.distractors[number].instead
    ]
    stated = [
        formula(case.item.distractors[number].value, "distractors", number, "value")
        for number in own
    ]
    values = [_value(outcome) for outcome in outcomes] + stated_values(
        case, stated, is_printed=asked.code is None
    )
    return [one for one in values if one is not None]


def _outcome(case: ItemContext[Any], job: Job) -> Outcome:
    """What came of one job."""
    return case.workers.run(job)


def _is_about(distractor: Any, where: Where) -> bool:
    return not where or (distractor.row - 1, distractor.column - 1) == (where[1], where[3])


def _value(outcome: Outcome) -> Value | None:
    """What was asked for, or printed; None where it did not run or cannot be compared."""
    if failure_text(outcome):
        return None
    value = outcome.answers[0] if outcome.answers else printed(outcome.output)
    return value if isinstance(value, Value) and is_comparable(value) else None


def _differs(case: ItemContext[Any], one: Suggestion, taken: list[Value], workers: Workers) -> bool:
    """Run a suggestion in a variant, and take its value from what others may still give."""
    asked = _asked_at(case, one.where)
    wrong = ValueDistractor(
        misconception=one.rule.misconception, because=Text(one.rule.because), instead=one.instead
    )
    try:
        item = case.item.model_copy(update={"distractors": [wrong]})
        mistaken: ItemContext[Item] = ItemContext(
            item=item, draw=case.draw, scope=case.scope, workers=workers
        )
        value = _value(workers.run(misreading_job(mistaken, 0, asked)))
    except ProofStopped:
        return False
    if value is None or any(same(value, other, asked.tolerance or 0.0) for other in taken):
        return False
    taken.append(value)
    one.values.append(value)
    return True


def _asked_at(case: ItemContext[Any], where: Where) -> Asked:
    (asked,) = [one for one in case.item.asked() if one.where == where]
    return Asked(case.with_values(asked.code) if asked.code else None, where, asked.tolerance)


def as_yaml(found: Sequence[Suggestion], known: dict[str, str]) -> str:
    """Distractors to paste, and the beliefs that the lesson does not name yet."""
    import yaml

    lines = [_dumped(yaml, [_plain(one)]) for one in found]
    new = {
        one.rule.misconception: one.rule.belief
        for one in found
        if one.rule.misconception not in known
    }
    beliefs = f"# under the lesson's misconceptions:\n{_dumped(yaml, new)}" if new else ""
    return f"{beliefs}# under the item's distractors:\n{''.join(lines)}"


def _dumped(yaml: Any, plain: Any) -> str:
    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=120)
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def _plain(one: Suggestion) -> dict[str, Any]:
    instead = one.instead
    change: Any = str(instead)
    if isinstance(instead, Replacement):
        change = {"replace": str(instead.replace), "by": instead.by}
    return {
        **one.cell,
        "misconception": one.rule.misconception,
        "instead": change,
        "because": one.rule.because,
    }
