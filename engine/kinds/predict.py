"""predict: what comes out? A shape, a number, a dtype, a text, or what the snippet prints.

The key is a formula over the parameters, evaluated apart from the snippet: the rule that is taught, against real PyTorch. A wrong
option may say how it comes about, as code that is run too.
"""

from typing import Annotated, Any

from pydantic import Field

from engine.kinds.case import Case, failure_text
from engine.models.answers import Choose, Near, Option, Typed
from engine.models.authored import Change, Code, Distractor, EntryForm, Item
from engine.models.proven import Variant
from engine.models.runs import Run, Value
from engine.sandbox.job import Ask, Job, Outcome, Raised
from engine.sandbox.values import has_floats, is_comparable, same
from engine.variants.constants import is_constant
from engine.variants.edits import EditError, expression
from engine.variants.expressions import ExpressionError, arithmetic
from engine.variants.templates import Figure, TemplateError, parts

OTHER_SEED = 1


class PredictDistractor(Distractor):
    """A wrong value, the code that yields it, or both."""

    value: Code | None = None
    instead: Change | None = None


class Predict(Item):
    """An item that asks what a snippet comes to."""

    snippet: Code
    ask: Code | None = None
    """None asks for what the snippet prints."""
    key: Code
    distractors: Annotated[list[PredictDistractor], Field(max_length=5)]
    entry: EntryForm = "options"
    tolerance: Annotated[float, Field(gt=0)] | None = None


MODEL = Predict


def prove(case: Case[Predict]) -> Variant:
    """Run the snippet twice with different seeds, the formulas apart from it, and each mistaken reading."""
    item = case.item
    if item.entry == "options" and not item.distractors:
        raise case.refuse(
            "there is no wrong option.", "Add distractors, or ask for a typed answer with 'entry: typed'.", "distractors"
        )
    texts = case.text_asks()
    asked = case.show(item.ask, "ask") if item.ask else None
    ask = (Ask(asked),) if asked else ()
    first, again, *mistaken = case.run(
        [
            case.job(case.snippet, "snippet", asks=(*ask, *texts.asks)),
            case.job(case.snippet, "snippet", asks=ask, seed=OTHER_SEED),
            *_mistaken_jobs(case, asked),
        ]
    )
    actual = _came_out(case, first, asked)
    texts.render(first.answers[len(ask) :])
    key, *values = _believed(case)
    _check_key(case, key, actual, _came_out(case, again, asked))
    readings = dict(zip(_with_instead(item), mistaken, strict=True))
    wrongs = [_wrong(case, number, values[number], readings.get(number), asked, key) for number in range(len(item.distractors))]
    _check_pairs(case, [value for value, _ in wrongs])
    if not item.given:
        _check_computed(case, asked)
    run = Run("", asked or "", actual.text if asked else "", first.output, "", first.elapsed_ms)
    return case.variant(_answer(case, key, wrongs), run)


def _came_out(case: Case[Predict], outcome: Outcome, asked: str | None) -> Value:
    case.demand_ran(outcome, "the snippet", "snippet")
    if asked is None:
        return _printed(outcome.output)
    value = case.value(outcome.answers[0], "`ask`", "ask")
    if not is_comparable(value):
        raise case.refuse(
            f"`ask` gives {value.text}, which can only be compared by its text.",
            "Ask for a shape, a number, a dtype, a text, a truth value or a small tensor.",
            "ask",
        )
    return value


def _printed(text: str) -> Value:
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return Value("str", lines, lines)


def _believed(case: Case[Predict]) -> list[Value | None]:
    """What the author believes: the key's value, then each distractor's; None where only `instead` is given."""
    item = case.item
    codes: list[tuple[Code | None, tuple[str | int, ...]]] = [(item.key, ("key",))]
    codes += [(one.value, ("distractors", number, "value")) for number, one in enumerate(item.distractors)]
    if item.ask and (values := _calculated([code for code, _ in codes], case.draw.values)):
        return values
    groups = [_formula(case, code, where) if code is not None else [] for code, where in codes]
    (outcome,) = case.run([case.job("", asks=[ask for group in groups for ask in group if isinstance(ask, Ask)])])
    case.demand_ran(outcome, "the setup")
    left = iter(outcome.answers)
    return [_evaluated(case, group, left, where) if group else None for group, (_, where) in zip(groups, codes, strict=True)]


def _calculated(codes: list[Code | None], names: dict[str, Any]) -> list[Value | None]:
    """The values of formulas, where all are plain arithmetic over whole numbers, which needs no child; else nothing."""
    try:
        values = [arithmetic(code, names) if code is not None else None for code in codes]
        return [_whole(value) if value is not None else None for value in values]
    except ExpressionError:
        return []


def _whole(value: Any) -> Value:
    """As the worker would report it."""
    if type(value) is int:
        return Value("int", value, str(value))
    if type(value) is tuple:
        return Value("tuple", [_whole(one) for one in value], str(value))
    raise ExpressionError("it is no whole number")


def _formula(case: Case[Predict], code: Code, where: tuple[str | int, ...]) -> list[str | Ask]:
    """One ask for an expression; for a text that is to be printed, its pieces."""
    if case.item.ask:
        return [Ask(case.show(code, *where))]
    try:
        return [Ask(one.code, "text", one.spec) if isinstance(one, Figure) else one for one in parts(code)]
    except TemplateError as error:
        raise case.refuse(f"the text cannot be read: {error}.", "Write a literal brace twice.", *where) from error


