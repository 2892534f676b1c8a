"""Proves items of kind `claim`: which statements are true?

Each statement has code that is run to test it. A statement that no code can test names its source.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text, Written, listed
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Outcome, Raised
from torchquiz.engine.yaml.positions import Where


class ClaimStatement(Model):
    """A statement, with code that tests it or a source."""

    text: Text
    holds: Code | None = None
    source: Written | None = None

    @model_validator(mode="after")
    def _is_shown_somehow(self) -> "ClaimStatement":
        if (self.holds is None) == (self.source is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `holds` (code that tests it) or `source` (where it can be read)",
                {},
            )
        return self


class ClaimDistractor(Distractor):
    """A false statement; in a true-or-false item, the misconception behind the wrong choice."""

    text: Text | None = None
    holds: Code | None = None
    source: Written | None = None


def _form_of_key(value: Any) -> str:
    if isinstance(value, list):
        return "statements"
    return "statement" if isinstance(value, dict | ClaimStatement) else "truth"


Key = Annotated[
    Annotated[bool, Tag("truth")]
    | Annotated[ClaimStatement, Tag("statement")]
    | Annotated[list[ClaimStatement], Tag("statements")],
    Discriminator(_form_of_key),
]


class ClaimItem(Item):
    """An item with several statements to choose from, or one that is true or false."""

    statement: ClaimStatement | None = None
    key: Key
    distractors: Annotated[list[ClaimDistractor], Field(min_length=1, max_length=5)]
    several: bool = False
    hints: Annotated[list[Text], Field(max_length=3)] = Field(default_factory=list)
    solution: Annotated[list[Text], BeforeValidator(listed)] = Field(default_factory=list)
    check: Text = Text("")

    @property
    def right_statements(self) -> list[ClaimStatement]:
        """True statements to choose from; empty for a true-or-false item."""
        if isinstance(self.key, bool):
            return []
        return self.key if isinstance(self.key, list) else [self.key]

    def key_field(self, number: int) -> Where:
        """Return the field of a true statement."""
        return ("key", number) if isinstance(self.key, list) else ("key",)

    @property
    def is_quoted(self) -> bool:
        """Whether the whole item is quoted from a source, so that no code tests any of it."""
        statements: list[ClaimStatement | ClaimDistractor] = [
            *self.right_statements,
            *self.distractors,
        ]
        if self.statement:
            statements.append(self.statement)
        return self.snippet is None and not any(statement.holds for statement in statements)


MODEL = ClaimItem


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement of the item, and whether its author marked it as true."""

    model: ClaimStatement | ClaimDistractor
    where: Where
    """Field of the statement."""
    is_true: bool

    @property
    def code_field(self) -> Where:
        """Field of the code that tests the statement."""
        return (*self.where, "holds")


def prove(context: ItemContext[ClaimItem]) -> Variant:
    """Run the snippet with two seeds, and test every statement."""
    item = context.item
    _check_shape(context)
    templates = context.templates()
    assertions = list(_assertions(item))
    asks = [
        Ask(context.with_values(each.model.holds, *each.code_field), "goal")
        for each in assertions
        if each.model.holds is not None
    ]
    job = context.code_job(context.snippet, "snippet", asks=(*asks, *templates.asks))
    first, again = context.run_twice(job, len(asks))
    context.require_success(first, "the snippet", *(("snippet",) if item.snippet else ()))
    templates.render(first.answers[len(asks) :])
    runs = _check_assertions(context, assertions, first, again)
    run = Run("", "", "", first.output, "", first.elapsed_ms) if item.snippet else None
    if item.statement:
        statement = context.text("statement", "text")
        return context.variant(_true_or_false(context, runs[0]), run, statement=statement)
    return context.variant(_options(context, runs), run)


def _check_shape(context: ItemContext[ClaimItem]) -> None:
    """Require either several statements, or one statement and whether it is true.

    Raises:
        ProofStopped: the item has neither form.
    """
    item = context.item
    if (item.statement is None) == isinstance(item.key, bool):
        message = "`statement` and `key: true` or `key: false` belong together."
        raise context.stop(message, "Write both, or neither.", "key")
    bare = [number for number, wrong in enumerate(item.distractors) if wrong.text is None]
    if item.statement is not None and (len(item.distractors) != 1 or not bare):
        raise context.stop(
            "a true-or-false item needs exactly one distractor, with only `misconception` and"
            " `because`.",
            "Remove the other distractors and keys.",
            "distractors",
        )
    for name in ("hints", "solution", "check"):
        if not item.is_quoted and not getattr(item, name):
            remedy = "Add it; only an item that is quoted from a source may omit it."
            raise context.stop(f"`{name}` is missing.", remedy, name)
    if item.statement is None and bare:
        message = "this distractor has no `text`."
        raise context.stop(message, "Add the false statement as `text`.", "distractors", bare[0])
    for number, wrong in enumerate(item.distractors):
        if wrong.text is not None and (wrong.holds is None) == (wrong.source is None):
            raise context.stop(
                "this distractor needs either `holds` (code that shows it is false) or `source`"
                " (where that can be read).",
                "Add one of them.",
                *("distractors", number),
            )


