"""Suggests distractors by running an item's snippet as mistaken learners would read it.

If a misread snippet runs without an error and its value differs from the correct one, the value is
suggested as a wrong option.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from torchquiz.engine.authoring.candidates import RULES, changes
from torchquiz.engine.authoring.distractor_insertion import indented_yaml
from torchquiz.engine.authoring.misreadings.rule import Rule
from torchquiz.engine.models.authored import Edit, Replacement, Text
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.asked_value import AskedValue, ValueDistractor, ValueItem, printed_value
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.formulas import formula, stated_values
from torchquiz.engine.proof.item_context import ItemContext, ItemScope
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.wrong_values import misreading_job
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import is_comparable, same
from torchquiz.engine.variants.grid import combinations
from torchquiz.engine.yaml.positions import Where


@dataclass(slots=True)
class Suggestion:
    """A wrong option that follows from a misconception."""

    rule: Rule
    instead: Edit
    where: Where
    """The path of the table cell that it belongs to. It is empty for a `predict` item."""
    values: list[Value] = field(default_factory=list)
    """The wrong value in each variant of the item."""

    @property
    def cell(self) -> dict[str, int]:
        """The row and column of a table's cell, counted from 1 as in a distractor.

        The dict is empty for a `predict` item.
        """
        if not self.where:
            return {}
        return {"row": int(self.where[1]) + 1, "column": int(self.where[3]) + 1}

    def __str__(self) -> str:
        """Return a one-line summary.

        An example is `row 2, column 1, padding-overlooked: (1, 8, 26, 26)`.
        """
        place = "".join(f"{name} {number}, " for name, number in self.cell.items())
        values = dict.fromkeys(value.text for value in self.values)
        return f"{place}{self.rule.misconception}: {' | '.join(values)}"


def suggestions(item: ValueItem, scope: ItemScope, workers: Workers) -> list[Suggestion]:
    """Return the misreadings that run without an error and give a new value in every variant.

    A value is new if it differs from the correct value, from the values of the item's distractors,
    and from those of the other suggestions.
    """
    kept = [candidate for asked in item.asked() for candidate in _candidates(item, asked)]
    for combination in combinations(item):
        context: ItemContext[Any] = ItemContext(
            item=item, combination=combination, scope=scope, workers=workers
        )
        taken = {asked.where: _taken_values(context, asked) for asked in item.asked()}
        kept = [option for option in kept if _differs(context, option, taken[option.where])]
    return kept


def room_for(item: ValueItem) -> int:
    """Return how many more distractors the item may have."""
    constraints = type(item).model_fields["distractors"].metadata
    (most,) = (int(limit.max_length) for limit in constraints if hasattr(limit, "max_length"))
    return most - len(item.distractors)


def _candidates(item: ValueItem, asked: AskedValue) -> Iterator[Suggestion]:
    for rule in RULES:
        for change in changes(rule, item.snippet, asked.code):
            yield Suggestion(rule, change, asked.where)


def _taken_values(context: ItemContext[Any], asked: AskedValue) -> list[Value]:
    """Return the values of the answer and the distractors, from which suggestions must differ."""
    shown = _shown(context, asked)
    asks = (Ask(shown.code),) if shown.code else ()
    jobs = [context.code_job(context.snippet, "snippet", asks=asks)]
    stated = []
    for number, distractor in enumerate(context.item.distractors):
        if _is_about(distractor, asked.where):
            stated.append(formula(distractor.value, "distractors", number, "value"))
            jobs += [misreading_job(context, number, shown)] if distractor.instead else []
    # Run one job at a time, as for suggestions, because one job that hangs would end the whole
    # batch.
    outcomes = [outcome for job in jobs for outcome in context.run([job])]
    values = list(map(_value, outcomes)) + stated_values(
        context, stated, is_printed=asked.code is None
    )
    return [value for value in values if value is not None]


def _is_about(distractor: Any, where: Where) -> bool:
    return not where or (distractor.row - 1, distractor.column - 1) == (where[1], where[3])


def _value(outcome: Outcome) -> Value | None:
    """Return the value that the code computed or printed.

    Return None if the code failed or if the value cannot be compared.
    """
    if failure_text(outcome):
        return None
    value = outcome.answers[0] if outcome.answers else printed_value(outcome.output)
    return value if isinstance(value, Value) and is_comparable(value) else None


def _differs(context: ItemContext[Any], suggestion: Suggestion, taken: list[Value]) -> bool:
    """Run a suggestion in one variant, and return whether its value is new.

    A new value is added to `taken` and to the suggestion.
    """
    (asked,) = (asked for asked in context.item.asked() if asked.where == suggestion.where)
    wrong = ValueDistractor(
        misconception=suggestion.rule.misconception,
        because=Text(suggestion.rule.because),
        instead=suggestion.instead,
    )
    item = context.item.model_copy(update={"distractors": [wrong]})
    mistaken = replace(context, item=item)
    try:
        (outcome,) = context.run([misreading_job(mistaken, 0, _shown(context, asked))])
    except ProofStopped:
        return False
    value = _value(outcome)
    if value is None or any(same(value, other, asked.tolerance or 0.0) for other in taken):
        return False
    taken.append(value)
    suggestion.values.append(value)
    return True


def _shown(context: ItemContext[Any], asked: AskedValue) -> AskedValue:
    """Return the expression that the item asks for, with this variant's parameters filled in."""
    return AskedValue(
        context.with_values(asked.code) if asked.code else None, asked.where, asked.tolerance
    )


def as_yaml(options: Sequence[Suggestion], known: dict[str, str], columns: tuple[int, int]) -> str:
    """Return suggestions as YAML for the author to paste into the lesson.

    It lists any misconceptions that the lesson does not have yet, followed by the distractors.

    Args:
        options: the suggestions.
        known: the misconceptions that the lesson can already refer to.
        columns: the columns (counted from 1) of the lesson's misconceptions and of the item's
            distractors.
    """
    new = new_beliefs(options, known)
    lines: list[str] = []
    if new:
        lines += ["# Add under the lesson's misconceptions:", *indented_yaml(new, columns[0])]
    distractors = [distractor(suggestion) for suggestion in options]
    lines += ["# Add under the item's distractors:", *indented_yaml(distractors, columns[1])]
    return "".join(f"{line}\n" for line in lines)


def new_beliefs(options: Sequence[Suggestion], known: dict[str, str]) -> dict[str, str]:
    """Return the misconceptions to add to the lesson, as `name: belief`."""
    rules = [suggestion.rule for suggestion in options]
    return {rule.misconception: rule.belief for rule in rules if rule.misconception not in known}


def distractor(suggestion: Suggestion) -> dict[str, Any]:
    """Convert a suggestion to a distractor, as parsed from a lesson's YAML."""
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
