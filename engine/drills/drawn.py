"""Runs a drill question with random parameters, and fills in the numbers in its texts.

A question is shown only after its code has run, so that every answer is PyTorch's own. A question
is never shown if its code fails or if its answer differs from the author's formula.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

from msgspec import Struct

from torchquiz.engine.drills.parameters import CodeValue, Parameters, draw
from torchquiz.engine.grading.grade import RunJob
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.drills import Drill, DrillQuestion
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome
from torchquiz.engine.sandbox.values import plain
from torchquiz.engine.variants.expressions import evaluate
from torchquiz.engine.variants.substitution import substituted
from torchquiz.engine.variants.templates import Figure, parts

MOST_FAILURES = 20
"""The maximum number of questions in a row that may fail before a drill gives up."""


class DrawnQuestion(Struct, frozen=True):
    """A question that has been run and can be shown to the learner."""

    stem: str
    snippet: str
    answer: Typed
    because: str


def draw_question(drill: Drill, random: Random, run: RunJob) -> DrawnQuestion | None:
    """Return a random question that has been run, or None if too many in a row cannot be shown.

    Raises:
        WorkerError: code cannot be run at all.
    """
    for _ in range(MOST_FAILURES):
        question = random.choice(drill.questions)
        params = draw(question, random)
        if params is None:
            continue
        drawn = read_question(question, params, run(question_job(question, params)))
        if drawn is not None:
            return drawn
    return None


def question_job(question: DrillQuestion, params: Parameters) -> Job:
    """Return a job that runs a question and computes the numbers in its texts."""
    figures = [*figures_of(question.stem), *figures_of(question.because)]
    return Job(
        (Block(question.setup, "setup", role="setup"), Block(shown_code(question, params))),
        (
            Ask(shown_ask(question, params)),
            *(Ask(figure.code, "text", figure.spec) for figure in figures),
        ),
        plain_params(params),
    )


def read_question(
    question: DrillQuestion, params: Parameters, outcome: Outcome
) -> DrawnQuestion | None:
    """Return the question with the results of its job, or None if it must not be shown."""
    if outcome.failure or not outcome.answers:
        return None
    value, *figures = outcome.answers
    if not isinstance(value, Value) or not all(isinstance(text, str) for text in figures):
        return None
    if not agrees(question, params, value):
        return None
    texts = iter(figures)
    return DrawnQuestion(
        _filled(question.stem, texts),
        shown_code(question, params),
        Typed(value, 0.0),
        _filled(question.because, texts),
    )


def agrees(question: DrillQuestion, params: Parameters, value: Value) -> bool:
    """Return whether the value that PyTorch computed equals that of the author's formula.

    Return True if the author gave no formula.

    Raises:
        ExpressionError: the formula cannot be computed.
    """
    if not question.key:
        return True
    expected = formula_value(question, params)
    actual = plain(value)
    return isinstance(expected, bool) == isinstance(actual, bool) and bool(expected == actual)


def formula_value(question: DrillQuestion, params: Parameters) -> Any:
    """Return the value of the author's formula.

    Raises:
        ExpressionError: the formula cannot be computed.
    """
    return evaluate(question.key, params)


def shown_code(question: DrillQuestion, params: Parameters) -> str:
    """Return the snippet with the parameters replaced by their values."""
    return substituted(question.snippet.strip("\n"), params)


def shown_ask(question: DrillQuestion, params: Parameters) -> str:
    """Return the expression to evaluate, with the parameters replaced by their values."""
    return substituted(question.ask.strip(), params, is_fragment=True)


def plain_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters as plain data that can be sent to a worker."""
    return {
        name: str(value) if isinstance(value, CodeValue) else value
        for name, value in params.items()
    }


def figures_of(text: str) -> list[Figure]:
    """Return the expressions in a text that have to be computed.

    Raises:
        TemplateError: the text is not a valid template.
    """
    return [part for part in parts(text) if isinstance(part, Figure)]


def _filled(text: str, figures: Any) -> str:
    pieces = [next(figures) if isinstance(part, Figure) else part for part in parts(text)]
    return "".join(pieces).strip()