def _assertions(item: ClaimItem) -> Iterator[Assertion]:
    """Yield the statements, the true ones first."""
    if item.statement is not None:
        yield Assertion(item.statement, ("statement",), item.key is True)
        return
    for number, statement in enumerate(item.right_statements):
        yield Assertion(statement, item.key_field(number), is_true=True)
    for number, distractor in enumerate(item.distractors):
        yield Assertion(distractor, ("distractors", number), is_true=False)


def _check_assertions(
    context: ItemContext[ClaimItem], assertions: list[Assertion], first: Outcome, again: Outcome
) -> list[Run | None]:
    """Check every statement; return its run, or None if it only names a source."""
    answers = iter(zip(first.answers, again.answers, strict=False))
    runs: list[Run | None] = []
    for assertion in assertions:
        is_distractor = assertion.where[0] == "distractors"
        count = context.tally.distractors if is_distractor else context.tally.keys
        holds = assertion.model.holds
        if holds is None:
            count.unproven += 1
            source = assertion.model.source
            context.note_doubt(f"no code tests this; its source is {source}", *assertion.where)
            runs.append(None)
            continue
        code = context.with_values(holds, *assertion.code_field)
        answer, repeated = next(answers)
        fault = _why_not_shown(context, assertion, code, answer, repeated)
        if fault is None:
            count.proven += 1
        else:
            count.wrong += 1
            context.note_fault(*fault, *assertion.code_field)
        runs.append(_statement_run(code, answer, first.elapsed_ms))
    return runs


def _statement_run(code: str, answer: Answered, elapsed_ms: float) -> Run | None:
    if not isinstance(answer, Goal):
        return None
    return Run("", code, str(answer.holds), "", "", elapsed_ms)


def _why_not_shown(
    context: ItemContext[ClaimItem],
    assertion: Assertion,
    code: str,
    answer: Answered,
    repeated: Answered,
) -> tuple[str, str] | None:
    """Return why the code does not show what the author claims, and what to do; None if it does."""
    if not isinstance(answer, Goal):
        assert isinstance(answer, Raised)
        message = f"`holds` cannot be evaluated: {answer.sentence}."
        return message, context.remedy_for(answer)
    if _is_literal(code):
        written = str(assertion.model.holds).strip()
        message = f"`holds` is the constant {written}, which tests nothing."
        return message, "Write an expression that uses a name from the code."
    if isinstance(repeated, Goal) and repeated.holds != answer.holds:
        message = "whether this holds depends on chance."
        return message, "Set the seed in the snippet with torch.manual_seed(…)."
    if answer.holds == assertion.is_true:
        return None
    remedy = "Change the statement or its code."
    if answer.seen:
        remedy = f"PyTorch: {answer.sentence}"
    if assertion.is_true:
        return "this statement is marked as true, but its code shows that it is false.", remedy
    return "this statement is marked as false, but it holds, so it is right as well.", remedy


def _is_literal(code: str) -> bool:
    return isinstance(ast.parse(code.strip(), mode="eval").body, ast.Constant)


def _true_or_false(context: ItemContext[ClaimItem], run: Run | None) -> Choose:
    """Return the options True and False."""
    item = context.item
    wrong = context.wrong_option(item.distractors[0], 0, str(not item.key), "prose", run)
    return Choose((Option(str(item.key), "prose", is_key=True), wrong))


def _options(context: ItemContext[ClaimItem], runs: list[Run | None]) -> Choose:
    item = context.item
    count = len(item.right_statements)
    right = [
        Option(context.text(*item.key_field(number), "text"), "prose", is_key=True, run=run)
        for number, run in enumerate(runs[:count])
    ]
    wrong = []
    for number, distractor in enumerate(item.distractors):
        text, run = context.text("distractors", number, "text"), runs[count + number]
        wrong.append(context.wrong_option(distractor, number, text, "prose", run))
    texts = [option.text for option in (*right, *wrong)]
    for number, option in enumerate(wrong):
        if texts.count(option.text) > 1:
            where = ("distractors", number, "text")
            context.note_fault("two options have the same text.", "Change one of them.", *where)
    return Choose((*right, *wrong), several=item.several or count > 1)
