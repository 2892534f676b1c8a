"""Proves items of kind `raises`, which ask which exception code raises, and on which line."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Code, Distractor, Item, joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.asked_value import equals_distractor
from torchquiz.engine.proof.failures import error_text
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.sandbox.job import Ask, Outcome, Raised
from torchquiz.engine.yaml.positions import Where

NONE = "none"
"""The word that means "no exception" in a key or an option."""
Lineage = tuple[str, ...]
"""Names of a class and all its superclasses."""


class RaisesDistractor(Distractor):
    """A wrong option: an exception that is not raised, or not on the given line."""

    raises: Code
    line: Annotated[int, Field(ge=1)] | None = None


class RaisesItem(Item):
    """An item that asks which exception its snippet raises."""

    has_worded_options: ClassVar[bool] = False

    snippet: Code
    key: Code
    line: Annotated[int, Field(ge=1)] | None = None
    distractors: Annotated[list[RaisesDistractor], Field(min_length=1, max_length=5)]
    entry: Literal["options"] = "options"


MODEL = RaisesItem


def prove(context: ItemContext[RaisesItem]) -> Variant:
    """Run the snippet with two seeds, and compare the raised exception with the options."""
    item = context.item
    templates = context.templates()
    job = context.code_job(context.snippet, "snippet", asks=templates.asks)
    first, again = context.run_twice(job, 0)
    if first.ended != "finished":
        message = f"the snippet cannot be graded: {first.reason}."
        raise context.stop(message, "Write code that finishes on its own.", "snippet")
    is_key_right = _is_key_right(context, first, again)
    if not is_key_right and first.raised and item.key == NONE:
        raise ProofStopped  # The texts use names that were not assigned.
    templates.render(first.answers)
    lineages = _lineages(context)
    for number in range(len(item.distractors) if is_key_right else 0):
        _check_distractor(context, number, lineages, first.raised)
    options = [
        context.wrong_option(
            distractor, number, _wording(distractor.raises, distractor.line), "value", None
        )
        for number, distractor in enumerate(item.distractors)
    ]
    key = Option(_wording(item.key, item.line), "value", is_key=True)
    error = error_text(first.raised) if first.raised else ""
    value = "" if error else "no error"
    run = Run("", "", value, first.output, error, first.elapsed_ms)
    return context.variant(Choose((key, *options)), run)


def _is_key_right(context: ItemContext[RaisesItem], first: Outcome, again: Outcome) -> bool:
    """Return whether the snippet raises the stated exception on the stated line, with both seeds.

    A wrong answer key is a fault, but the proof continues, so that other faults are reported too.
    """
    item, raised = context.item, first.raised
    if raised is not None and raised.role == "setup":
        context.require_success(first, "the setup")
    if not _is_raised(item.key, raised):
        actual = error_text(raised) if raised else "no error"
        context.tally.keys.wrong += 1
        remedy = f"key:     {item.key}\nPyTorch: {actual}{_same_distractor(item, raised)}"
        context.note_fault("the key is not the exception that PyTorch raises.", remedy, "key")
        return False
    if _type_of(again.raised) != _type_of(raised):
        context.tally.keys.wrong += 1
        remedy = "Set the seed in the snippet with torch.manual_seed(…)."
        context.note_fault("which exception is raised depends on chance.", remedy, "snippet")
        return False
    if raised is not None and item.line is not None and raised.snippet_line != item.line:
        context.tally.keys.wrong += 1
        line = f"{raised.snippet_line}{_same_distractor(item, raised)}"
        remedy = f"line:    {item.line}\nPyTorch: {line}"
        context.note_fault("a different line raises the exception.", remedy, "line")
        return False
    if raised is not None and raised.type == "IndexError" and _has_random_index(context):
        context.tally.keys.unproven += 1
        context.note_doubt(
            "an index may depend on chance: `randint` draws it without a seed; set a seed",
            "snippet",
        )
        return True
    context.tally.keys.proven += 1
    return True


def _has_random_index(context: ItemContext[RaisesItem]) -> bool:
    code = joined(context.scope.setup, context.snippet)
    return any(word in code for word in ("randint", "randperm")) and "manual_seed" not in code


def _same_distractor(item: RaisesItem, raised: Raised | None) -> str:
    """Return a clause that points out a wrong option naming the raised exception.

    Return an empty string if no wrong option names it.
    """
    line = raised.snippet_line if raised else None
    for number, distractor in enumerate(item.distractors):
        if _is_raised(distractor.raises, raised) and distractor.line in (None, line):
            return equals_distractor(number)
    return ""


def _is_raised(name: str, raised: Raised | None) -> bool:
    if name == NONE:
        return raised is None
    return raised is not None and name in _names(raised.lineage)


def _type_of(raised: Raised | None) -> str | None:
    return raised.type if raised else None


def _names(lineage: Lineage) -> set[str]:
    """Return the names of a class and its superclasses, with and without their modules.

    `Exception` and `BaseException` are left out because every exception has them.
    """
    above = [name for name in lineage[1:] if name not in ("Exception", "BaseException")]
    names = {lineage[0], *above} if lineage else set()
    return names | {name.rsplit(".", 1)[-1] for name in names}


def _lineages(context: ItemContext[RaisesItem]) -> dict[str, Lineage]:
    """Return the class names in the inheritance chain of each exception that an option names.

    Raises:
        ProofStopped: a name does not refer to an exception.
    """
    options: list[tuple[Code, Where]] = [(context.item.key, ("key",))]
    for number, distractor in enumerate(context.item.distractors):
        options.append((distractor.raises, ("distractors", number, "raises")))
    named = [(name, where) for name, where in options if name != NONE]
    asks = [Ask(str(name), "class") for name, _ in named]
    (outcome,) = context.run([context.job(asks=asks)])
    context.require_success(outcome, "the setup")
    lineages: dict[str, Lineage] = {}
    for (name, where), answer in zip(named, outcome.answers, strict=True):
        if isinstance(answer, Raised):
            message = f"'{name}' is not a known exception."
            raise context.stop(message, "Check its name, and add its module if needed.", *where)
        assert isinstance(answer, tuple)
        lineages[name] = answer
    return lineages


def _check_distractor(
    context: ItemContext[RaisesItem],
    number: int,
    lineages: dict[str, Lineage],
    raised: Raised | None,
) -> None:
    fault = _why_not_wrong(context.item, number, lineages, raised)
    if fault is None:
        context.tally.distractors.proven += 1
    else:
        context.tally.distractors.wrong += 1
        context.note_fault(*fault, "distractors", number)


def _why_not_wrong(
    item: RaisesItem, number: int, lineages: dict[str, Lineage], raised: Raised | None
) -> tuple[str, str] | None:
    """Return the reason an option is not wrong, with a suggested fix, or None if it is wrong."""
    option = item.distractors[number]
    others = [(item.key, item.line)]
    others += [(earlier.raises, earlier.line) for earlier in item.distractors[:number]]
    if item.line is not None and option.line is None and option.raises != NONE:
        return "this option names no line, but the key does.", "Add `line`."
    if (option.raises, option.line) in others:
        return "two options are the same.", "Change one of them."
    line = raised.snippet_line if raised else None
    if option.line in (None, line) and _are_related(option.raises, item.key, lineages):
        message = (
            f"this option is also correct: {option.raises} and {item.key} are related classes."
        )
        return message, "Name an unrelated exception."
    return None


def _are_related(left: str, right: str, lineages: dict[str, Lineage]) -> bool:
    """Return whether one of two classes inherits from the other."""
    if NONE in (left, right):
        return left == right
    return lineages[left][0] in lineages[right] or lineages[right][0] in lineages[left]


def _wording(name: str, line: int | None) -> str:
    if name == NONE:
        return "no error"
    return f"{name} on line {line}" if line else str(name)
