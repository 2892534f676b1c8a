"""Evaluates an author's formulas in terms of the parameters, without running the snippet."""

from collections.abc import Iterator, Sequence
from typing import Any

from torchquiz.engine.models.authored import Code
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.asked_value import printed_value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.sandbox.job import Answered, Ask, Raised
from torchquiz.engine.variants.expressions import ExpressionError, arithmetic
from torchquiz.engine.variants.templates import Figure, TemplateError, parts
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.scalars import HOLE

Formula = tuple[Code | None, Where]
"""A formula and its field. The formula is None if the field is empty or contains only `?`."""
Pieces = list[str | Ask]
"""The parts of a formula: a single expression, or printed text with embedded expressions."""


def formula(code: Code | None, *where: str | int) -> Formula:
    """Return the formula in a field (None if the author wrote `?`) and the path of the field."""
    is_hole = code is not None and code.strip() == HOLE
    return None if is_hole else code, where


def stated_values(
    context: ItemContext[Any], formulas: Sequence[Formula], *, is_printed: bool = False
) -> list[Value | None]:
    """Return the value of each formula, or None where the author wrote none.

    Raises:
        ProofStopped: a formula cannot be evaluated.
    """
    if not is_printed:
        values = _arithmetic_values([code for code, _ in formulas], context.combination.values)
        if values:
            return values
    groups = [_pieces(context, *each, is_printed=is_printed) for each in formulas]
    asks = [piece for group in groups for piece in group if isinstance(piece, Ask)]
    (outcome,) = context.run([context.job(asks=asks)])
    context.require_success(outcome, "the setup")
    answers = iter(outcome.answers)
    already = len(context.proof.faults)
    values = [
        _formula_value(context, _answered(group, answers), where) if group else None
        for group, (_, where) in zip(groups, formulas, strict=True)
    ]
    if len(context.proof.faults) > already:
        raise ProofStopped
    return values


def _answered(pieces: Pieces, answers: Iterator[Answered]) -> list[Answered]:
    """Replace each expression in a formula with its reported value."""
    return [next(answers) if isinstance(piece, Ask) else piece for piece in pieces]


def _arithmetic_values(codes: list[Code | None], names: dict[str, Any]) -> list[Value | None]:
    """Evaluate formulas that are all integer arithmetic. Return an empty list if one is not.

    Most formulas are integer arithmetic, and evaluating them here saves running a job.
    """
    try:
        values = [arithmetic(code, names) if code is not None else None for code in codes]
        return [_whole(value) if value is not None else None for value in values]
    except ExpressionError:
        return []


def _whole(value: Any) -> Value:
    """Convert an integer, or a tuple of integers, to the value that the worker would report."""
    if type(value) is int:
        return Value("int", value, str(value))
    if type(value) is tuple:
        return Value("tuple", [_whole(item) for item in value], str(value))
    raise ExpressionError("it is not an integer")


def _pieces(
    context: ItemContext[Any], code: Code | None, where: Where, *, is_printed: bool
) -> Pieces:
    if code is None:
        return []
    if not is_printed:
        return [Ask(context.with_values(code, *where))]
    try:
        template = parts(code)
    except TemplateError as error:
        message = f"the text is not a valid template: {error}."
        raise context.stop(message, "Write each literal brace twice.", *where) from error
    return [
        Ask(piece.code, "text", piece.spec) if isinstance(piece, Figure) else piece
        for piece in template
    ]


def _formula_value(
    context: ItemContext[Any], answers: list[Answered], where: Where
) -> Value | None:
    """Return the value of a formula. If it cannot be evaluated, record a fault and return None."""
    text = ""
    for answer in answers:
        if isinstance(answer, Raised):
            context.note_fault(
                f"`{where[-1]}` cannot be evaluated: {answer.sentence}.",
                "Use only the parameters here; names from the snippet are not available. A "
                "string needs quotes of its own.",
                *where,
            )
            return None
        if isinstance(answer, Value):
            return answer
        assert isinstance(answer, str)
        text += answer
    return printed_value(text)
