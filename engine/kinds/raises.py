"""raises: does this code raise, what, and where? "No error" is an answer."""

from typing import Annotated, Literal

from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Code, Distractor, Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.context import Case, error_text
from torchquiz.engine.sandbox.job import Ask, Outcome, Raised
from torchquiz.engine.yaml.positions import Where

NONE = "none"
"""What is written for an item, or an option, that raises nothing."""


class RaisesDistractor(Distractor):
    """What is not raised, or not on that line."""

    raises: Code
    line: Annotated[int, Field(ge=1)] | None = None


class Raises(Item):
    """An item that asks for an exception."""

    snippet: Code
    key: Code
    line: Annotated[int, Field(ge=1)] | None = None
    distractors: Annotated[list[RaisesDistractor], Field(min_length=1, max_length=5)]
    entry: Literal["options"] = "options"


MODEL = Raises


def prove(case: Case[Raises]) -> Variant:
    """Run the snippet with two seeds, look at what it raises and where, and compare with the classes that the options name."""
    item = case.item
    texts = case.text_asks()
    first, again = case.run_twice(case.job(case.snippet, "snippet", asks=texts.asks), 0)
    if first.ended != "finished":
        raise case.refuse(
            f"the snippet cannot be judged: {first.reason}.", "Let it end by itself.", "snippet"
        )
    _check_key(case, first, again)
    texts.render(first.answers)
    lineages = _lineages(case)
    for number in range(len(item.distractors)):
        _check_wrong(case, number, lineages, first.raised)
    options = [
        case.option(one, number, _worded(one.raises, one.line), "value", None)
        for number, one in enumerate(item.distractors)
    ]
    key = Option(_worded(item.key, item.line), "value", is_key=True)
    error = error_text(first.raised) if first.raised else ""
    return case.variant(
        Choose((key, *options)),
        Run("", "", "" if error else "no error", first.output, error, first.elapsed_ms),
    )


def _check_key(case: Case[Raises], first: Outcome, again: Outcome) -> None:
    item, raised = case.item, first.raised
    told = error_text(raised) if raised else "no error"
    is_true = (
        raised is None
        if item.key == NONE
        else raised is not None and item.key in _names(raised.lineage)
    )
    if raised is not None and raised.role == "setup":
        case.demand_ran(first, "the setup")
    if not is_true:
        case.tally.keys.wrong += 1
        raise case.refuse(
            "the key is not what PyTorch raises.", f"key:     {item.key}\nPyTorch: {told}", "key"
        )
    if (again.raised.type if again.raised else None) != (raised.type if raised else None):
        case.tally.keys.wrong += 1
        raise case.refuse(
            "what is raised depends on chance.",
            "Pin the seed in the snippet with torch.manual_seed(…).",
            "snippet",
        )
    if raised is not None and item.line is not None and raised.snippet_line != item.line:
        case.tally.keys.wrong += 1
        raise case.refuse(
            "another line raises.", f"line:    {item.line}\nPyTorch: {raised.snippet_line}", "line"
        )
    case.tally.keys.proven += 1


def _names(lineage: tuple[str, ...]) -> set[str]:
    """A class and its superclasses, with and without their modules, but not those that every exception has."""
    own = lineage[:1] + tuple(
        name for name in lineage[1:] if name not in ("Exception", "BaseException")
    )
    return {*own, *(name.rsplit(".", 1)[-1] for name in own)}


def _lineages(case: Case[Raises]) -> dict[str, tuple[str, ...]]:
    """The classes that the options name, each with those it inherits from."""
    named: list[tuple[Code, Where]] = [(case.item.key, ("key",))]
    named += [
        (one.raises, ("distractors", at, "raises")) for at, one in enumerate(case.item.distractors)
    ]
    named = [(name, where) for name, where in named if name != NONE]
    (outcome,) = case.run([case.job("", asks=[Ask(str(name), "class") for name, _ in named])])
    case.demand_ran(outcome, "the setup")
    found: dict[str, tuple[str, ...]] = {}
    for (name, where), answer in zip(named, outcome.answers, strict=True):
        if isinstance(answer, Raised):
            raise case.refuse(
                f"'{name}' is no exception that is known here.",
                "Write its name, with its module if needed.",
                *where,
            )
        assert isinstance(answer, tuple)
        found[name] = answer
    return found


def _check_wrong(
    case: Case[Raises], number: int, lineages: dict[str, tuple[str, ...]], raised: Raised | None
) -> None:
    item, one = case.item, case.item.distractors[number]
    where = ("distractors", number)
    others = [
        (item.key, item.line),
        *((before.raises, before.line) for before in item.distractors[:number]),
    ]
    if item.line is not None and one.line is None and one.raises != NONE:
        case.tally.distractors.wrong += 1
        case.fault("this option names no line, and the key does.", "Add 'line:'.", *where)
    elif (one.raises, one.line) in others:
        case.tally.distractors.wrong += 1
        case.fault("two options say the same.", "Change one of them.", *where)
    elif one.line in (None, raised.snippet_line if raised else None) and _related(
        one.raises, item.key, lineages
    ):
        case.tally.distractors.wrong += 1
        case.fault(
            f"this option is right as well: {one.raises} and {item.key} are of one family.",
            "Name an unrelated exception.",
            *where,
        )
    else:
        case.tally.distractors.proven += 1


def _related(left: str, right: str, lineages: dict[str, tuple[str, ...]]) -> bool:
    if NONE in (left, right):
        return left == right
    return lineages[left][0] in lineages[right] or lineages[right][0] in lineages[left]


def _worded(name: str, line: int | None) -> str:
    if name == NONE:
        return "no error"
    return f"{name} on line {line}" if line else str(name)
