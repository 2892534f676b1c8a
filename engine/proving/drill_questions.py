"""Proves a drill's question template by running it with a wide sample of parameter values.

A template stands for far more questions than can be run in advance. The sample is meant to reveal
faults to the author. In addition, every question is run before a learner sees it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from msgspec.structs import replace as replace_struct

from torchquiz.engine.drills.drawn import agrees, formula_value, plain_params, shown_ask, shown_code
from torchquiz.engine.drills.parameters import Parameters, corners, draw, edge_values
from torchquiz.engine.models.declared_drills import DrillQuestionModel
from torchquiz.engine.models.drills import Choices, DrillQuestion, Span
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.context import ProofContext, Scope
from torchquiz.engine.proof.luck import luck_in
from torchquiz.engine.proof.result import Proof, ProofStopped
from torchquiz.engine.proof.texts import Templates
from torchquiz.engine.sandbox.job import (
    SECOND_RUN,
    Answered,
    Ask,
    Block,
    Job,
    Outcome,
    Raised,
    program,
)
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import same
from torchquiz.engine.variants.expressions import ExpressionError
from torchquiz.engine.variants.substitution import SubstitutionError, written

SAMPLE = 64
"""Number of random combinations to run for each question, in addition to those with edge values."""
PER_JOB = 80
"""The number of questions that run in one child."""
TIMEOUT_S = 30.0
ASKABLE = ("shape", "tuple", "list", "int", "bool", "dtype", "str")
"""The types of values that a learner can type quickly and exactly."""
MOST_COMMON = 0.5
"""The largest allowed proportion of questions with the same answer."""
OTHER_SEED = 1


@dataclass(slots=True, kw_only=True)
class DrillContext(ProofContext):
    """The state of the proof of a drill's question for one combination of parameters."""

    timeout_s = TIMEOUT_S
    stops_at_wrong_figure = True

    question: DrillQuestion
    params: Parameters

    @property
    def names(self) -> dict[str, Any]:
        """The values of the parameters and of the derived names, by name."""
        return self.params

    @property
    def variant_name(self) -> str | None:
        """The parameters, such as `kernel=3, size=28`, or None if they have no values yet."""
        given = {name: value for name, value in self.params.items() if name in self.question.given}
        return ", ".join(f"{name}={written(value)}" for name, value in given.items()) or None

    @property
    def example(self) -> str:
        """A clause that lists the parameters, such as `with kernel=3`.

        Messages use it to identify the combination.
        """
        return f"with {self.variant_name}"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A combination of parameters, with the code and texts for it."""

    context: DrillContext
    code: str
    ask: str
    templates: Templates


def prove_question(
    model: DrillQuestionModel, scope: Scope, workers: Workers
) -> tuple[DrillQuestion, Proof]:
    """Prove a question of a drill. Return its template and the proof."""
    question = _template(model, scope.setup)
    proof = Proof()
    context = DrillContext(scope=scope, workers=workers, proof=proof, question=question, params={})
    try:
        prepared = [
            _prepare(model, replace(context, params=params, rendered={}))
            for params in _sample(context)
        ]
        values = _check_all(prepared)
        _check_variety(context, values)
        _note_luck(prepared[0])
    except ProofStopped:
        pass
    return question, proof


def _template(model: DrillQuestionModel, setup: str) -> DrillQuestion:
    return DrillQuestion(
        stem=str(model.stem),
        given={name: _given(values) for name, values in model.given.items()},
        where=str(model.where or ""),
        derived={name: str(code) for name, code in model.derived.items()},
        setup=setup,
        snippet=str(model.snippet),
        ask=str(model.ask),
        key=str(model.key or ""),
        because=str(model.because),
    )


def _given(values: Any) -> Span | Choices:
    return Span(*values) if isinstance(values, tuple) else Choices(tuple(values))


def _sample(context: DrillContext) -> list[Parameters]:
    """Return the combinations of parameters to test, without duplicates.

    These are the corners of the parameters' ranges, one combination for each edge value, and random
    ones.

    Raises:
        ProofStopped: an expression fails, or no combination contains some value of a parameter.
    """
    question, random = context.question, Random(0)
    try:
        sample = [*corners(question), *_edges(context, random)]
        for _ in range(SAMPLE):
            drawn = draw(question, random)
            sample += [drawn] if drawn is not None else []
    except ExpressionError as error:
        name = _failing_field(question)
        raise context.stop(
            f"`{name}` cannot be computed: {error}.",
            "Use parameters, arithmetic, comparisons and the functions that `torchquiz guide`"
            " lists.",
            name,
        ) from error
    return list({repr(params): params for params in sample}.values())


def _failing_field(question: DrillQuestion) -> str:
    """Return the field whose expression fails: `where` or `derived`."""
    try:
        draw(replace_struct(question, derived={}), Random(0))
    except ExpressionError:
        return "where"
    return "derived"


def _edges(context: DrillContext, random: Random) -> Iterator[Parameters]:
    """Yield, for every edge value of every parameter, a random combination that contains it.

    Raises:
        ProofStopped: too few combinations meet `where`, or some edge value occurs in none.
    """
    question = context.question
    if draw(question, random) is None:
        raise context.stop(
            "none or almost none of the combinations of parameters meet `where`.",
            "Use other values, or relax `where`.",
            "where",
        )
    for name, value in edge_values(question):
        drawn = draw(question, random, {name: value})
        if drawn is None:
            raise context.stop(
                f"`{name}` is never {written(value)}, because `where` rules it out.",
                "Narrow its values, or relax `where`.",
                *("given", name),
            )
        yield drawn


def _prepare(model: DrillQuestionModel, context: DrillContext) -> _Prepared:
    """Prepare a combination: fill in its code, and parse its texts as templates.

    Raises:
        ProofStopped: a parameter cannot be replaced by its value, or a text is not a template.
    """
    question, params = context.question, context.params
    try:
        code, ask = shown_code(question, params), shown_ask(question, params)
    except SubstitutionError as error:
        raise context.stop(f"{error}.", error.remedy, "snippet") from error
    texts = [(where, text) for where, text in model.texts()]
    return _Prepared(context, code, ask, Templates(context, texts))


def _check_all(prepared: Sequence[_Prepared]) -> list[Value]:
    """Run and check all combinations with two seeds, and return the value that each asks for.

    Raises:
        ProofStopped: a combination has a fault; only the first one is reported.
    """
    values: list[Value] = []
    for start in range(0, len(prepared), PER_JOB):
        batch = prepared[start : start + PER_JOB]
        job = _job(batch)
        other = replace(job, seed=OTHER_SEED, on_twin=True, purpose=SECOND_RUN)
        first, again = batch[0].context.run([job, other], "snippet")
        answers, others = _answers(batch, first), _answers(batch, again)
        for one, own, repeated in zip(batch, answers, others, strict=True):
            values.append(_check(one, own, repeated))
    return values


def _job(batch: Sequence[_Prepared]) -> Job:
    """Return a job that runs several combinations, and evaluates the expressions they need."""
    context = batch[0].context
    runs = [(one.code, plain_params(one.context.params)) for one in batch]
    block = Block(f"_questions = [_DrillQuestion(globals(), *run) for run in {runs!r}]")
    asks: list[Ask] = []
    for number, one in enumerate(batch):
        for ask in (Ask(one.ask), *one.templates.asks):
            asks.append(replace(ask, code=f"_questions[{number}].value({ask.code!r})"))
    return Job(
        (*context.scope.setups, program("drill"), block), tuple(asks), {}, timeout_s=TIMEOUT_S
    )


def _answers(batch: Sequence[_Prepared], outcome: Outcome) -> list[Sequence[Answered]]:
    """Split a job's results by combination: first the answer, then the values in the texts.

    Raises:
        ProofStopped: the setup failed, or the job was stopped.
    """
    batch[0].context.require_success(outcome, "the drill", "snippet")
    answers = list(outcome.answers)
    split: list[Sequence[Answered]] = []
    for one in batch:
        count = 1 + len(one.templates.asks)
        split.append(answers[:count])
        del answers[:count]
    return split


def _check(one: _Prepared, answers: Sequence[Answered], again: Sequence[Answered]) -> Value:
    """Check one combination, and return the value that it asks for.

    Raises:
        ProofStopped: the combination has a fault.
    """
    context = one.context
    value = _value(context, answers[0])
    repeated = again[0]
    if not isinstance(repeated, Value) or not same(value, repeated):
        raise context.stop(
            f"the answer depends on chance {context.example}: {value.text} in one run,"
            f" {repeated.text if isinstance(repeated, Value) else 'an error'} in another.",
            "Ask for something that does not depend on chance, such as a shape.",
            "ask",
        )
    _check_formula(context, value)
    figures = one.templates.render(answers[1:])
    one.templates.check_figures([*figures, one.code, value.text])
    if context.proof.faults:
        raise ProofStopped
    return value


def _value(context: DrillContext, answer: Answered) -> Value:
    """Return the value that a combination asks for.

    Raises:
        ProofStopped: its code fails, or a learner could not type its value.
    """
    if isinstance(answer, Raised):
        raise context.stop(
            f"the question fails {context.example}: {answer.sentence}.",
            "Exclude such parameters with `where`, or fix the code.",
            "snippet",
        )
    assert isinstance(answer, Value)
    if answer.tag not in ASKABLE:
        raise context.stop(
            f"`ask` evaluates to a {answer.tag}, which cannot be typed quickly and exactly.",
            "Ask for a shape, whole number, dtype, boolean or string.",
            "ask",
        )
    return answer


def _check_formula(context: DrillContext, value: Value) -> None:
    """Check that the author's formula, if there is one, equals PyTorch's value.

    Raises:
        ProofStopped: the formula fails, or PyTorch's value is different.
    """
    try:
        is_right = agrees(context.question, context.params, value)
    except ExpressionError as error:
        raise context.stop(
            f"`key` cannot be computed {context.example}: {error}.",
            "Use only the parameters and derived values.",
            "key",
        ) from error
    if not is_right:
        context.tally.keys.wrong += 1
        key = written(formula_value(context.question, context.params))
        raise context.stop(
            f"the key is not the value that PyTorch computes {context.example}.",
            f"key:     {key}\nPyTorch: {value.text}",
            "key",
        )


def _check_variety(context: DrillContext, values: Sequence[Value]) -> None:
    """Require that no answer is so frequent that always guessing it would often succeed."""
    ((text, count),) = Counter(value.text for value in values).most_common(1)
    if count > MOST_COMMON * len(values):
        context.note_fault(
            f"the answer is {text} in {count} of {len(values)} sampled questions.",
            "Choose parameters that change the answer more often.",
            "given",
        )


def _note_luck(one: _Prepared) -> None:
    """Count the answer as proven, or as unproven if it may depend on chance."""
    context = one.context
    reason = luck_in(context.scope.setup, one.code, one.ask)
    if not reason:
        context.tally.keys.proven += 1
        return
    context.tally.keys.unproven += 1
    context.note_doubt(f"the answer may depend on chance: {reason}", "ask")
