"""Suggests distractors: runs what common misconceptions make of an item's snippet.

What runs and gives another value than the key is worth an option.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from torchquiz.engine.authoring.candidates import RULES, changes
from torchquiz.engine.authoring.misreadings.rule import Rule
from torchquiz.engine.kinds.predict import Predict
from torchquiz.engine.kinds.table import AskedCell, Table
from torchquiz.engine.models.authored import Edit, Item, Replacement, Text
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.context import Case, Ground, Refused, failure_text
from torchquiz.engine.proof.value import (
    Asked,
    ValueDistractor,
    believed,
    mistaken_job,
    printed,
    unless_hole,
)
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.grid import combinations
from torchquiz.engine.yaml.positions import Where


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
        """Row and column, counted from 1 as a distractor names them; empty for a predict."""
        if not self.where:
            return {}
        return {"row": int(self.where[1]) + 1, "column": int(self.where[3]) + 1}

    def __str__(self) -> str:
        """What it gives, in a line: `row 2, column 1, padding-overlooked: (1, 8, 26, 26)`."""
        place = "".join(f"{name} {number}, " for name, number in self.cell.items())
        values = dict.fromkeys(value.text for value in self.values)
        return f"{place}{self.rule.misconception}: {' | '.join(values)}"


def suggestions(item: Predict | Table, ground: Ground, workers: Workers) -> list[Suggestion]:
    """Return wrong options that run, and whose values differ in every variant.

    They differ from the key, from the item's own distractors and from each other.
    """
    kept = [one for asked in _asked_values(item) for one in _candidates(item, asked)]
    for combination in combinations(item):
        case: Case[Any] = Case(
            item, combination, ground, lambda jobs: [workers.run(job) for job in jobs]
        )
        taken = {asked.where: _taken_values(case, asked) for asked in _asked_values(item)}
        kept = [one for one in kept if _differs(case, one, taken[one.where])]
    return kept


def room_for(item: Predict | Table) -> int:
    """Return how many more distractors the item may have."""
    constraints = type(item).model_fields["distractors"].metadata
    (most,) = (int(one.max_length) for one in constraints if hasattr(one, "max_length"))
    return most - len(item.distractors)


def _asked_values(item: Predict | Table) -> Iterator[Asked]:
    """Yield what the item asks for: one value, or the cells of a table."""
    if isinstance(item, Predict):
        yield Asked(item.ask, tolerance=item.tolerance)
        return
    for row_index, row in enumerate(item.rows):
        for column_index, cell in enumerate(row.cells):
            if isinstance(cell, AskedCell):
                where = ("rows", row_index, "cells", column_index)
                yield Asked(cell.ask, where, cell.tolerance)


def _candidates(item: Predict | Table, asked: Asked) -> Iterator[Suggestion]:
    for rule in RULES:
        for change in changes(rule, item.snippet, asked.code):
            yield Suggestion(rule, change, asked.where)


def _taken_values(case: Case[Any], asked: Asked) -> list[Value]:
    """Return the values that the key and the item's own distractors have."""
    shown = _shown(case, asked)
    asks = (Ask(shown.code),) if shown.code else ()
    jobs = [case.job(case.snippet, "snippet", asks=asks)]
    stated = []
    for number, distractor in enumerate(case.item.distractors):
        if _is_about(distractor, asked.where):
            stated.append((unless_hole(distractor.value), ("distractors", number, "value")))
            jobs += [mistaken_job(case, number, shown)] if distractor.instead else []
    # One job after another, as each suggestion is: a batch might end with the first that hangs.
    outcomes = [outcome for job in jobs for outcome in case.run([job])]
    values = list(map(_value, outcomes)) + believed(case, stated, is_printed=asked.code is None)
    return [value for value in values if value is not None]


def _is_about(distractor: Any, where: Where) -> bool:
    return not where or (distractor.row - 1, distractor.column - 1) == (where[1], where[3])


def _value(outcome: Outcome) -> Value | None:
    """Return what was asked for, or printed; None if it did not run or cannot be compared."""
    if failure_text(outcome):
        return None
    value = outcome.answers[0] if outcome.answers else printed(outcome.output)
    return value if isinstance(value, Value) and is_comparable(value) else None


def _differs(case: Case[Any], suggestion: Suggestion, taken: list[Value]) -> bool:
    """Run a suggestion in a variant; return whether its value is new, and take it."""
    (asked,) = (one for one in _asked_values(case.item) if one.where == suggestion.where)
    wrong = ValueDistractor(
        misconception=suggestion.rule.misconception,
        because=Text(suggestion.rule.because),
        instead=suggestion.instead,
    )
    mistaken: Case[Item] = Case(
        case.item.model_copy(update={"distractors": [wrong]}),
        case.combination,
        case.ground,
        case.run,
    )
    try:
        (outcome,) = case.run([mistaken_job(mistaken, 0, _shown(case, asked))])
    except Refused:
        return False
    value = _value(outcome)
    if value is None or any(same(value, other, asked.tolerance or 0.0) for other in taken):
        return False
    taken.append(value)
    suggestion.values.append(value)
    return True


def _shown(case: Case[Any], asked: Asked) -> Asked:
    """Return what is asked for, with this variant's parameters."""
    return Asked(case.show(asked.code) if asked.code else None, asked.where, asked.tolerance)


def as_yaml(found: Sequence[Suggestion], known: dict[str, str]) -> str:
    """Return distractors to paste, after the beliefs that the lesson does not name yet.

    Args:
        found: the suggestions.
        known: the misconceptions that the lesson may name already.
    """
    distractors = "".join(_yaml([_plain(suggestion)]) for suggestion in found)
    rules = [suggestion.rule for suggestion in found]
    new = {rule.misconception: rule.belief for rule in rules if rule.misconception not in known}
    beliefs = f"# under the lesson's misconceptions:\n{_yaml(new)}" if new else ""
    return f"{beliefs}# under the item's distractors:\n{distractors}"


def _yaml(plain: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=120)
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def _plain(suggestion: Suggestion) -> dict[str, Any]:
    instead = suggestion.instead
    change: Any = str(instead)
    if isinstance(instead, Replacement):
        change = {"replace": str(instead.replace), "by": instead.by}
    return {
        **suggestion.cell,
        "misconception": suggestion.rule.misconception,
        "instead": change,
        "because": suggestion.rule.because,
    }