def _evaluated(case: Case[Predict], group: list[str | Ask], answers: Any, where: tuple[str | int, ...]) -> Value:
    text = ""
    for piece in group:
        answer = next(answers) if isinstance(piece, Ask) else piece
        if isinstance(answer, Raised):
            raise case.refuse(
                f"`{where[-1]}` cannot be evaluated: {answer.sentence}.",
                "Write it over the parameters alone, and a text in quotes of its own; the snippet's names are not known to it.",
                *where,
            )
        if isinstance(answer, Value):
            return answer
        text += answer
    return _printed(text)


def _check_key(case: Case[Predict], key: Value | None, actual: Value, again: Value) -> None:
    assert key is not None
    tolerance = case.item.tolerance
    if has_floats(key) and tolerance is None:
        raise case.refuse(
            "the key has floats, and no tolerance is given.", "Add 'tolerance:', how far an answer may be off.", "key"
        )
    if not same(actual, again, tolerance or 0.0):
        case.tally.keys.wrong += 1
        raise case.refuse(
            f"the answer depends on chance: {actual.text} with one seed, {again.text} with another.",
            "Pin the seed in the snippet with torch.manual_seed(…), or ask for something else.",
            "ask" if case.item.ask else "snippet",
        )
    if not same(key, actual, tolerance or 0.0):
        case.tally.keys.wrong += 1
        raise case.refuse("the key is not what PyTorch gives.", f"key:     {key.text}\nPyTorch: {actual.text}", "key")
    case.tally.keys.proven += 1


def _with_instead(item: Predict) -> list[int]:
    return [number for number, one in enumerate(item.distractors) if one.instead is not None]


def _mistaken_jobs(case: Case[Predict], asked: str | None) -> list[Job]:
    return [
        case.job(code, "snippet", asks=(Ask(ask),) if ask else ())
        for code, ask, _ in (_reading(case, number, asked) for number in _with_instead(case.item))
    ]


def _reading(case: Case[Predict], number: int, asked: str | None) -> tuple[str, str | None, str]:
    """The snippet as a mistaken learner reads it, what is then asked, and the lines that say the difference."""
    where = ("distractors", number, "instead")
    instead = case.item.distractors[number].instead
    assert instead is not None
    try:
        other = expression(instead)
    except EditError as error:
        raise case.refuse(f"{error}.", "Write Python.", *where) from error
    if other is not None and asked is not None:
        return case.snippet, case.show(other, *where), ""
    change = case.changed(instead, *where)
    return change.code, asked, change.lines


def _wrong(
    case: Case[Predict], number: int, stated: Value | None, outcome: Outcome | None, asked: str | None, key: Value | None
) -> tuple[Value, Run | None]:
    """A distractor's value, proven to differ from the key and to come about as stated."""
    assert key is not None
    where = ("distractors", number)
    run, yielded = None, None
    if outcome is not None:
        _, ask, lines = _reading(case, number, asked)
        yielded = _yielded(case, outcome, ask, where)
        run = Run(lines, ask or "", yielded.text if ask else "", outcome.output, "", outcome.elapsed_ms)
    value = stated or yielded
    if value is None:
        raise case.refuse("the distractor has no value.", "Give 'value', or 'instead', or both.", *where)
    tolerance = case.item.tolerance or 0.0
    if stated is not None and yielded is not None and not same(stated, yielded, tolerance):
        case.tally.distractors.wrong += 1
        case.fault(
            "the misconception does not lead to its value.", f"value:   {stated.text}\ninstead: {yielded.text}", *where, "instead"
        )
    elif same(value, key, tolerance):
        case.tally.distractors.wrong += 1
        case.fault(f"this option is right as well: it is {key.text}, like the key.", "Change its value.", *where)
    else:
        case.tally.distractors.proven += 1
    return value, run


def _yielded(case: Case[Predict], outcome: Outcome, asked: str | None, where: tuple[str | int, ...]) -> Value:
    if failure := failure_text(outcome):
        raise case.refuse(
            f"`instead` does not run: {failure}.",
            f"{outcome.note} Write code that runs and gives the wrong value.".lstrip(),
            *where,
            "instead",
        )
    if asked is None:
        return _printed(outcome.output)
    return case.value(outcome.answers[0], "`ask` after `instead`", *where, "instead")


def _check_pairs(case: Case[Predict], values: list[Value]) -> None:
    for number, value in enumerate(values):
        for earlier in range(number):
            if same(values[earlier], value, case.item.tolerance or 0.0):
                case.tally.distractors.wrong += 1
                case.fault(
                    f"options {earlier + 1} and {number + 1} among the distractors have the same value, {value.text}.",
                    "Change one of them.",
                    *("distractors", number),
                )


def _check_computed(case: Case[Predict], asked: str | None) -> None:
    """A snippet that prints a constant proves nothing."""
    if case.item.unchanged is None and is_constant(case.snippet, asked):
        case.fault(
            "the answer stands in the snippet as a constant; no code comes to it.",
            "Let the answer come from the code, or say in 'unchanged:' why it is a constant.",
            "snippet",
        )


def _answer(case: Case[Predict], key: Value | None, wrongs: list[tuple[Value, Run | None]]) -> Choose | Typed:
    assert key is not None
    options = [
        case.option(one, number, value.text, "value", run)
        for number, (one, (value, run)) in enumerate(zip(case.item.distractors, wrongs, strict=True))
    ]
    if case.item.entry == "options":
        return Choose((Option(key.text, "value", is_key=True), *options))
    if case.item.ask and key.tag in ("tensor", "class", "dict"):
        raise case.refuse(f"a {key.tag} cannot be typed.", "Remove 'entry: typed', or ask for a shape or a number.", "entry")
    near = tuple(
        Near((option.text,), value, option.because, option.misconception, option.belief, option.run)
        for option, (value, _) in zip(options, wrongs, strict=True)
    )
    return Typed(key, case.item.tolerance or 0.0, near)
